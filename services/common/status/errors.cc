#include "services/common/status/errors.h"

#include <absl/strings/cord.h>
#include <google/protobuf/message.h>

#include <algorithm>

#include "google/rpc/error_details.pb.h"

namespace zamer {
namespace {

// Longer waits are as good as "not today".
constexpr absl::Duration kLongestRetry = absl::Hours(24);

// Abseil's own string_view, which Debian's build keeps apart from the standard one.
absl::string_view ToAbsl(std::string_view text) { return {text.data(), text.size()}; }

std::string TypeUrl(const google::protobuf::Message& message) {
  return "type.googleapis.com/" + message.GetDescriptor()->full_name();
}

template <typename Detail>
std::optional<Detail> DetailOf(const absl::Status& status) {
  const auto payload = status.GetPayload(ToAbsl(TypeUrl(Detail::default_instance())));
  Detail detail;
  if (!payload.has_value() || !detail.ParseFromString(std::string(*payload))) return std::nullopt;
  return detail;
}

absl::Status WithRetry(absl::Status status, absl::Duration retry_after) {
  google::rpc::RetryInfo retry;
  absl::Duration rest = std::clamp(retry_after, absl::ZeroDuration(), kLongestRetry);
  retry.mutable_retry_delay()->set_seconds(absl::IDivDuration(rest, absl::Seconds(1), &rest));
  retry.mutable_retry_delay()->set_nanos(static_cast<int>(absl::ToInt64Nanoseconds(rest)));
  return WithDetail(std::move(status), retry);
}

}  // namespace

absl::Status WithDetail(absl::Status status, const google::protobuf::Message& detail) {
  const std::string bytes = detail.SerializeAsString();
  // By view: the library lacks the constructor from std::string under the name that clang gives it.
  status.SetPayload(ToAbsl(TypeUrl(detail)), absl::Cord(ToAbsl(bytes)));
  return status;
}

absl::Status MakeError(Reason reason, std::string_view message, Metadata metadata) {
  google::rpc::ErrorInfo info;
  info.set_reason(std::string(ReasonName(reason)));
  info.set_domain(std::string(kErrorDomain));
  for (auto& [key, value] : metadata) (*info.mutable_metadata())[std::move(key)] = std::move(value);
  return WithDetail(absl::Status(ReasonCode(reason), ToAbsl(message)), info);
}

absl::Status Unavailable(ReasonFor<absl::StatusCode::kUnavailable> reason, std::string_view message,
                         absl::Duration retry_after, Metadata metadata) {
  return WithRetry(MakeError(reason.reason(), message, std::move(metadata)), retry_after);
}

absl::Status ResourceExhausted(ReasonFor<absl::StatusCode::kResourceExhausted> reason, std::string_view message,
                               absl::Duration retry_after, Metadata metadata) {
  return WithRetry(MakeError(reason.reason(), message, std::move(metadata)), retry_after);
}

absl::Status Internal(std::string_view message, Metadata metadata) {
  return MakeError(Reason::kInternal, message, std::move(metadata));
}

absl::Status IllegalTransition(std::string_view subject, std::string_view from, std::string_view to) {
  const std::string step = std::string(from) + " cannot become " + std::string(to);
  google::rpc::PreconditionFailure failure;
  auto& violation = *failure.add_violations();
  violation.set_type("STATE");
  violation.set_subject(std::string(subject));
  violation.set_description(step);
  Metadata metadata = {{"subject", std::string(subject)}, {"from", std::string(from)}, {"to", std::string(to)}};
  return WithDetail(
      MakeError(Reason::kIllegalTransition, step + ": read the resource again and choose a step that its state allows.",
                std::move(metadata)),
      failure);
}

std::optional<Reason> ReasonOf(const absl::Status& status) {
  const auto info = DetailOf<google::rpc::ErrorInfo>(status);
  if (!info.has_value() || info->domain() != kErrorDomain) return std::nullopt;
  return ParseReason(info->reason());
}

Metadata MetadataOf(const absl::Status& status) {
  const auto info = DetailOf<google::rpc::ErrorInfo>(status);
  if (!info.has_value()) return {};
  Metadata metadata;
  for (const auto& [key, value] : info->metadata()) metadata.emplace_back(key, value);
  std::ranges::sort(metadata);
  return metadata;
}

std::optional<absl::Duration> RetryAfterOf(const absl::Status& status) {
  const auto retry = DetailOf<google::rpc::RetryInfo>(status);
  if (!retry.has_value()) return std::nullopt;
  return absl::Seconds(retry->retry_delay().seconds()) + absl::Nanoseconds(retry->retry_delay().nanos());
}

}  // namespace zamer
