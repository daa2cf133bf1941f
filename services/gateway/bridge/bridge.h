#pragma once

#include <absl/status/statusor.h>
#include <absl/time/time.h>
#include <google/protobuf/descriptor.h>

#include <asio/awaitable.hpp>
#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "services/common/metrics/registry.h"
#include "services/common/security/authenticator.h"
#include "services/gateway/authorize.h"
#include "services/gateway/bridge/bridge_metrics.h"
#include "services/gateway/bridge/codec.h"
#include "services/gateway/bridge/open_streams.h"
#include "services/gateway/domain/origins.h"
#include "services/gateway/domain/rate_limit.h"
#include "services/gateway/router.h"
#include "services/gateway/upstream/upstream.h"

namespace zamer::gateway {

struct BridgeLimits {
  std::size_t message_bytes = 4 << 20;
  // How long a call, and a stream, may last at most; also where the caller does not say.
  absl::Duration call_time = absl::Seconds(10);
  absl::Duration stream_time = absl::Hours(1);
  // How often it is asked whether the reader of a stream is still who it was.
  absl::Duration identify_again = absl::Minutes(1);
  int streams = 2000;
  int streams_per_caller = 20;
  Rate rate = {};
};

// Turns calls of browsers, `POST /zamer.lead.v1.LeadService/GetLead` in gRPC-Web or JSON, into calls of the services.
// Callers are told apart by who they are or, when nobody vouches for that, by their address. Loop thread only;
// everything referred to must outlive it, and it the requests that it answers.
class Bridge {
 public:
  // `authenticator` believes the tokens that the services believe.
  Bridge(BridgeLimits limits, Origins origins, Authorize authorize, security::Authenticator& authenticator,
         metrics::Registry& registry);

  // Offers the methods of a file's services that people may call; they are at `upstream`.
  void Offer(const google::protobuf::FileDescriptor& file, Upstream& upstream);

  // Answers every POST, and preflights, that nobody else answers.
  void AddTo(Router& router);

  // Ends the streams that are open, and refuses calls from now on: UNAVAILABLE/DRAINING.
  void Drain();

  // The method that a path names; null when none that is offered has it.
  const google::protobuf::MethodDescriptor* Find(std::string_view path) const;

 private:
  struct Method {
    const google::protobuf::MethodDescriptor* descriptor;
    std::string path;
    Upstream* upstream;
  };
  struct Caller {
    std::string token;
    // What its share is counted by.
    std::string key;
  };
  // A call that may be made, and for whom.
  struct Admitted {
    Wire wire;
    const Codec& codec;
    std::string caller;
    std::shared_ptr<Call> call;
  };

  struct Ended {
    absl::Status how;
  };

  asio::awaitable<absl::Status> Serve(http::Exchange& exchange);
  asio::awaitable<absl::Status> ServeMethod(http::Exchange& exchange, const Method& method, Wire wire);
  asio::awaitable<absl::StatusOr<Admitted>> Prepare(const http::Request& request, const Method& method, Wire wire,
                                                    const Codec& codec);
  asio::awaitable<absl::StatusOr<Caller>> Identify(const http::Request& request);
  asio::awaitable<absl::Status> Unary(http::Exchange& exchange, Admitted admitted);
  asio::awaitable<absl::Status> Stream(http::Exchange& exchange, Admitted admitted);
  // Sends a stream's messages, the first and those that follow, until it ends; an error when they cannot be sent.
  asio::awaitable<absl::StatusOr<Ended>> PassOn(http::Exchange& exchange, const Admitted& admitted,
                                                absl::StatusOr<std::optional<std::string>> message);
  // How a stream ended, as its reader is to know it.
  absl::Status Outward(const absl::Status& end) const;
  asio::awaitable<absl::Status> Refuse(http::Exchange& exchange, Wire wire, const Codec& codec, absl::Status error,
                                       const Fields& metadata = {});
  asio::awaitable<absl::Status> Respond(http::Exchange& exchange, Wire wire, http::Response response) const;
  http::Headers HeadersOf(const http::Request& request, Wire wire, bool streaming) const;

  const BridgeLimits limits_;
  const Origins origins_;
  const Authorize authorize_;
  security::Authenticator& authenticator_;
  BridgeMetrics metrics_;
  RateLimit rate_limit_;
  OpenStreams open_streams_;
  std::map<std::string, Method, std::less<>> methods_;
  bool draining_ = false;
};

}  // namespace zamer::gateway
