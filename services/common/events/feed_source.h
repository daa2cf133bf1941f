// The feed of another service over gRPC.
#pragma once
#include <absl/status/statusor.h>
#include <absl/time/time.h>

#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "services/common/events/consumer.h"
#include "services/common/rpc/client.h"
#include "services/common/status/errors.h"
#include "services/common/status/macros.h"
#include "services/common/time/clock.h"
#include "zamer/type/v1/event.pb.h"

namespace zamer::events {

// `Service` has Subscribe(type.v1.SubscribeRequest) returns (stream Response), as all of ours do.
//
//   GrpcFeed<lead::v1::LeadService, lead::v1::SubscribeResponse> feed("lead", channel, clock);
template <class Service, class Response>
class GrpcFeed final : public FeedSource {
 public:
  // Breaks a stream off and resumes it after this long, so that connections get balanced anew.
  static constexpr absl::Duration kStreamLife = absl::Minutes(30);

  GrpcFeed(std::string name, rpc::Channel& channel, const Clock& clock)
      : name_(std::move(name)), clock_(clock), client_(channel) {}

  const std::string& name() const override { return name_; }

  std::unique_ptr<FeedStream> Open(std::uint32_t partition, const std::string& cursor) override {
    type::v1::SubscribeRequest request;
    request.set_partition(partition);
    request.set_cursor(cursor);
    rpc::Outgoing outgoing;
    outgoing.deadline = clock_.Now() + kStreamLife;
    return std::make_unique<Stream>(client_.Read(&rpc::Client<Service>::Api::Subscribe, request, outgoing));
  }

 private:
  class Stream final : public FeedStream {
   public:
    explicit Stream(rpc::StreamReader<Response> reader) : reader_(std::move(reader)) {}

    asio::awaitable<absl::StatusOr<FeedEvent>> Next() override {
      ZAMER_CO_ASSIGN_OR_RETURN(std::optional<Response> response, co_await reader_.Read());
      if (!response)
        co_return Unavailable(Reason::kPeerUnavailable, "The stream ended; open it again.", absl::Seconds(1));
      co_return ToEvent(*response);
    }
    std::optional<FeedEvent> TakeReady() override {
      const std::optional<Response> response = reader_.Ready();
      if (!response) return std::nullopt;
      return ToEvent(*response);
    }
    void Cancel() override { reader_.Cancel(); }

   private:
    static FeedEvent ToEvent(const Response& response) {
      return {response.cursor(), response.has_event() ? response.event().SerializeAsString() : std::string()};
    }

    rpc::StreamReader<Response> reader_;
  };

  std::string name_;
  const Clock& clock_;
  rpc::Client<Service> client_;
};

}  // namespace zamer::events
