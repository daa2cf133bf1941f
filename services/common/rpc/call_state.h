#pragma once

#include <absl/status/status.h>
#include <absl/time/time.h>
#include <google/protobuf/message.h>
#include <grpcpp/grpcpp.h>

#include <asio/awaitable.hpp>
#include <atomic>
#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "services/common/rpc/admission.h"
#include "services/common/rpc/call.h"
#include "services/common/rpc/hand_over.h"
#include "services/common/rpc/host.h"
#include "services/common/rpc/method_table.h"

namespace zamer::rpc {

// One call from its arrival to its log line; what unary calls and streams have in common.
//
// Two owners keep it alive: gRPC until OnDone, and the work until its coroutine has ended. So either may come first: a
// caller that goes, or a server that shuts down, is answered at once while the work runs on, and a handler that never
// ends cannot hang Shutdown. The request was moved in here, hence the work never reads what gRPC has freed.
class CallState : public Handed, public std::enable_shared_from_this<CallState> {
 public:
  CallState(Host& host, const Method& method);

  bool is_stream() const { return method_.streaming; }

  // Starts the work.
  void OnLoop() override;
  // Answers the caller with `status` without waiting for the work. Loop thread; nothing happens if there is an answer.
  virtual void End(const absl::Status& status) { Abandon(status); }

 protected:
  // gRPC's thread, once: runs all checks and hands the call over to the loop, or refuses it.
  void Enter(grpc::CallbackServerContext& context, google::protobuf::Message& request);
  // Any thread: gives `status` to the caller without waiting for the work; does nothing if there was an answer.
  void Abandon(const absl::Status& status);
  // gRPC has let go of the call.
  void Release() { self_.reset(); }
  // Why a call ends that the work did not end.
  absl::Status WhyAbandoned() const;

  // Whether the caller has an answer, be it the work's or another.
  bool answered() const { return answered_.load(std::memory_order_acquire); }
  // Whether the work has ended. Loop thread.
  bool concluded() const { return concluded_; }
  // Whether the deadline is the caller's own rather than our limit.
  bool deadline_is_callers() const { return deadline_is_callers_; }
  const Method& method() const { return method_; }
  Host& host() const { return host_; }
  Call& call() { return call_; }

  // Runs the handler.
  virtual asio::awaitable<absl::Status> Handle() = 0;
  // Finishes gRPC's reactor; called once.
  virtual void Send(grpc::Status status) = 0;
  // Runs Work with whatever surrounds it. Loop thread.
  virtual void Spawn(std::shared_ptr<CallState> self) = 0;

  // The work: waits, handler, answer. `self` keeps the state alive.
  static asio::awaitable<void> Work(std::shared_ptr<CallState> self);

 private:
  Admission::Kind kind() const { return is_stream() ? Admission::Kind::kStream : Admission::Kind::kCall; }
  absl::Status Check(grpc::CallbackServerContext& context, google::protobuf::Message& request);
  absl::Status SetDeadline(const grpc::CallbackServerContext& context);
  absl::Status CheckPolicy() const;
  asio::awaitable<absl::Status> WaitAndHandle();
  asio::awaitable<absl::Status> HandleSafely();
  // What the caller may know of a status: nothing of our inside.
  absl::Status Outward(const absl::Status& status);
  // The work is over: answers unless somebody did, counts, logs, frees the place.
  void Conclude(const absl::Status& status);

  Host& host_;
  const Method& method_;
  const std::chrono::steady_clock::time_point arrived_ = std::chrono::steady_clock::now();
  grpc::CallbackServerContext* context_ = nullptr;
  // gRPC's share of the ownership.
  std::shared_ptr<CallState> self_;
  Call call_;
  std::vector<std::string> awaited_positions_;
  bool admitted_ = false;
  // Whether the work was handed to the loop thread, which then keeps it among the open calls.
  bool open_ = false;
  bool deadline_is_callers_ = false;
  bool concluded_ = false;
  std::atomic<bool> answered_{false};
  // Code of the answer that was given without waiting for the work.
  std::atomic<absl::StatusCode> abandoned_code_{absl::StatusCode::kCancelled};
};

}  // namespace zamer::rpc
