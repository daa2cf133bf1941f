#include "services/common/redis/core.h"

#include <algorithm>
#include <asio/co_spawn.hpp>
#include <asio/detached.hpp>
#include <asio/post.hpp>
#include <asio/redirect_error.hpp>
#include <utility>

#include "services/common/status/macros.h"

namespace zamer::redis {
namespace {

// Timers are set no finer than this, so that many deadlines close to one another cost one wake-up.
constexpr std::chrono::milliseconds kTimerGrain{1};

}  // namespace

Core::Core(asio::io_context& loop, Options options)
    : loop_(loop),
      options_(std::move(options)),
      stall_timeout_(absl::ToChronoNanoseconds(options_.stall_timeout)),
      connector_(loop, options_),
      backoff_(options_.backoff),
      deadline_timer_(loop),
      retry_timer_(loop) {}

void Core::Start() { asio::co_spawn(loop_, KeepConnected(shared_from_this()), asio::detached); }

bool Core::Admit(Call& call) {
  stats_.commands += call.commands.size();
  std::optional<NotSent> refusal;
  if (closed_) {
    refusal = NotSent::kClosed;
  } else if (call.deadline <= std::chrono::steady_clock::now()) {
    refusal = NotSent::kDeadline;
  } else if (OverBounds(call)) {
    refusal = NotSent::kOverloaded;
  }
  if (refusal) {
    call.SetOutcome(*refusal);
    Count(call);
    return false;
  }
  queue_.Push(call);
  WakeBy(call.deadline);
  ScheduleFlush();
  return true;
}

asio::awaitable<void> Core::Wait(Call& call) {
  return asio::async_initiate<const asio::use_awaitable_t<>, void()>(
      [&call](Call::Resume resume) { call.resume.emplace(std::move(resume)); }, asio::use_awaitable);
}

ClientStats Core::stats() const {
  ClientStats stats = stats_;
  stats.queued = queue_.commands();
  stats.in_flight = pipeline_ == nullptr ? 0 : pipeline_->commands();
  return stats;
}

void Core::Close() {
  if (std::exchange(closed_, true)) return;
  connector_.Cancel();
  retry_timer_.cancel();
  deadline_timer_.cancel();
  if (pipeline_ != nullptr) FinishLater(std::exchange(pipeline_, nullptr)->Drop(Unknown::kClosed));
  std::vector<Call*> waiting = queue_.TakeAll();
  for (Call* call : waiting) call->SetOutcome(NotSent::kClosed);
  FinishLater(waiting);
}

asio::awaitable<void> Core::KeepConnected(std::shared_ptr<Core> self) {
  while (!self->closed_) {
    const absl::Status why = co_await self->ServeOneConnection();
    if (self->closed_) break;
    ++self->stats_.failures;
    self->Report(why);
    asio::error_code cancelled;
    self->retry_timer_.expires_after(absl::ToChronoNanoseconds(self->backoff_.Next()));
    if (!self->closed_) co_await self->retry_timer_.async_wait(asio::redirect_error(asio::use_awaitable, cancelled));
  }
}

asio::awaitable<absl::Status> Core::ServeOneConnection() {
  ZAMER_CO_ASSIGN_OR_RETURN(Link link, co_await connector_.Connect());
  Pipeline::Listener& listener = *this;
  const auto pipeline = std::make_shared<Pipeline>(std::move(link), listener);
  if (closed_) {
    pipeline->Drop(Unknown::kClosed);
    co_return absl::CancelledError("closed");
  }
  pipeline_ = pipeline;
  ++stats_.connections;
  ScheduleFlush();
  Report(absl::OkStatus());
  absl::Status why = co_await pipeline->Serve();
  if (pipeline->proved()) backoff_.Reset();
  pipeline_.reset();
  Finish(pipeline->Drop(Unknown::kConnectionLost));
  co_return why;
}

void Core::OnAnswered(std::vector<Call*> calls) { Finish(calls); }

void Core::OnWritable() { ScheduleFlush(); }

void Core::OnTimer() {
  wake_ = TimePoint::max();
  const TimePoint now = std::chrono::steady_clock::now();
  std::vector<Call*> expired;
  TimePoint next = queue_.Expire(now, &expired);
  for (Call* call : expired) call->SetOutcome(connected() ? NotSent::kDeadline : NotSent::kDisconnected);
  if (pipeline_ != nullptr) {
    next = std::min(next, pipeline_->Expire(now, stall_timeout_, &expired));
    if (pipeline_->Stalled(now, stall_timeout_)) pipeline_->Abort(absl::UnavailableError("the server stays silent"));
  }
  if (next != TimePoint::max()) WakeBy(std::max(next, now + kTimerGrain));
  Finish(expired);
}

void Core::ScheduleFlush() {
  if (flush_scheduled_ || pipeline_ == nullptr || pipeline_->writing()) return;
  flush_scheduled_ = true;
  asio::post(loop_, [self = shared_from_this()] { self->Flush(); });
}

void Core::Flush() {
  flush_scheduled_ = false;
  if (pipeline_ == nullptr || pipeline_->writing() || queue_.empty()) return;
  ++stats_.writes;
  pipeline_->Send(queue_.TakeAll());
}

void Core::WakeBy(TimePoint when) {
  if (when >= wake_) return;
  wake_ = when;
  deadline_timer_.expires_at(when);
  deadline_timer_.async_wait([weak = weak_from_this()](const asio::error_code& cancelled) {
    if (cancelled) return;
    if (const std::shared_ptr<Core> self = weak.lock()) self->OnTimer();
  });
}

bool Core::OverBounds(const Call& call) const {
  const std::size_t in_flight = pipeline_ == nullptr ? 0 : pipeline_->commands();
  return queue_.commands() + in_flight + call.commands.size() > options_.max_commands ||
         queue_.bytes() + call.bytes > options_.max_queued_bytes;
}

void Core::Count(const Call& call) {
  for (const Result& result : call.results) {
    ++(result.answered() ? stats_.answered : result.unknown() != nullptr ? stats_.unknown : stats_.not_sent);
  }
}

void Core::Finish(const std::vector<Call*>& calls) {
  for (Call* call : calls) Count(*call);
  // A resumed coroutine may end, and its call with it, so the handler is moved out first.
  for (Call* call : calls) std::exchange(call->resume, std::nullopt).value()();
}

void Core::FinishLater(const std::vector<Call*>& calls) {
  for (Call* call : calls) {
    Count(*call);
    asio::post(loop_, *std::exchange(call->resume, std::nullopt));
  }
}

void Core::Report(const absl::Status& status) {
  if (options_.on_connection) options_.on_connection(status);
}

}  // namespace zamer::redis
