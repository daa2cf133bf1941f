#pragma once

#include <absl/status/statusor.h>

#include <asio/io_context.hpp>
#include <asio/ip/tcp.hpp>
#include <string_view>

namespace zamer::rpc {

// A socket that listens on `address`: a numeric address (IPv6 in brackets), a colon and a port; port 0 takes a free
// one. ADDRESS_UNUSABLE when that fails.
absl::StatusOr<asio::ip::tcp::acceptor> Listen(asio::io_context& loop, std::string_view address);

}  // namespace zamer::rpc
