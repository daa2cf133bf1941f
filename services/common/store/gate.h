// Lets one coroutine of this process at a time work on a name, so that they do not conflict in Redis by design.
#pragma once
#include <absl/container/flat_hash_map.h>
#include <absl/status/statusor.h>
#include <absl/time/time.h>

#include <asio/awaitable.hpp>
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace zamer::store {

// A convenience, never needed for correctness: other replicas are not held back. First come, first served; a waiter
// gives up at its deadline. Loop thread only.
class Gate {
 public:
  class Pass {
   public:
    Pass() = default;
    Pass(Pass&& other) noexcept : gate_(std::exchange(other.gate_, nullptr)), names_(std::move(other.names_)) {}
    Pass& operator=(Pass&& other) noexcept;
    ~Pass();

   private:
    friend class Gate;
    Pass(Gate* gate, std::vector<std::string> names) : gate_(gate), names_(std::move(names)) {}
    Gate* gate_ = nullptr;
    std::vector<std::string> names_;
  };

  // Waits until this coroutine alone holds all names; they are taken in sorted order, so that nobody deadlocks.
  // DEADLINE_EXCEEDED when that does not happen in time.
  asio::awaitable<absl::StatusOr<Pass>> Enter(std::vector<std::string> names, absl::Time deadline);

 private:
  struct Waiter;
  void Leave(const std::vector<std::string>& names);

  absl::flat_hash_map<std::string, std::deque<std::shared_ptr<Waiter>>> held_;  // name -> who waits for it
};

}  // namespace zamer::store
