#include "services/gateway/http/trusted_proxies.h"

#include <absl/strings/ascii.h>
#include <absl/strings/str_split.h>

#include <algorithm>

#include "services/gateway/http/socket.h"

namespace zamer::gateway::http {
namespace {

constexpr unsigned short kBitsV4 = 32;
constexpr unsigned short kBitsV6 = 128;

template <typename Network, typename Address>
bool AnyHas(const std::vector<Network>& networks, const Address& address) {
  return std::ranges::any_of(networks, [&](const Network& network) {
    return Network(address, network.prefix_length()).canonical() == network;
  });
}

// Each proxy adds at the end whom it has the request from.
std::vector<std::string> Hops(const Headers& headers) {
  std::vector<std::string> hops;
  for (const auto& [name, value] : headers) {
    if (name != "x-forwarded-for") continue;
    for (const auto& hop : absl::StrSplit(std::string(value), ',')) {
      hops.emplace_back(absl::StripAsciiWhitespace(hop));
    }
  }
  return hops;
}

}  // namespace

std::optional<TrustedProxies> TrustedProxies::Parse(std::string_view list) {
  TrustedProxies proxies;
  const std::string text(list);
  for (const auto& part : absl::StrSplit(text, ',', absl::SkipWhitespace())) {
    if (!proxies.Add(std::string(absl::StripAsciiWhitespace(part)))) return std::nullopt;
  }
  return proxies;
}

bool TrustedProxies::Add(const std::string& network) {
  asio::error_code error;
  if (const auto address = asio::ip::make_address(network, error); !error) {
    if (address.is_v4()) v4_.emplace_back(address.to_v4(), kBitsV4);
    if (address.is_v6()) v6_.emplace_back(address.to_v6(), kBitsV6);
    return true;
  }
  if (const auto v4 = asio::ip::make_network_v4(network, error); !error) {
    v4_.push_back(v4.canonical());
    return true;
  }
  const auto v6 = asio::ip::make_network_v6(network, error);
  if (!error) v6_.push_back(v6.canonical());
  return !error;
}

bool TrustedProxies::Has(const asio::ip::address& address) const {
  return address.is_v4() ? AnyHas(v4_, address.to_v4()) : AnyHas(v6_, address.to_v6());
}

std::string TrustedProxies::Origin(const std::string& peer, const Headers& headers) const {
  if (v4_.empty() && v6_.empty()) return peer;
  std::string origin = peer;
  std::vector<std::string> hops = Hops(headers);
  asio::error_code error;
  while (!hops.empty() && Has(asio::ip::make_address(origin))) {
    const auto before = asio::ip::make_address(hops.back(), error);
    if (error) break;  // what cannot be read says nothing of what stands before it
    origin = PlainAddress(before);
    hops.pop_back();
  }
  return origin;
}

}  // namespace zamer::gateway::http
