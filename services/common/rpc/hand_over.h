#pragma once

#include <asio/io_context.hpp>
#include <memory>
#include <mutex>
#include <vector>

namespace zamer::rpc {

// Something that gRPC's threads hand to the loop thread.
class Handed {
 public:
  virtual ~Handed() = default;
  // Runs once, on the loop thread.
  virtual void OnLoop() = 0;
};

// Carries work from gRPC's threads to the loop thread. Everything handed over between two turns of the loop shares one
// post, so the cost of waking the loop is paid per turn, not per call. Thread-safe; destroyed after the loop stopped.
class HandOver {
 public:
  explicit HandOver(asio::io_context& loop) : loop_(loop) {}
  HandOver(const HandOver&) = delete;
  HandOver& operator=(const HandOver&) = delete;

  void Push(std::shared_ptr<Handed> work);

 private:
  void Flush();

  asio::io_context& loop_;
  std::mutex mutex_;
  std::vector<std::shared_ptr<Handed>> waiting_;
  // Only Flush touches it; keeps its capacity from turn to turn.
  std::vector<std::shared_ptr<Handed>> running_;
};

}  // namespace zamer::rpc
