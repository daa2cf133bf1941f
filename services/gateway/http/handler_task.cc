#include "services/gateway/http/handler_task.h"

#include <asio/bind_cancellation_slot.hpp>
#include <asio/co_spawn.hpp>
#include <asio/post.hpp>
#include <exception>
#include <utility>

#include "services/common/status/errors.h"

namespace zamer::gateway::http {

void HandlerTask::Start(std::function<void()> done) {
  const auto run = [self = shared_from_this()]() -> asio::awaitable<void> { co_await self->Run(); };
  asio::co_spawn(loop_, run,
                 asio::bind_cancellation_slot(
                     cancel_.slot(), [self = shared_from_this(), done = std::move(done)](const std::exception_ptr&) {
                       done();
                       // The ending coroutine still refers to what is behind cancel_'s slot: keep it one turn longer.
                       asio::post(self->loop_, [self] {});
                     }));
}

void HandlerTask::Cancel() { cancel_.emit(asio::cancellation_type::terminal); }

asio::awaitable<void> HandlerTask::Run() {
  // A cancelled handler is told by what it waits for, so that it can leave in order.
  co_await asio::this_coro::throw_if_cancelled(false);
  co_await exchange_->Conclude(co_await Result());
}

asio::awaitable<absl::Status> HandlerTask::Result() {
  try {
    co_return co_await handler_(*exchange_);
  } catch (const std::exception&) {
    co_return Internal("A handler threw an exception.");
  }
}

}  // namespace zamer::gateway::http
