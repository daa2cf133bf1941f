// A pipelining Redis client over one connection.
#pragma once
#include <absl/time/time.h>

#include <asio/awaitable.hpp>
#include <asio/io_context.hpp>
#include <cstdint>
#include <memory>
#include <vector>

#include "services/common/redis/command.h"
#include "services/common/redis/options.h"
#include "services/common/redis/result.h"

namespace zamer::redis {

class Core;

// Counts since the start, and what waits now.
struct ClientStats {
  std::uint64_t commands = 0;     // given to Run and RunAll: answered + not_sent + unknown + those that wait
  std::uint64_t answered = 0;     // error replies included
  std::uint64_t not_sent = 0;     // certainly without effect
  std::uint64_t unknown = 0;      // perhaps with effect
  std::uint64_t writes = 0;       // batches written: commands / writes is the depth of the pipeline
  std::uint64_t connections = 0;  // that became ready
  std::uint64_t failures = 0;     // attempts that failed and connections that ended
  std::size_t queued = 0;         // wait to be written
  std::size_t in_flight = 0;      // written, not answered; the timed-out ones included
};

// Connects by itself, and again with backoff whenever the connection ends, until closed. Commands given while there is
// no connection wait for one, up to their deadline.
//
// Commands go out in the order in which Run was awaited; all that become ready in one turn of the loop go out in one
// write. A command that timed out keeps its place, so its late answer is swallowed and the others are not disturbed.
//
// A blocking command (XREAD BLOCK) holds up all behind it: give it a client of its own, and a deadline longer than it
// blocks.
//
// Everything happens on the loop's thread, and the client must be called and destroyed there, before the loop is.
class Client {
 public:
  Client(asio::io_context& loop, Options options);
  ~Client();
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  // The outcome, at the latest at `deadline` (the machine's time of day when it is called; exact to a few
  // milliseconds).
  asio::awaitable<Result> Run(Command command, absl::Time deadline);

  // Written together with nothing in between; outcomes in the same order. Not a transaction: see MULTI, or a script.
  asio::awaitable<std::vector<Result>> RunAll(std::vector<Command> commands, absl::Time deadline);

  // Whether Redis answers PING by the deadline.
  asio::awaitable<bool> Ping(absl::Time deadline);

  // Whether there is a connection that passed its handshake.
  bool connected() const;
  ClientStats stats() const;

  // Ends every outstanding command, each once, and the connection. Later commands are not sent. Idempotent.
  void Close();

 private:
  friend class Script;
  // As Run; `command` must live until the outcome.
  asio::awaitable<Result> RunBorrowed(const Command& command, absl::Time deadline);

  std::shared_ptr<Core> core_;
};

}  // namespace zamer::redis
