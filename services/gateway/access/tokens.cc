#include "services/gateway/access/tokens.h"

namespace zamer::gateway::access {
namespace {

constexpr absl::Duration kTokenLife = absl::Minutes(5);
// Then all are forgotten: making them anew costs some 50 µs each.
constexpr std::size_t kMostTokens = 10'000;

}  // namespace

std::string Tokens::For(const Subject& subject) {
  const absl::Time now = clock_.Now();
  if (held_.size() >= kMostTokens && !held_.contains(subject.name)) held_.clear();
  Held& held = held_[subject.name];
  // A clock that was set back makes a token that begins in the future of its reader.
  const bool fresh = now < held.until && now + kTokenLife >= held.until;
  if (!fresh || held.subject != subject) {
    held = {.subject = subject, .token = mint_(subject, kTokenLife), .until = now + kTokenLife / 2};
  }
  return held.token;
}

}  // namespace zamer::gateway::access
