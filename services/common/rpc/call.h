#pragma once

#include <absl/time/time.h>

#include <atomic>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "services/common/log/field.h"
#include "services/common/security/principal.h"

namespace zamer {
class Clock;
}

namespace zamer::rpc {

// What a handler knows about the call that it answers. Made by the call wrapper once the caller was let in; used on
// the loop thread only; lives until the handler's coroutine has ended.
class Call {
 public:
  Call(const Clock& clock, std::string_view method);
  Call(const Call&) = delete;
  Call& operator=(const Call&) = delete;

  // When the answer is due: the caller's deadline, never later than the service's own limit.
  absl::Time deadline() const { return deadline_; }
  // The injected clock and its time now.
  const Clock& clock() const { return clock_; }
  absl::Time now() const;
  // Who calls, as the verified token says.
  const security::Principal& principal() const { return *principal_; }
  // Full name of the method, such as `zamer.lead.v1.LeadService.GetLead`.
  std::string_view method() const { return method_; }
  // The request's `request_id`; empty where a request has none.
  const std::string& request_id() const { return request_id_; }
  // W3C trace context: the caller's trace, or one that starts here. Goes into events and into calls to others.
  const std::string& trace_parent() const { return trace_parent_; }
  // False once nobody waits for the answer any more: cancelled, too late, or the server drains.
  bool wanted() const { return wanted_.load(std::memory_order_relaxed); }

  // Tells the caller the position of what this call committed, as trailing metadata `zamer-position`. A later read that
  // sends it back waits until it is applied. May be called more than once: each position is sent.
  void SetPosition(std::string position) { positions_.push_back(std::move(position)); }
  // Adds a field to the call's log line: AddFact({"meetings", count}).
  void AddFact(log::Field fact) { facts_.push_back(std::move(fact)); }

 private:
  friend class CallState;

  const Clock& clock_;
  std::string_view method_;
  absl::Time deadline_ = absl::InfinitePast();
  std::shared_ptr<const security::Principal> principal_;
  std::string request_id_;
  std::string trace_parent_;
  // The only member that gRPC's threads change while the handler runs.
  std::atomic<bool> wanted_{true};
  std::vector<std::string> positions_;
  std::vector<log::Field> facts_;
};

}  // namespace zamer::rpc
