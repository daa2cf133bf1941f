// The working part of a client: queue, connection, timer. Internal to this folder.
#pragma once
#include <asio/awaitable.hpp>
#include <asio/io_context.hpp>
#include <asio/steady_timer.hpp>
#include <memory>
#include <vector>

#include "services/common/redis/backoff.h"
#include "services/common/redis/call.h"
#include "services/common/redis/call_queue.h"
#include "services/common/redis/client.h"
#include "services/common/redis/connector.h"
#include "services/common/redis/options.h"
#include "services/common/redis/pipeline.h"

namespace zamer::redis {

// Lives until it is closed and its last coroutine has ended. One timer serves all deadlines. Loop thread only.
class Core final : public std::enable_shared_from_this<Core>, private Pipeline::Listener {
 public:
  Core(asio::io_context& loop, Options options);

  // Starts connecting.
  void Start();

  // Whether the call was queued; otherwise all its outcomes are set and it must not be waited for.
  bool Admit(Call& call);
  // Waits until a queued call is finished. To be awaited at once after Admit.
  asio::awaitable<void> Wait(Call& call);

  bool connected() const { return pipeline_ != nullptr; }
  ClientStats stats() const;
  void Close();

 private:
  static asio::awaitable<void> KeepConnected(std::shared_ptr<Core> self);
  // One connection from the first attempt to its end, and why it ended.
  asio::awaitable<absl::Status> ServeOneConnection();

  void OnAnswered(std::vector<Call*> calls) override;
  void OnWritable() override;
  void OnTimer();

  // Has everything that is queued at the end of this turn of the loop written.
  void ScheduleFlush();
  void Flush();
  // Makes OnTimer run at `when`, or earlier if that was asked for.
  void WakeBy(TimePoint when);

  bool OverBounds(const Call& call) const;
  void Count(const Call& call);
  // Resumes the coroutines now, or in a later turn of the loop.
  void Finish(const std::vector<Call*>& calls);
  void FinishLater(const std::vector<Call*>& calls);
  void Report(const absl::Status& status);

  asio::io_context& loop_;
  const Options options_;
  const std::chrono::nanoseconds stall_timeout_;
  Connector connector_;
  Backoff backoff_;
  asio::steady_timer deadline_timer_;
  asio::steady_timer retry_timer_;
  CallQueue queue_;
  std::shared_ptr<Pipeline> pipeline_;  // null while there is no connection
  TimePoint wake_ = TimePoint::max();   // when deadline_timer_ is set to; max: not set
  ClientStats stats_;
  bool flush_scheduled_ = false;
  bool closed_ = false;
};

}  // namespace zamer::redis
