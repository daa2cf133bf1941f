// A TCP proxy with faults, to stand between a client and a server.
#pragma once
#include <absl/time/time.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

namespace zamer::testing {

// Runs on a thread of its own; the functions may be called from any other, and have taken effect when they return.
class TcpGate {
 public:
  // Forwards what connects to it to this port of the loopback address.
  explicit TcpGate(std::uint16_t target_port);
  ~TcpGate();
  TcpGate(const TcpGate&) = delete;
  TcpGate& operator=(const TcpGate&) = delete;

  // Where it listens.
  std::uint16_t port() const;
  // Connections accepted so far.
  std::size_t accepted() const;
  // Bytes of replies forwarded so far.
  std::size_t reply_bytes() const;

  // Every piece of data, either way, waits this long.
  void Delay(absl::Duration delay);
  // Nothing passes, either way, but connections stay open. What arrives meanwhile passes after Heal.
  void Stall();
  // As Stall, once the text has come in requests this many times: all of it but its last byte has passed then.
  void StallAt(std::string text, int times);
  // Whether nothing passes, either way.
  bool stalled() const;
  // Requests pass, replies do not.
  void StallReplies();
  // After `bytes` more of replies, in all, the connection that brings the next one is closed, and so are later ones.
  void CutRepliesAfter(std::size_t bytes);
  // Closes every connection; new ones are accepted.
  void CloseAll();
  // Closes every connection and refuses new ones.
  void Refuse();
  // Ends every fault.
  void Heal();

 private:
  class Worker;
  std::unique_ptr<Worker> worker_;
};

}  // namespace zamer::testing
