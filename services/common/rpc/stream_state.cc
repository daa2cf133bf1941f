#include "services/common/rpc/stream_state.h"

#include <absl/time/clock.h>

#include <asio/bind_cancellation_slot.hpp>
#include <asio/co_spawn.hpp>
#include <asio/detached.hpp>
#include <asio/post.hpp>
#include <exception>
#include <utility>

#include "services/common/status/errors.h"

namespace zamer::rpc {

StreamState::StreamState(Host& host, const Method& method) : CallState(host, method), deadline_(host.loop()) {}

StreamState::~StreamState() = default;

void StreamState::OnLoop() {
  EndAtDeadline();
  CallState::OnLoop();
  if (host().admission().draining()) End(WhyAbandoned());
}

void StreamState::Spawn(std::shared_ptr<CallState> self) {
  std::shared_ptr<CallState> owner = self;
  asio::co_spawn(host().loop(), Work(std::move(self)),
                 asio::bind_cancellation_slot(interrupt_.slot(), [this, owner = std::move(owner)](std::exception_ptr) {
                   deadline_.cancel();
                   // The ending coroutine still refers to what is behind interrupt_'s slot: keep it one turn longer.
                   asio::post(host().loop(), [owner] {});
                 }));
}

void StreamState::EndAtDeadline() {
  deadline_.expires_after(absl::ToChronoNanoseconds(call().deadline() - absl::Now()));
  deadline_.async_wait([weak = weak_from_this(), this](asio::error_code error) {
    const std::shared_ptr<CallState> alive = weak.lock();
    if (error || alive == nullptr) return;
    End(deadline_is_callers() ? DeadlineExceeded(Reason::kDeadlineExpired, "The stream's deadline has passed.")
                              : Unavailable(Reason::kStreamExpired,
                                            "The stream is as old as one may get; resume it from your last cursor.",
                                            absl::ZeroDuration()));
  });
}

void StreamState::End(const absl::Status& status) {
  if (concluded() || !end_.ok()) return;
  const std::shared_ptr<CallState> alive = shared_from_this();
  end_ = status;
  Abandon(status);
  if (taken_.awaited()) taken_.Give(end_);
  if (!concluded()) interrupt_.emit(asio::cancellation_type::terminal);
}

void StreamState::Taken(bool ok) {
  asio::post(host().loop(), [alive = shared_from_this(), this, ok] {
    if (!taken_.awaited()) return;  // the stream has ended meanwhile
    taken_.Give(ok ? absl::OkStatus() : WhyAbandoned());
  });
}

void StreamState::CallerHasGone() {
  const absl::Status why = WhyAbandoned();
  Abandon(why);
  asio::post(host().loop(), [alive = shared_from_this(), this, why] { End(why); });
}

}  // namespace zamer::rpc
