#pragma once

#include <absl/time/time.h>
#include <grpcpp/grpcpp.h>

#include <asio/io_context.hpp>
#include <functional>
#include <memory>
#include <string>

#include "services/common/rpc/underway.h"

namespace zamer::rpc {

class Call;

// The token to send with a call, asked for before each one; empty sends none. See security/token_source.h.
using TokenSource = std::function<std::string()>;

struct ChannelOptions {
  // gRPC target, such as `dns:///lead:9000`.
  std::string target;
  // PEM file of the authority that signed the server's certificate; empty: no TLS. Watched for changes, as are those
  // below. While a file cannot be read, calls fail with PEER_UNAVAILABLE.
  std::string authority_file = {};
  TokenSource token = {};
  // PEM files with which the caller proves who it is, where the server asks for that; both or none.
  std::string certificate_file = {};
  std::string key_file = {};
};

// What goes along with a call to another service.
struct Outgoing {
  // When, on the machine's clock, the answer is no longer wanted. For a long-lived stream: when to break it off at the
  // latest.
  absl::Time deadline;
  // W3C trace context to go on with; empty sends none.
  std::string trace_parent = {};
  // Position that the other side must have applied before it answers; empty for none.
  std::string position = {};

  // Goes on with the call that is being answered: its deadline and its trace.
  static Outgoing From(const Call& call);
};

// A connection to another service. Its calls complete on the loop thread. Destroying it cancels what is under way and
// waits until gRPC has let go of it; it must go before the loop does. Loop thread only.
class Channel {
 public:
  Channel(asio::io_context& loop, ChannelOptions options);
  Channel(const Channel&) = delete;
  Channel& operator=(const Channel&) = delete;
  ~Channel();

  asio::io_context& loop() const { return loop_; }
  const std::shared_ptr<grpc::Channel>& grpc() const { return channel_; }
  const std::shared_ptr<Underway>& underway() const { return underway_; }

  // A context for one call, with deadline, token and metadata set.
  std::shared_ptr<grpc::ClientContext> NewContext(const Outgoing& outgoing) const;

 private:
  asio::io_context& loop_;
  TokenSource token_;
  std::shared_ptr<grpc::Channel> channel_;
  std::shared_ptr<Underway> underway_ = std::make_shared<Underway>();
};

}  // namespace zamer::rpc
