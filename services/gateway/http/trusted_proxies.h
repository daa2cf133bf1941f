#pragma once

#include <asio/ip/address.hpp>
#include <asio/ip/network_v4.hpp>
#include <asio/ip/network_v6.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "services/gateway/http/headers.h"

namespace zamer::gateway::http {

// The networks of the proxies in front of us, whose word on where a request came from is believed. None: nobody's.
class TrustedProxies {
 public:
  TrustedProxies() = default;

  // Networks such as `10.0.0.0/8` or `2001:db8::/32`, or single addresses, separated by commas; nothing when one of
  // them is none.
  static std::optional<TrustedProxies> Parse(std::string_view list);

  // Where a request came from that `peer` handed over: the last address in `x-forwarded-for` that is not a proxy's.
  // What stands before that is whatever the caller wrote. Both are numeric addresses.
  std::string Origin(const std::string& peer, const Headers& headers) const;

 private:
  bool Add(const std::string& network);
  bool Has(const asio::ip::address& address) const;

  std::vector<asio::ip::network_v4> v4_;
  std::vector<asio::ip::network_v6> v6_;
};

}  // namespace zamer::gateway::http
