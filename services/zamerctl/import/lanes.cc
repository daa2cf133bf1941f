#include "services/zamerctl/import/lanes.h"

#include <algorithm>
#include <utility>

namespace zamer::ctl {

Lanes::Lanes(std::size_t count) : lanes_(count) {
  for (std::size_t lane = 0; lane < count; ++lane) threads_.emplace_back([this, lane] { Work(lane); });
}

Lanes::~Lanes() {
  const std::scoped_lock lock(mutex_);
  stopping_ = true;
  changed_.notify_all();
}

absl::Status Lanes::Push(std::size_t lane, Job job) {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return lanes_[lane].jobs.size() < kMostWaiting || !first_error_.ok(); });
  if (first_error_.ok()) lanes_[lane].jobs.push_back(std::move(job));
  changed_.notify_all();
  return first_error_;
}

absl::Status Lanes::Drain() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] {
    return std::ranges::all_of(
        lanes_, [&](const Lane& lane) { return !lane.busy && (lane.jobs.empty() || !first_error_.ok()); });
  });
  return first_error_;
}

void Lanes::Work(std::size_t number) {
  std::unique_lock lock(mutex_);
  Lane& lane = lanes_[number];
  while (true) {
    changed_.wait(lock, [&] { return stopping_ || (!lane.jobs.empty() && first_error_.ok()); });
    if (stopping_) return;
    const Job job = std::move(lane.jobs.front());
    lane.jobs.pop_front();
    lane.busy = true;
    lock.unlock();
    const absl::Status status = job();
    lock.lock();
    lane.busy = false;
    if (!status.ok() && first_error_.ok()) first_error_ = status;
    changed_.notify_all();
  }
}

}  // namespace zamer::ctl
