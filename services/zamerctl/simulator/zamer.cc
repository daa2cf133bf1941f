#include "services/zamerctl/simulator/zamer.h"

#include <asio/redirect_error.hpp>
#include <asio/steady_timer.hpp>
#include <asio/use_awaitable.hpp>
#include <limits>

#include "services/common/rpc/caller_metadata.h"

namespace zamer::simulator {

template <class Service, class Api>
void Zamer::Connect(const std::string& address) {
  Peer<Api>& peer = std::get<Peer<Api>>(peers_);
  peer.channel = std::make_unique<rpc::Channel>(loop_, rpc::ChannelOptions{.target = address});
  const std::shared_ptr<typename Service::StubInterface> stub = Service::NewStub(peer.channel->grpc());
  peer.api = stub->async();
  peer.stub = stub;
}

Zamer::Zamer(asio::io_context& loop, const Clock& clock, const Options& options)
    : loop_(loop), clock_(clock), options_(options), draw_(options.seed, std::numeric_limits<std::uint64_t>::max()) {
  Connect<lead::v1::LeadService, LeadApi>(options.addresses.lead);
  Connect<scheduling::v1::SchedulingService, SchedulingApi>(options.addresses.scheduling);
  Connect<contract::v1::ContractService, ContractApi>(options.addresses.contract);
  Connect<metrics::v1::MetricsService, MetricsApi>(options.addresses.metrics);
}

std::shared_ptr<grpc::ClientContext> Zamer::NewContext(const rpc::Channel& channel, const Person& who,
                                                       const Seen& seen) {
  auto context = channel.NewContext({.deadline = absl::Now() + options_.try_time});
  context->AddMetadata(std::string(rpc::kAuthorizationKey), "Bearer " + who.token);
  seen.SendWith(*context);
  return context;
}

bool Zamer::NameRequest(google::protobuf::Message& request) {
  const auto* const field = request.GetDescriptor()->FindFieldByName("request_id");
  if (field == nullptr) return false;
  request.GetReflection()->SetString(&request, field, ids_.NextId());
  return true;
}

void Zamer::NoteRepeat(const google::protobuf::Message& first, const absl::Status& status,
                       const google::protobuf::Message* second) {
  if (OutcomeIsUnknown(status)) return;  // says nothing
  ++counts_.repeats;
  const auto* const name = first.GetDescriptor()->FindFieldByName("name");
  const bool same = second != nullptr && (name == nullptr || first.GetReflection()->GetString(first, name) ==
                                                                 second->GetReflection()->GetString(*second, name));
  if (!same) ++counts_.differing_repeats;
}

asio::awaitable<void> Zamer::Wait(absl::Duration time) {
  asio::steady_timer timer(loop_, absl::ToChronoNanoseconds(time));
  asio::error_code ended_early;
  co_await timer.async_wait(asio::redirect_error(asio::use_awaitable, ended_early));
}

}  // namespace zamer::simulator
