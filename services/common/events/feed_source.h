// The feed of another service over gRPC.
#pragma once
#include <absl/status/statusor.h>
#include <absl/time/clock.h>
#include <absl/time/time.h>

#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "services/common/events/consumer.h"
#include "services/common/rpc/client.h"
#include "services/common/status/errors.h"
#include "services/common/status/macros.h"
#include "zamer/type/v1/event.pb.h"

namespace zamer::events {

// `Service` has Subscribe(type.v1.SubscribeRequest) returns (stream Response), as all of ours do.
//
//   GrpcFeed<lead::v1::LeadService, lead::v1::SubscribeResponse> feed("lead", channel);
template <class Service, class Response>
class GrpcFeed final : public FeedSource {
 public:
  // Breaks a stream off and resumes it after this long, so that connections get balanced anew.
  static constexpr absl::Duration kStreamLife = absl::Minutes(30);

  GrpcFeed(std::string name, rpc::Channel& channel) : name_(std::move(name)), client_(channel) {}

  const std::string& name() const override { return name_; }

  std::unique_ptr<FeedStream> Open(std::uint32_t partition, const std::string& cursor) override {
    type::v1::SubscribeRequest request;
    request.set_partition(partition);
    request.set_cursor(cursor);
    rpc::Outgoing outgoing;
    outgoing.deadline = absl::Now() + kStreamLife;
    return std::make_unique<Stream>(client_.Read(&rpc::Client<Service>::Api::Subscribe, request, outgoing));
  }

 private:
  class Stream final : public FeedStream {
   public:
    explicit Stream(rpc::StreamReader<Response> reader) : reader_(std::move(reader)) {}

    asio::awaitable<absl::StatusOr<FeedEvent>> Next() override {
      if (std::optional<FeedEvent> ready = TakeReady()) co_return *std::move(ready);
      ZAMER_CO_ASSIGN_OR_RETURN(std::optional<Response> response, co_await reader_.Read());
      if (!response)
        co_return Unavailable(Reason::kPeerUnavailable, "The stream ended; open it again.", absl::Seconds(1));
      Unpack(*std::move(response));
      co_return Take();
    }
    std::optional<FeedEvent> TakeReady() override {
      if (unpacked_.empty()) {
        std::optional<Response> response = reader_.Ready();
        if (!response) return std::nullopt;
        Unpack(*std::move(response));
      }
      return Take();
    }
    void Cancel() override { reader_.Cancel(); }

   private:
    void Unpack(Response response) {
      for (auto& entry : *response.mutable_entries()) {
        unpacked_.push_back({std::move(*entry.mutable_cursor()), entry.event().SerializeAsString()});
      }
      if (unpacked_.empty()) unpacked_.push_back({response.cursor(), {}});  // a heartbeat
    }
    FeedEvent Take() {
      FeedEvent event = std::move(unpacked_.front());
      unpacked_.pop_front();
      return event;
    }

    // Of the messages that were read, what was not asked for yet.
    std::deque<FeedEvent> unpacked_;
    rpc::StreamReader<Response> reader_;
  };

  std::string name_;
  rpc::Client<Service> client_;
};

}  // namespace zamer::events
