// Factories for errors: a canonical code, a Reason, a sentence that says what to do, and metadata for machines.
//
// A status carries exactly one google.rpc.ErrorInfo {reason, domain "zamer", metadata} and further google.rpc details
// as payloads. Messages and metadata never hold personal data: both reach logs and other people's screens.
#pragma once
#include <absl/status/status.h>
#include <absl/time/time.h>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "services/common/status/reasons.h"

namespace google::protobuf {
class Message;
}  // namespace google::protobuf

namespace zamer {

// Facts for machines: names of resources, limits, positions. A repeated key keeps its last value.
using Metadata = std::vector<std::pair<std::string, std::string>>;

// The domain of every ErrorInfo.
inline constexpr std::string_view kErrorDomain = "zamer";

// An error with the canonical code of its reason. For reasons known only at run time; else prefer those below.
absl::Status MakeError(Reason reason, std::string_view message, Metadata metadata = {});

#define ZAMER_ERROR_FACTORY(Name, code)                                                        \
  inline absl::Status Name(ReasonFor<absl::StatusCode::code> reason, std::string_view message, \
                           Metadata metadata = {}) {                                           \
    return MakeError(reason.reason(), message, std::move(metadata));                           \
  }
ZAMER_ERROR_FACTORY(InvalidArgument, kInvalidArgument)
ZAMER_ERROR_FACTORY(NotFound, kNotFound)
ZAMER_ERROR_FACTORY(AlreadyExists, kAlreadyExists)
ZAMER_ERROR_FACTORY(FailedPrecondition, kFailedPrecondition)
ZAMER_ERROR_FACTORY(Aborted, kAborted)
ZAMER_ERROR_FACTORY(OutOfRange, kOutOfRange)
ZAMER_ERROR_FACTORY(PermissionDenied, kPermissionDenied)
ZAMER_ERROR_FACTORY(Unauthenticated, kUnauthenticated)
ZAMER_ERROR_FACTORY(DeadlineExceeded, kDeadlineExceeded)
ZAMER_ERROR_FACTORY(Cancelled, kCancelled)
#undef ZAMER_ERROR_FACTORY

// UNAVAILABLE with RetryInfo: the caller may try again after `retry_after` (at least zero).
absl::Status Unavailable(ReasonFor<absl::StatusCode::kUnavailable> reason, std::string_view message,
                         absl::Duration retry_after, Metadata metadata = {});

// RESOURCE_EXHAUSTED with RetryInfo: the caller should slow down and try again after `retry_after` (at least zero).
absl::Status ResourceExhausted(ReasonFor<absl::StatusCode::kResourceExhausted> reason, std::string_view message,
                               absl::Duration retry_after, Metadata metadata = {});

// INTERNAL: the service broke a rule of its own. `message` names the rule, for the operator.
absl::Status Internal(std::string_view message, Metadata metadata = {});

// FAILED_PRECONDITION with PreconditionFailure: `subject` (a resource name) in state `from` cannot become `to`.
// The metadata carry subject, from and to.
absl::Status IllegalTransition(std::string_view subject, std::string_view from, std::string_view to);

// Adds a detail, such as the next free slots; a second one of the same type replaces the first. OK stays OK.
absl::Status WithDetail(absl::Status status, const google::protobuf::Message& detail);

// The reason a status was made with; nothing for OK, for a foreign status, or for a reason of a newer build.
std::optional<Reason> ReasonOf(const absl::Status& status);

// The metadata a status was made with, sorted by key; empty for a foreign status.
Metadata MetadataOf(const absl::Status& status);

// How long the callee asked to wait before another try; nothing where it did not.
std::optional<absl::Duration> RetryAfterOf(const absl::Status& status);

// Collects everything that is wrong with a request, so that the caller can mend it all at once.
class Violations {
 public:
  // `field` is a path such as "lead.phones[1].text"; `description` says what the field must be, not what it held.
  void Add(std::string_view field, std::string_view description);
  bool empty() const { return fields_.empty(); }
  // All violations, the dropped ones included.
  std::size_t size() const { return fields_.size() + dropped_; }
  // OK when empty, else INVALID_ARGUMENT with FIELD_INVALID and a BadRequest that lists the violations. At most
  // kMaxListed are listed, since error details travel in HTTP/2 trailers of a few kilobytes; the metadata count them
  // all.
  absl::Status ToStatus() const;

  static constexpr std::size_t kMaxListed = 32;

 private:
  std::vector<std::pair<std::string, std::string>> fields_;
  std::size_t dropped_ = 0;
};

}  // namespace zamer
