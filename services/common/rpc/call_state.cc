#include "services/common/rpc/call_state.h"

#include <absl/strings/ascii.h>
#include <absl/time/clock.h>

#include <algorithm>
#include <asio/error.hpp>
#include <asio/system_error.hpp>
#include <typeinfo>
#include <utility>

#include "services/common/rpc/call_log.h"
#include "services/common/rpc/caller_metadata.h"
#include "services/common/rpc/check_request.h"
#include "services/common/rpc/to_grpc.h"
#include "services/common/rpc/trace.h"
#include "services/common/security/authenticator.h"
#include "services/common/status/errors.h"
#include "services/common/status/macros.h"
#include "services/common/time/clock.h"

namespace zamer::rpc {
namespace {

using google::protobuf::Message;

// Every error of ours carries an ErrorInfo; one without it was made by a library and may say anything.
bool IsOurs(const absl::Status& status) {
  return status.GetPayload("type.googleapis.com/google.rpc.ErrorInfo").has_value();
}

absl::Status TooLate() {
  return DeadlineExceeded(Reason::kDeadlineExpired, "The deadline passed; call again with more time.");
}

absl::Status Gone() { return Cancelled(Reason::kCallCancelled, "The caller gave the call up."); }

}  // namespace

CallState::CallState(Host& host, const Method& method)
    : host_(host), method_(method), call_(host.clock(), method.descriptor->full_name()) {}

void CallState::Enter(grpc::CallbackServerContext& context, Message& request) {
  method_.metrics.Started();
  method_.metrics.MessageReceived();
  self_ = shared_from_this();
  context_ = &context;
  const absl::Status status = Check(context, request);
  if (!status.ok()) return Conclude(status);
  host_.hand_over().Push(self_);
}

absl::Status CallState::Check(grpc::CallbackServerContext& context, Message& request) {
  ZAMER_RETURN_IF_ERROR(host_.admission().Enter(kind()));
  admitted_ = true;
  CallerMetadata metadata = ReadMetadata(context);
  call_.trace_parent_ = ChildTrace(metadata.trace_parent);
  ZAMER_RETURN_IF_ERROR(SetDeadline(context));
  ZAMER_ASSIGN_OR_RETURN(call_.principal_, host_.authenticator().Verify(metadata.token));
  ZAMER_RETURN_IF_ERROR(CheckPolicy());
  ZAMER_RETURN_IF_ERROR(CheckDepartments(*method_.plan, request, *call_.principal_));
  ZAMER_RETURN_IF_ERROR(CheckFields(*method_.plan, request, method_.mutating ? method_.request_id : nullptr));
  if (method_.request_id != nullptr) {
    call_.request_id_ = request.GetReflection()->GetString(request, method_.request_id);
  }
  awaited_positions_ = std::move(metadata.positions);
  return absl::OkStatus();
}

absl::Status CallState::SetDeadline(const grpc::CallbackServerContext& context) {
  using std::chrono::system_clock;
  const absl::Duration limit = is_stream() ? host_.limits().stream_time : host_.limits().call_time;
  // The caller's clock may be another machine's; what counts is how much time gRPC says is left.
  const system_clock::time_point until = context.deadline();
  const absl::Duration left = until == system_clock::time_point::max() ? absl::InfiniteDuration()
                                                                       : absl::FromChrono(until - system_clock::now());
  deadline_is_callers_ = left <= limit;
  call_.deadline_ = absl::Now() + std::min(left, limit);
  return left > absl::ZeroDuration() ? absl::OkStatus() : TooLate();
}

absl::Status CallState::CheckPolicy() const {
  if (method_.roles.empty()) {
    return PermissionDenied(Reason::kMethodClosed, "This method is open to nobody.",
                            {{"method", method_.descriptor->full_name()}});
  }
  if (method_.roles.Intersects(call_.principal_->roles)) return absl::OkStatus();
  return PermissionDenied(Reason::kRoleNotAllowed, "Ask somebody who has one of the roles of this method.",
                          {{"method", method_.descriptor->full_name()}, {"roles", method_.role_names}});
}

void CallState::OnLoop() {
  open_ = true;
  host_.open_calls().Add(*this);
  Spawn(shared_from_this());
}

asio::awaitable<void> CallState::Work(std::shared_ptr<CallState> self) {
  self->Conclude(co_await self->HandleSafely());
}

asio::awaitable<absl::Status> CallState::HandleSafely() {
  std::string type;
  try {
    co_return co_await WaitAndHandle();
  } catch (const asio::system_error& error) {
    if (error.code() == asio::error::operation_aborted && !call_.wanted()) co_return WhyAbandoned();
    type = typeid(error).name();
  } catch (const std::exception& error) {
    type = typeid(error).name();
  } catch (...) {
    type = "unknown";
  }
  // Only its type: what an exception says may quote a value.
  call_.AddFact({"exception", log::Id(absl::AsciiStrToLower(type))});
  co_return Internal("a handler threw");
}

asio::awaitable<absl::Status> CallState::WaitAndHandle() {
  if (!call_.wanted()) co_return WhyAbandoned();  // the caller left while the call waited for the loop
  if (host_.position_wait()) {
    for (const std::string& position : awaited_positions_) {
      ZAMER_CO_RETURN_IF_ERROR(co_await host_.position_wait()(position, call_.deadline_));
    }
  }
  if (absl::Now() >= call_.deadline_) co_return TooLate();
  co_return co_await Handle();
}

absl::Status CallState::WhyAbandoned() const {
  if (absl::Now() >= call_.deadline_) return TooLate();
  if (!host_.admission().draining()) return Gone();
  return Unavailable(Reason::kDraining,
                     "This replica shut down before the answer; call again with the same request id.",
                     absl::ZeroDuration());
}

void CallState::Abandon(const absl::Status& status) {
  call_.wanted_.store(false, std::memory_order_relaxed);
  abandoned_code_.store(status.code(), std::memory_order_relaxed);
  if (!answered_.exchange(true, std::memory_order_acq_rel)) Send(ToGrpc(status));
}

absl::Status CallState::Outward(const absl::Status& status) {
  if (status.ok() || (IsOurs(status) && status.code() != absl::StatusCode::kInternal)) return status;
  call_.AddFact({"cause", status});
  return Internal("The service failed; report the call with its trace id.",
                  {{"trace_id", std::string(TraceIdOf(call_.trace_parent_))}, {"request_id", call_.request_id_}});
}

void CallState::Conclude(const absl::Status& status) {
  concluded_ = true;
  const absl::Status outward = Outward(status);
  absl::StatusCode code = outward.code();
  if (answered_.exchange(true, std::memory_order_acq_rel)) {
    code = abandoned_code_.load(std::memory_order_relaxed);
  } else {
    for (const std::string& position : call_.positions_) {
      context_->AddTrailingMetadata(std::string(kPositionKey), position);
    }
    Send(ToGrpc(outward));
  }
  const absl::Duration took = absl::FromChrono(std::chrono::steady_clock::now() - arrived_);
  method_.metrics.Handled(code, took);
  LogCall(host_.logger(), {.method = *method_.descriptor,
                           .code = code,
                           .reason = ReasonOf(outward),
                           .took = took,
                           .request_id = call_.request_id_,
                           .trace_parent = call_.trace_parent_,
                           .principal = call_.principal_.get(),
                           .facts = call_.facts_});
  if (open_) host_.open_calls().Remove(*this);
  if (admitted_) host_.admission().Leave(kind());
}

}  // namespace zamer::rpc
