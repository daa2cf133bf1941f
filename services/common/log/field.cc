#include "services/common/log/field.h"

namespace zamer::log {
namespace {

std::string StatusJson(const absl::Status& status) {
  std::string json = R"({"code":)" + JsonString(absl::StatusCodeToString(status.code()));
  if (const std::optional<Reason> reason = ReasonOf(status)) json += R"(,"reason":)" + JsonString(ReasonName(*reason));
  return json + '}';
}

}  // namespace

Field::Field(Literal key, absl::Time value)
    : Field(key, Rendered{JsonString(absl::FormatTime("%E4Y-%m-%dT%H:%M:%E3SZ", value, absl::UTCTimeZone()))}) {}

Field::Field(Literal key, const absl::Status& value) : Field(key, Rendered{StatusJson(value)}) {}

}  // namespace zamer::log
