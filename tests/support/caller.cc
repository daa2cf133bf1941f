#include "tests/support/caller.h"

#include <absl/strings/str_cat.h>

#include <utility>

#include "services/common/security/development_token.h"
#include "services/common/time/clock.h"
#include "services/common/time/ids.h"

namespace zamer::testing {

Caller::Caller(const Cluster& cluster, Seen& seen, std::string subject, std::string department,
               const std::vector<type::v1::Role>& roles)
    : seen_(seen), subject_(std::move(subject)), token_(MintToken(subject_, department, roles)) {
  std::get<0>(stubs_) = lead::v1::LeadService::NewStub(cluster.Channel(Service::kLead));
  std::get<1>(stubs_) = scheduling::v1::SchedulingService::NewStub(cluster.Channel(Service::kScheduling));
  std::get<2>(stubs_) = contract::v1::ContractService::NewStub(cluster.Channel(Service::kContract));
  std::get<3>(stubs_) = metrics::v1::MetricsService::NewStub(cluster.Channel(Service::kMetrics));
}

std::unique_ptr<grpc::ClientContext> Caller::NewContext() const {
  auto context = std::make_unique<grpc::ClientContext>();
  context->set_deadline(absl::ToChronoTime(SystemClock().Now() + absl::Seconds(10)));
  context->set_wait_for_ready(true);
  context->AddMetadata("authorization", absl::StrCat("Bearer ", token_));
  seen_.SendWith(*context);
  return context;
}

void Caller::NameRequest(google::protobuf::Message& request) {
  const auto* const field = request.GetDescriptor()->FindFieldByName("request_id");
  if (field == nullptr || !request.GetReflection()->GetString(request, field).empty()) return;
  static const SystemClock clock;
  static UlidSource ids(clock);
  request.GetReflection()->SetString(&request, field, ids.NextId());
}

std::string MintToken(const std::string& subject, const std::string& department,
                      const std::vector<type::v1::Role>& roles) {
  return security::MintDevelopmentToken(SystemClock(), subject, department, roles, absl::Hours(1));
}

}  // namespace zamer::testing
