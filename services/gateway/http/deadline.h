#pragma once

#include <absl/time/time.h>

#include <asio/io_context.hpp>
#include <functional>
#include <memory>

namespace zamer::gateway::http {

// Calls `due` when its time is over, unless it was moved or cleared before. Moving it is cheap: the timer behind it is
// touched only when it has to ring earlier than it would. Loop thread only.
class Deadline {
 public:
  Deadline(asio::io_context& loop, std::function<void()> due);
  Deadline(const Deadline&) = delete;
  Deadline& operator=(const Deadline&) = delete;
  ~Deadline();

  // An infinite one clears it.
  void Set(absl::Duration from_now);
  void Clear();

 private:
  struct Alarm;
  std::shared_ptr<Alarm> alarm_;
};

}  // namespace zamer::gateway::http
