#pragma once

#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>

namespace zamer::rpc {

// The calls of a channel that gRPC still works on; it refers to the loop as long as it does. Thread-safe.
class Underway {
 public:
  // `cancel` makes the call end soon; it keeps alive what it uses.
  void Add(const void* call, std::function<void()> cancel);
  // gRPC's thread may hold nothing of the call any more: a call's context owns the channel, and a thread of gRPC's that
  // drops the process's last channel waits for itself to end (github.com/grpc/grpc/pull/32584 says what comes of it).
  void Remove(const void* call);
  // Cancels all and waits until gRPC has ended them, which takes it milliseconds.
  void CancelAll();

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::map<const void*, std::function<void()>> calls_;
};

}  // namespace zamer::rpc
