// The TLS settings of a connection. Internal to this folder.
#pragma once
#include <absl/status/status.h>

#include <asio/ip/tcp.hpp>
#include <asio/ssl/context.hpp>
#include <asio/ssl/stream.hpp>
#include <string>

#include "services/common/redis/options.h"

namespace zamer::redis {

// Loads authorities, certificate and key. FAILED_PRECONDITION says which file could not be used.
absl::Status Configure(asio::ssl::context& context, const TlsOptions& tls);

// Makes the stream ask for a server of this name (SNI) and accept no other. The name may be a numeric address.
void ExpectServer(asio::ssl::stream<asio::ip::tcp::socket>& stream, const std::string& name);

}  // namespace zamer::redis
