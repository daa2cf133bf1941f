#include "tests/support/caller.h"

#include <absl/strings/numbers.h>
#include <absl/strings/str_cat.h>

#include <cstdint>
#include <utility>

#include "services/common/security/development_token.h"
#include "services/common/time/clock.h"
#include "services/common/time/ids.h"

namespace zamer::testing {
namespace {

// Cursors are `milliseconds-sequence`, which do not compare as text.
std::pair<std::uint64_t, std::uint64_t> Order(const std::string& position) {
  const std::string cursor = position.substr(position.rfind('/') + 1);
  const std::size_t dash = cursor.find('-');
  std::uint64_t millis = 0;
  std::uint64_t sequence = 0;
  if (dash == std::string::npos || !absl::SimpleAtoi(cursor.substr(0, dash), &millis) ||
      !absl::SimpleAtoi(cursor.substr(dash + 1), &sequence)) {
    return {};
  }
  return {millis, sequence};
}

}  // namespace

void Positions::Note(const std::string& position) {
  std::string& newest = newest_[position.substr(0, position.rfind('/'))];
  if (newest.empty() || Order(newest) < Order(position)) newest = position;
}

Caller::Caller(const Cluster& cluster, Positions& positions, std::string subject, std::string department,
               const std::vector<type::v1::Role>& roles)
    : positions_(positions), subject_(std::move(subject)), token_(MintToken(subject_, department, roles)) {
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
  for (const auto& [feed, position] : positions_.newest()) context->AddMetadata("zamer-position", position);
  return context;
}

void Caller::NameRequest(google::protobuf::Message& request) {
  const auto* const field = request.GetDescriptor()->FindFieldByName("request_id");
  if (field == nullptr || !request.GetReflection()->GetString(request, field).empty()) return;
  static const SystemClock clock;
  static UlidSource ids(clock);
  request.GetReflection()->SetString(&request, field, ids.NextId());
}

void Caller::Note(const grpc::ClientContext& context) {
  const auto& trailers = context.GetServerTrailingMetadata();
  const auto [begin, end] = trailers.equal_range("zamer-position");
  for (auto it = begin; it != end; ++it) positions_.Note(std::string(it->second.data(), it->second.size()));
}

std::string MintToken(const std::string& subject, const std::string& department,
                      const std::vector<type::v1::Role>& roles) {
  return security::MintDevelopmentToken(SystemClock(), subject, department, roles, absl::Hours(1));
}

}  // namespace zamer::testing
