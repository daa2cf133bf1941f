#include "services/gateway/http/deadline.h"

#include <asio/steady_timer.hpp>
#include <chrono>
#include <utility>

namespace zamer::gateway::http {
namespace {

using Steady = std::chrono::steady_clock;

constexpr Steady::time_point kNever = Steady::time_point::max();

}  // namespace

// Outlives the deadline when the timer rings just as that goes.
struct Deadline::Alarm : std::enable_shared_from_this<Alarm> {
  Alarm(asio::io_context& loop, std::function<void()> due_) : timer(loop), due(std::move(due_)) {}

  void RingAt(Steady::time_point when) {
    rings = when;
    timer.expires_at(when);
    timer.async_wait([self = shared_from_this()](const asio::error_code& cancelled) {
      if (!cancelled) self->Ring();
    });
  }

  void Ring() {
    rings = kNever;
    if (at == kNever) return;
    if (Steady::now() < at) return RingAt(at);
    at = kNever;
    due();
  }

  asio::steady_timer timer;
  std::function<void()> due;
  Steady::time_point at = kNever;
  Steady::time_point rings = kNever;
};

Deadline::Deadline(asio::io_context& loop, std::function<void()> due)
    : alarm_(std::make_shared<Alarm>(loop, std::move(due))) {}

Deadline::~Deadline() {
  alarm_->at = kNever;
  alarm_->timer.cancel();
}

void Deadline::Set(absl::Duration from_now) {
  if (from_now == absl::InfiniteDuration()) return Clear();
  alarm_->at = Steady::now() + absl::ToChronoNanoseconds(from_now);
  if (alarm_->at < alarm_->rings) alarm_->RingAt(alarm_->at);
}

void Deadline::Clear() { alarm_->at = kNever; }

}  // namespace zamer::gateway::http
