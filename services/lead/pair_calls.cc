#include "services/lead/pair_calls.h"

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "services/common/names/names.h"
#include "services/common/status/errors.h"
#include "services/common/status/macros.h"
#include "services/lead/domain/household.h"
#include "services/lead/domain/one_lead.h"
#include "services/lead/joining.h"
#include "services/lead/lead_commit.h"
#include "services/lead/requests.h"

namespace zamer::lead {
namespace {

template <class Request>
absl::Status CheckPair(const Request& request) {
  Violations violations;
  CheckDepartment(request.other(), DepartmentOf(request.name()), "other", violations);
  if (request.other() == request.name()) violations.Add("other", "must be another lead");
  return violations.ToStatus();
}

template <class Request>
asio::awaitable<absl::StatusOr<v1::Lead>> CommitPair(const LeadParts& parts, rpc::Call& call, const Request& request,
                                                     LeadBody body) {
  ZAMER_CO_RETURN_IF_ERROR(CheckPair(request));
  std::vector<std::string> names{request.name(), request.other()};
  co_return co_await CommitLead(parts, call, request, std::string(DepartmentOf(request.name())), std::move(names),
                                std::move(body));
}

// Changes what the two are to one another.
using Relate = std::function<absl::Status(Change&, Change&)>;

template <class Request>
asio::awaitable<absl::StatusOr<v1::Lead>> CommitRelation(const LeadParts& parts, rpc::Call& call,
                                                         const Request& request, Relate relate) {
  co_return co_await CommitPair(parts, call, request,
                                [&](LeadWork& work) -> asio::awaitable<absl::StatusOr<std::string>> {
                                  ZAMER_CO_ASSIGN_OR_RETURN(Change named, co_await work.Load(request.name()));
                                  ZAMER_CO_ASSIGN_OR_RETURN(Change other, co_await work.Load(request.other()));
                                  ZAMER_CO_RETURN_IF_ERROR(relate(named, other));
                                  if (!named.facts.empty()) work.Stage(std::move(named));
                                  if (!other.facts.empty()) work.Stage(std::move(other));
                                  co_return request.name();
                                });
}

// FAILED_PRECONDITION where one of the two goes on as another lead already.
asio::awaitable<absl::Status> CheckUnmerged(LeadWork& work, const v1::Lead& named, const v1::Lead& other) {
  ZAMER_CO_ASSIGN_OR_RETURN(const Change named_now, co_await work.LoadPresent(named.name()));
  ZAMER_CO_ASSIGN_OR_RETURN(const Change other_now, co_await work.LoadPresent(other.name()));
  ZAMER_CO_RETURN_IF_ERROR(CheckNotOneLead(named, other, named_now.lead().name(), other_now.lead().name()));
  co_return absl::OkStatus();
}

// One run of a merge.
asio::awaitable<absl::StatusOr<std::string>> MergeTwo(LeadWork& work, const v1::MergeLeadsRequest& request) {
  ZAMER_CO_ASSIGN_OR_RETURN(Change named, co_await work.Load(request.name(), request.etag()));
  ZAMER_CO_ASSIGN_OR_RETURN(Change other, co_await work.Load(request.other()));
  ZAMER_CO_RETURN_IF_ERROR(co_await CheckUnmerged(work, named.lead(), other.lead()));
  std::vector<Change> leads;
  leads.push_back(std::move(named));
  leads.push_back(std::move(other));
  ZAMER_CO_ASSIGN_OR_RETURN(Change survivor, co_await JoinLeads(work, std::move(leads)));
  std::string answer = survivor.lead().name();
  work.Stage(std::move(survivor), HandOut::kIfNeeded);
  co_return answer;
}

}  // namespace

asio::awaitable<absl::StatusOr<v1::Lead>> LinkHousehold(const LeadParts& parts, rpc::Call& call,
                                                        const v1::LinkHouseholdRequest& request) {
  return CommitRelation(parts, call, request, [](Change& a, Change& b) { return LinkHousehold(a, b); });
}

asio::awaitable<absl::StatusOr<v1::Lead>> UnlinkHousehold(const LeadParts& parts, rpc::Call& call,
                                                          const v1::UnlinkHouseholdRequest& request) {
  return CommitRelation(parts, call, request, [](Change& a, Change& b) { return UnlinkHousehold(a, b); });
}

asio::awaitable<absl::StatusOr<v1::Lead>> MergeLeads(const LeadParts& parts, rpc::Call& call,
                                                     const v1::MergeLeadsRequest& request) {
  return CommitPair(parts, call, request, [&](LeadWork& work) { return MergeTwo(work, request); });
}

}  // namespace zamer::lead
