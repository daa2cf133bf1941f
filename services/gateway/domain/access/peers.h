// Which addresses fail to sign in.
#pragma once
#include <absl/container/flat_hash_map.h>
#include <absl/time/time.h>

#include <cstddef>
#include <list>
#include <string>
#include <string_view>

#include "services/gateway/domain/access/slow_down.h"

namespace zamer::gateway::access {

// What counts as one address: an IPv4 address, also one that is written as IPv6; of IPv6 the first 64 bits, since
// whoever has one of those addresses has all of them. Other text stands for itself.
std::string PeerOf(std::string_view address);

// The failures of the addresses that failed last, of this process. Bounded: the one that is silent longest is forgotten
// first. One thread.
class Peers {
 public:
  explicit Peers(std::size_t capacity = 10'000, const SlowDown& rule = kPerPeer) : capacity_(capacity), rule_(rule) {}

  // How long this address has to wait; zero when it may try.
  absl::Duration WaitFor(std::string_view address, absl::Time now) const;
  void Failed(std::string_view address, absl::Time now);
  // The attempt that was counted last was right.
  void Forgive(std::string_view address);
  std::size_t size() const { return places_.size(); }

 private:
  struct Entry {
    std::string peer;
    Failures failures;
  };

  const std::size_t capacity_;
  const SlowDown rule_;
  std::list<Entry> entries_;  // the last one to fail first
  absl::flat_hash_map<std::string, std::list<Entry>::iterator> places_;
};

}  // namespace zamer::gateway::access
