// The outcome of a command, as a type: answered, certainly without effect, or unknown.
#pragma once
#include <cstdint>
#include <utility>
#include <variant>

#include "services/common/redis/reply.h"

namespace zamer::redis {

// Redis never saw the command: it had no effect and may be sent again.
enum class NotSent : std::uint8_t {
  kDeadline,      // the deadline passed before the command could be written
  kDisconnected,  // there was no connection until the deadline
  kOverloaded,    // too many commands wait already
  kClosed,        // the client was closed
};

// The command was written, whole or in part, and no answer came: it may or may not have had its effect.
enum class Unknown : std::uint8_t {
  kTimeout,         // no answer by the deadline
  kConnectionLost,  // the connection ended first
  kClosed,          // the client was closed first
};

// A value. An error reply of Redis is an answer too; see ToReply in reply_status.h.
class Result {
 public:
  Result() : outcome_(Unknown::kConnectionLost) {}
  Result(Reply reply) : outcome_(std::move(reply)) {}  // NOLINT(google-explicit-constructor)
  Result(NotSent why) : outcome_(why) {}               // NOLINT(google-explicit-constructor)
  Result(Unknown why) : outcome_(why) {}               // NOLINT(google-explicit-constructor)

  bool answered() const { return std::holds_alternative<Reply>(outcome_); }
  // Null unless that is the outcome.
  const Reply* reply() const { return std::get_if<Reply>(&outcome_); }
  Reply* mutable_reply() { return std::get_if<Reply>(&outcome_); }
  const NotSent* not_sent() const { return std::get_if<NotSent>(&outcome_); }
  const Unknown* unknown() const { return std::get_if<Unknown>(&outcome_); }

 private:
  std::variant<Reply, NotSent, Unknown> outcome_;
};

}  // namespace zamer::redis
