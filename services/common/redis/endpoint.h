// Where the primary is. Fixed today; a Sentinel resolver implements the same interface.
#pragma once
#include <absl/status/statusor.h>
#include <absl/time/time.h>

#include <asio/awaitable.hpp>
#include <cstdint>
#include <string>

namespace zamer::redis {

struct Endpoint {
  std::string host;  // a name or a numeric address
  std::uint16_t port = 6379;
  friend bool operator==(const Endpoint&, const Endpoint&) = default;
};

// Asked before every attempt to connect, on the loop thread.
class EndpointResolver {
 public:
  virtual ~EndpointResolver() = default;
  // Answers by the deadline; an error counts as a failed attempt to connect.
  virtual asio::awaitable<absl::StatusOr<Endpoint>> Resolve(absl::Time deadline) = 0;
};

// Always the same endpoint.
class StaticEndpoint final : public EndpointResolver {
 public:
  explicit StaticEndpoint(Endpoint endpoint) : endpoint_(std::move(endpoint)) {}
  asio::awaitable<absl::StatusOr<Endpoint>> Resolve(absl::Time deadline) override;

 private:
  Endpoint endpoint_;
};

}  // namespace zamer::redis
