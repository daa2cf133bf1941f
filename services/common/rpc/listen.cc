#include "services/common/rpc/listen.h"

#include <charconv>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "services/common/status/errors.h"

namespace zamer::rpc {
namespace {

using asio::ip::tcp;

constexpr int kBacklog = 1024;

std::optional<tcp::endpoint> ParseEndpoint(std::string_view address) {
  const size_t colon = address.rfind(':');
  if (colon == std::string_view::npos) return std::nullopt;
  std::string_view host = address.substr(0, colon);
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  const std::string_view digits = address.substr(colon + 1);
  uint16_t port = 0;
  const auto [end, parse_error] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
  asio::error_code error;
  const auto ip = asio::ip::make_address(std::string(host), error);
  if (error || parse_error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  return tcp::endpoint(ip, port);
}

bool Open(tcp::acceptor& listener, const tcp::endpoint& endpoint) {
  asio::error_code error;
  listener.open(endpoint.protocol(), error);
  if (!error) listener.set_option(tcp::acceptor::reuse_address(true), error);
  if (!error) listener.bind(endpoint, error);
  if (!error) listener.listen(kBacklog, error);
  if (!error) listener.non_blocking(true, error);
  return !error;
}

}  // namespace

absl::StatusOr<tcp::acceptor> Listen(asio::io_context& loop, std::string_view address) {
  const std::optional<tcp::endpoint> endpoint = ParseEndpoint(address);
  tcp::acceptor listener(loop);
  if (endpoint.has_value() && Open(listener, *endpoint)) return listener;
  return Unavailable(Reason::kAddressUnusable, "Cannot listen here; choose a free numeric address and port.",
                     absl::ZeroDuration(), {{"address", std::string(address)}});
}

}  // namespace zamer::rpc
