// The services as the simulated people reach them: each call is made until its outcome is known.
#pragma once
#include <absl/status/statusor.h>
#include <absl/time/clock.h>
#include <absl/time/time.h>

#include <algorithm>
#include <asio/awaitable.hpp>
#include <asio/io_context.hpp>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <tuple>
#include <utility>

#include "services/common/rpc/channel.h"
#include "services/common/rpc/invoke.h"
#include "services/common/time/clock.h"
#include "services/common/time/ids.h"
#include "services/zamerctl/simulator/draw.h"
#include "services/zamerctl/simulator/options.h"
#include "services/zamerctl/simulator/outcome.h"
#include "services/zamerctl/simulator/seen.h"
#include "zamer/contract/v1/contract_service.grpc.pb.h"
#include "zamer/lead/v1/lead_service.grpc.pb.h"
#include "zamer/metrics/v1/metrics_service.grpc.pb.h"
#include "zamer/scheduling/v1/scheduling_service.grpc.pb.h"

namespace zamer::simulator {

using LeadApi = lead::v1::LeadService::StubInterface::async_interface;
using SchedulingApi = scheduling::v1::SchedulingService::StubInterface::async_interface;
using ContractApi = contract::v1::ContractService::StubInterface::async_interface;
using MetricsApi = metrics::v1::MetricsService::StubInterface::async_interface;

// Somebody who calls.
struct Person {
  // Resource name, or `services/zamerctl`.
  std::string name;
  std::string token;
};

struct CallCounts {
  std::int64_t calls = 0;
  // Tries beyond the first, because the outcome was not known.
  std::int64_t retries = 0;
  // Calls sent again after their answer, and how many of those answered otherwise.
  std::int64_t repeats = 0;
  std::int64_t differing_repeats = 0;
};

// Loop thread only. `loop` and `clock` must outlive it, and it its calls.
class Zamer {
 public:
  Zamer(asio::io_context& loop, const Clock& clock, const Options& options);

  template <class Api, class Request, class Response>
  using Method = void (Api::*)(grpc::ClientContext*, const Request*, Response*, std::function<void(grpc::Status)>);

  // Calls with a fresh request id until the answer is known or the patience is over; `seen` goes with the call and
  // learns from it.
  template <class Api, class Request, class Response>
  asio::awaitable<absl::StatusOr<Response>> Call(const Person& who, Seen& seen, Method<Api, Request, Response> method,
                                                 Request request) {
    const bool changes = NameRequest(request);
    ++counts_.calls;
    const absl::Time give_up = absl::Now() + options_.patience;
    for (absl::Duration pause = kFirstPause;; pause = std::min(2 * pause, kLongestPause)) {
      absl::StatusOr<Response> answer = co_await Try(who, seen, method, request);
      if (answer.ok() && changes && draw_.Chance(options_.repeats)) {
        const absl::StatusOr<Response> again = co_await Try(who, seen, method, request);
        NoteRepeat(*answer, again.status(), again.ok() ? &*again : nullptr);
      }
      if (answer.ok() || !OutcomeIsUnknown(answer.status()) || absl::Now() >= give_up) co_return answer;
      ++counts_.retries;
      co_await Wait(pause);
    }
  }

  // Waits in the time of the world.
  asio::awaitable<void> Wait(absl::Duration time);

  asio::io_context& loop() { return loop_; }
  const Clock& clock() const { return clock_; }
  const CallCounts& counts() const { return counts_; }

 private:
  static constexpr absl::Duration kFirstPause = absl::Milliseconds(20);
  static constexpr absl::Duration kLongestPause = absl::Milliseconds(500);

  template <class Api>
  struct Peer {
    std::unique_ptr<rpc::Channel> channel;
    std::shared_ptr<void> stub;
    Api* api = nullptr;
  };

  template <class Service, class Api>
  void Connect(const std::string& address);

  template <class Api, class Request, class Response>
  asio::awaitable<absl::StatusOr<Response>> Try(const Person& who, Seen& seen, Method<Api, Request, Response> method,
                                                const Request& request) {
    Peer<Api>& peer = std::get<Peer<Api>>(peers_);
    const std::shared_ptr<grpc::ClientContext> context = NewContext(*peer.channel, who, seen);
    auto invocation = std::make_shared<rpc::Invocation<Response>>(context, peer.channel->underway());
    absl::StatusOr<Response> answer = co_await invocation->Run(
        loop_, [&](grpc::ClientContext* started, Response* response, std::function<void(grpc::Status)> done) {
          (peer.api->*method)(started, &request, response, std::move(done));
        });
    seen.NoteTrailers(*context);
    co_return answer;
  }

  std::shared_ptr<grpc::ClientContext> NewContext(const rpc::Channel& channel, const Person& who, const Seen& seen);
  // Gives a changing request its id; false for one that only reads.
  bool NameRequest(google::protobuf::Message& request);
  void NoteRepeat(const google::protobuf::Message& first, const absl::Status& status,
                  const google::protobuf::Message* second);

  asio::io_context& loop_;
  const Clock& clock_;
  const Options& options_;
  UlidSource ids_{clock_};
  Draw draw_;
  CallCounts counts_;
  std::tuple<Peer<LeadApi>, Peer<SchedulingApi>, Peer<ContractApi>, Peer<MetricsApi>> peers_;
};

}  // namespace zamer::simulator
