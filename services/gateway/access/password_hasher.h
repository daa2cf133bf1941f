// Argon2id beside the loop.
#pragma once
#include <absl/status/statusor.h>

#include <asio/awaitable.hpp>
#include <asio/io_context.hpp>
#include <string>

#include "services/gateway/fetch/workers.h"

namespace zamer::gateway::access {

// Hashes passwords with libsodium's limits for interactive use: 64 MiB and some 50 to 100 ms each, so that whoever has
// the hashes can try few passwords. Loop thread only.
class PasswordHasher {
 public:
  // At most `threads` hashes at once and `most_waiting` that wait or are made: further ones are refused with
  // OVERLOADED.
  PasswordHasher(asio::io_context& loop, int threads, int most_waiting = 64);

  // A new hash, with a salt of its own.
  asio::awaitable<absl::StatusOr<std::string>> Hash(std::string password);
  // Whether the hash is one of this password. The empty hash is nobody's, and takes as long to say so.
  asio::awaitable<absl::StatusOr<bool>> Matches(std::string hash, std::string password);

 private:
  // Of a password that nobody knows.
  const std::string nobodys_hash_;
  Workers workers_;
};

}  // namespace zamer::gateway::access
