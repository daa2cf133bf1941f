// Work in several lanes at once, in order within each.
#pragma once
#include <absl/status/status.h>

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace zamer::ctl {

// Each lane does its jobs one after another on a thread of its own. After the first error nothing more is begun.
class Lanes {
 public:
  using Job = std::function<absl::Status()>;

  explicit Lanes(std::size_t count);
  // Waits for the jobs under way; those that wait are dropped.
  ~Lanes();
  Lanes(const Lanes&) = delete;
  Lanes& operator=(const Lanes&) = delete;

  // Adds a job; waits while two of the lane are waiting. The first error of any job, if there was one.
  absl::Status Push(std::size_t lane, Job job);
  // Waits until all jobs are done; the first error.
  absl::Status Drain();

 private:
  static constexpr std::size_t kMostWaiting = 2;

  struct Lane {
    std::deque<Job> jobs;
    bool busy = false;
  };

  void Work(std::size_t lane);

  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<Lane> lanes_;
  bool stopping_ = false;
  absl::Status first_error_;
  std::vector<std::jthread> threads_;
};

}  // namespace zamer::ctl
