#include "services/gateway/intake/lead_sink.h"

#include <absl/time/clock.h>

#include <utility>

#include "services/common/status/macros.h"

namespace zamer::gateway::intake {
namespace {

using Api = rpc::Client<lead::v1::LeadService>::Api;

rpc::Outgoing Soon() { return {.deadline = absl::Now() + absl::Seconds(10)}; }

}  // namespace

asio::awaitable<absl::StatusOr<std::string>> GrpcLeadSink::Take(lead::v1::CreateLeadRequest request) {
  ZAMER_CO_ASSIGN_OR_RETURN(const lead::v1::Lead lead,
                            co_await client_.Invoke(&Api::CreateLead, std::move(request), Soon()));
  co_return lead.name();
}

asio::awaitable<absl::StatusOr<std::string>> GrpcLeadSink::Take(lead::v1::RecordCallRequest request) {
  ZAMER_CO_ASSIGN_OR_RETURN(const lead::v1::RecordCallResponse recorded,
                            co_await client_.Invoke(&Api::RecordCall, std::move(request), Soon()));
  co_return recorded.lead();
}

}  // namespace zamer::gateway::intake
