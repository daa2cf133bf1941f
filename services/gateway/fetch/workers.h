#pragma once
#include <absl/status/statusor.h>

#include <asio/awaitable.hpp>
#include <asio/io_context.hpp>
#include <asio/post.hpp>
#include <asio/thread_pool.hpp>
#include <functional>
#include <memory>
#include <utility>

#include "services/common/rpc/baton.h"
#include "services/common/status/errors.h"

namespace zamer::gateway {

// Threads for what would block the loop: costly hashes, a library that waits. Loop thread only.
class Workers {
 public:
  // `most_waiting`: works that wait or are done at once.
  Workers(asio::io_context& loop, int threads, int most_waiting)
      : loop_(loop), most_waiting_(most_waiting), threads_(static_cast<std::size_t>(threads)) {}
  // Waits for what is under way; what only waits is dropped.
  ~Workers() {
    threads_.stop();
    threads_.join();
  }
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;

  // What the work gives, done on one of the threads. RESOURCE_EXHAUSTED/OVERLOADED when too many wait.
  template <class Result>
  asio::awaitable<absl::StatusOr<Result>> Run(std::function<Result()> work) {
    if (*waiting_ >= most_waiting_) {
      co_return ResourceExhausted(Reason::kOverloaded, "Too much waits already: try again in a moment.",
                                  absl::Seconds(1));
    }
    ++*waiting_;
    // Outlives the coroutine, should that be destroyed meanwhile.
    const auto done = std::make_shared<rpc::Baton<Result>>();
    asio::post(threads_, [&loop = loop_, counter = std::weak_ptr(waiting_), done, work = std::move(work)] {
      asio::post(loop, [counter, done, result = work()]() mutable {
        const auto waiting = counter.lock();
        if (waiting == nullptr) return;  // whoever waited went together with the workers
        --*waiting;
        done->Give(std::move(result));
      });
    });
    co_return co_await done->Take();
  }

 private:
  asio::io_context& loop_;
  const int most_waiting_;
  const std::shared_ptr<int> waiting_ = std::make_shared<int>(0);
  asio::thread_pool threads_;
};

}  // namespace zamer::gateway
