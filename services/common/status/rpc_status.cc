#include "services/common/status/rpc_status.h"

#include <absl/strings/cord.h>

#include <algorithm>
#include <string>

namespace zamer {
namespace {

// A number that is none of the canonical codes says only that something failed.
absl::StatusCode CanonicalCode(int code) {
  constexpr int kLast = static_cast<int>(absl::StatusCode::kUnauthenticated);
  return code < 0 || code > kLast ? absl::StatusCode::kUnknown : static_cast<absl::StatusCode>(code);
}

}  // namespace

google::rpc::Status ToRpcStatus(const absl::Status& status) {
  google::rpc::Status result;
  result.set_code(static_cast<int>(status.code()));
  if (status.ok()) return result;
  result.set_message(std::string(status.message()));
  status.ForEachPayload([&](absl::string_view type_url, const absl::Cord& payload) {
    auto& detail = *result.add_details();
    detail.set_type_url(std::string(type_url));
    detail.set_value(std::string(payload));
  });
  // Abseil shuffles payloads on purpose; a stable order makes equal statuses equal bytes.
  std::ranges::sort(*result.mutable_details(), {}, [](const auto& detail) { return detail.type_url(); });
  return result;
}

absl::Status FromRpcStatus(const google::rpc::Status& status) {
  absl::Status result(CanonicalCode(status.code()), absl::string_view(status.message()));
  for (const auto& detail : status.details()) {
    if (!detail.type_url().empty()) result.SetPayload(detail.type_url(), absl::Cord(detail.value()));
  }
  return result;
}

}  // namespace zamer
