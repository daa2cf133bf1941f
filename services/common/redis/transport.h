// Bytes to and from one server, plain or by TLS. Internal to this folder.
#pragma once
#include <absl/status/status.h>
#include <absl/status/statusor.h>

#include <asio/awaitable.hpp>
#include <asio/buffer.hpp>
#include <asio/io_context.hpp>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string_view>

#include "services/common/redis/endpoint.h"
#include "services/common/redis/options.h"

namespace zamer::redis {

// Held by a shared pointer; whoever reads keeps one until the read ends, a write keeps one by itself. Loop thread only.
class Transport : public std::enable_shared_from_this<Transport> {
 public:
  virtual ~Transport() = default;
  // Resolves, connects and, with TLS, shakes hands.
  virtual asio::awaitable<absl::Status> Open(const Endpoint& endpoint) = 0;
  // At least one byte, or why there will be none.
  virtual asio::awaitable<absl::StatusOr<std::size_t>> Read(asio::mutable_buffer buffer) = 0;
  // Writes everything, then calls `done` once. One write at a time; `bytes` must live until then.
  virtual void Write(std::string_view bytes, std::function<void(bool ok)> done) = 0;
  // Ends what runs, at once and with an error. Idempotent.
  virtual void Close() = 0;
};

// Fails when a TLS file cannot be read.
absl::StatusOr<std::shared_ptr<Transport>> MakeTransport(asio::io_context& loop, const std::optional<TlsOptions>& tls);

}  // namespace zamer::redis
