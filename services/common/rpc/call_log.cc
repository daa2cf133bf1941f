#include "services/common/rpc/call_log.h"

#include "services/common/rpc/trace.h"

namespace zamer::rpc {
namespace {

constexpr size_t kOwnFields = 8;

log::Level LevelOf(absl::StatusCode code) {
  const bool ours =
      code == absl::StatusCode::kInternal || code == absl::StatusCode::kUnknown || code == absl::StatusCode::kDataLoss;
  return ours ? log::Level::kError : log::Level::kInfo;
}

}  // namespace

void LogCall(log::Logger& logger, const CallRecord& record) {
  const log::Level level = LevelOf(record.code);
  if (!logger.IsOn(level)) return;
  std::vector<log::Field> fields;
  fields.reserve(kOwnFields + record.facts.size());
  fields.push_back({"method", record.method});
  fields.push_back({"code", record.code});
  if (record.reason.has_value()) fields.push_back({"reason", *record.reason});
  fields.push_back({"took_ms", record.took});
  if (!record.request_id.empty()) fields.push_back({"request_id", log::Id(record.request_id)});
  if (record.principal != nullptr) {
    fields.push_back({"subject", log::Id(record.principal->subject)});
    const std::string& department = record.principal->department;
    fields.push_back(department == "*" ? log::Field("department", "*") : log::Field("department", log::Id(department)));
  }
  if (!record.trace_parent.empty()) fields.push_back({"trace_id", log::Id(TraceIdOf(record.trace_parent))});
  fields.insert(fields.end(), record.facts.begin(), record.facts.end());
  logger.Log(level, "call", fields);
}

}  // namespace zamer::rpc
