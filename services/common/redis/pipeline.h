// Commands in flight on one connection. Internal to this folder.
#pragma once
#include <absl/status/status.h>

#include <asio/awaitable.hpp>
#include <chrono>
#include <cstddef>
#include <deque>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "services/common/redis/call.h"
#include "services/common/redis/connector.h"

namespace zamer::redis {

// Writes batches of calls and matches the replies to them in order. A call that timed out leaves its place behind, so
// that its late replies are swallowed. Loop thread only.
class Pipeline : public std::enable_shared_from_this<Pipeline> {
 public:
  // Told what happens, until Drop.
  class Listener {
   public:
    // These calls have all their outcomes. May call back into the pipeline.
    virtual void OnAnswered(std::vector<Call*> calls) = 0;
    // The last write is done, so the next batch may be sent.
    virtual void OnWritable() = 0;

   protected:
    ~Listener() = default;
  };

  Pipeline(Link link, Listener& listener) : link_(std::move(link)), listener_(&listener) {}

  // Reads replies until the connection ends, and says why it did.
  asio::awaitable<absl::Status> Serve();

  // Whether a write is under way: Send must wait.
  bool writing() const { return writing_; }
  // Writes the calls in order, in one write.
  void Send(std::span<Call* const> calls);

  // Takes out the calls whose deadline is not after `now` with the outcome kTimeout, and gives the next time at which
  // something is due: a deadline, or the end of the patience with a stalled connection.
  TimePoint Expire(TimePoint now, std::chrono::nanoseconds stall_timeout, std::vector<Call*>* expired);
  // Whether the oldest command is unanswered `stall_timeout` after its deadline.
  bool Stalled(TimePoint now, std::chrono::nanoseconds stall_timeout) const;

  // Ends the connection, so that Serve soon says why.
  void Abort(absl::Status why);
  // Ends the connection and tells the listener nothing more. Gives the calls that have an outcome missing; the missing
  // ones are `why`.
  std::vector<Call*> Drop(Unknown why);

  // Commands written and not answered, the timed-out ones included.
  std::size_t commands() const { return commands_; }
  // Whether the server ever did what it was asked.
  bool proved() const { return proved_; }

 private:
  struct Slot {
    Call* call;  // null when it timed out
    TimePoint deadline;
    std::size_t missing;  // replies
  };

  // Takes what the reader has.
  absl::Status Match(std::vector<Call*>* answered);
  absl::Status MatchOne(Reply reply, std::vector<Call*>* answered);

  Link link_;
  Listener* listener_;    // null after Drop
  absl::Status aborted_;  // why, or OK
  std::deque<Slot> slots_;
  std::string out_;
  std::size_t commands_ = 0;
  bool writing_ = false;
  bool proved_ = false;
};

}  // namespace zamer::redis
