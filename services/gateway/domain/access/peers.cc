#include "services/gateway/domain/access/peers.h"

#include <arpa/inet.h>
#include <netinet/in.h>

namespace zamer::gateway::access {

std::string PeerOf(std::string_view address) {
  std::string text(address.substr(0, address.find('%')));  // without the zone of a link-local one
  in6_addr bytes{};
  if (inet_pton(AF_INET6, text.c_str(), &bytes) != 1) return text;
  char out[INET6_ADDRSTRLEN];
  if (IN6_IS_ADDR_V4MAPPED(&bytes)) return inet_ntop(AF_INET, bytes.s6_addr + 12, out, sizeof(out));
  for (int i = 8; i < 16; ++i) bytes.s6_addr[i] = 0;
  return inet_ntop(AF_INET6, &bytes, out, sizeof(out));
}

absl::Duration Peers::WaitFor(std::string_view address, absl::Time now) const {
  const auto place = places_.find(PeerOf(address));
  if (place == places_.end()) return absl::ZeroDuration();
  return access::WaitFor(rule_, place->second->failures, now);
}

void Peers::Failed(std::string_view address, absl::Time now) {
  const std::string peer = PeerOf(address);
  const auto place = places_.find(peer);
  if (place != places_.end()) {
    entries_.splice(entries_.begin(), entries_, place->second);
  } else {
    entries_.push_front({.peer = peer, .failures = {}});
    places_.emplace(peer, entries_.begin());
  }
  entries_.front().failures = WithFailure(rule_, entries_.front().failures, now);
  if (entries_.size() <= capacity_) return;
  places_.erase(entries_.back().peer);
  entries_.pop_back();
}

void Peers::Forgive(std::string_view address) {
  const auto place = places_.find(PeerOf(address));
  if (place != places_.end()) place->second->failures = WithoutFailure(place->second->failures);
}

}  // namespace zamer::gateway::access
