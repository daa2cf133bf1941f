#pragma once
#include <absl/container/flat_hash_map.h>
#include <absl/time/time.h>

#include <string>

#include "services/gateway/access/token_minter.h"

namespace zamer::gateway::access {

// The tokens of those who are signed in. They never leave the house: a browser has its cookie only. So they may live
// minutes, and the services, which remember tokens, see few different ones. Loop thread only.
class Tokens {
 public:
  // `clock` must outlive it.
  Tokens(const Clock& clock, TokenMinter mint) : clock_(clock), mint_(std::move(mint)) {}

  // A token of the subject, with half its life ahead.
  std::string For(const Subject& subject);

 private:
  struct Held {
    Subject subject;
    std::string token;
    absl::Time until;
  };

  const Clock& clock_;
  TokenMinter mint_;
  absl::flat_hash_map<std::string, Held> held_;  // by the subject's name
};

}  // namespace zamer::gateway::access
