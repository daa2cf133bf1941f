#include "services/lead/lead_calls.h"

#include <google/protobuf/util/field_mask_util.h>

#include <algorithm>
#include <utility>

#include "services/common/names/names.h"
#include "services/common/status/errors.h"
#include "services/common/status/macros.h"
#include "services/common/time/timestamps.h"
#include "services/lead/domain/attempts.h"
#include "services/lead/domain/closing.h"
#include "services/lead/domain/contact_rights.h"
#include "services/lead/domain/erasure.h"
#include "services/lead/domain/follow_ups.h"
#include "services/lead/domain/nurture.h"
#include "services/lead/domain/stages.h"
#include "services/lead/domain/touches.h"
#include "services/lead/lead_commit.h"
#include "services/lead/lead_records.h"
#include "services/lead/requests.h"

namespace zamer::lead {
namespace {

constexpr std::string_view kClientName = "client_name";
constexpr std::string_view kCity = "city";

// Which fields an update changes.
struct Mask {
  bool client_name = false;
  bool city = false;
};

absl::StatusOr<Mask> ParseMask(const v1::UpdateLeadRequest& request) {
  if (!request.has_update_mask()) return Mask{!request.lead().client_name().empty(), !request.lead().city().empty()};
  Mask mask;
  Violations violations;
  for (const std::string& path : request.update_mask().paths()) {
    if (path == "*")
      mask = {true, true};
    else if (path == kClientName)
      mask.client_name = true;
    else if (path == kCity)
      mask.city = true;
    else
      violations.Add("update_mask", "may name client_name and city only");
  }
  ZAMER_RETURN_IF_ERROR(violations.ToStatus());
  return mask;
}

absl::Status Describe(Change& change, const v1::Lead& wanted, Mask mask) {
  ZAMER_RETURN_IF_ERROR(CheckMove(change.lead(), Command::kDescribe));
  ZAMER_RETURN_IF_ERROR(CheckNotErased(change.lead()));
  if (mask.client_name) change.lead().set_client_name(wanted.client_name());
  if (!mask.city || change.lead().city() == wanted.city()) return absl::OkStatus();
  change.lead().set_city(wanted.city());
  *change.Tell(change.now).mutable_lead_described()->mutable_dimensions() = DimensionsOf(change.lead());
  return absl::OkStatus();
}

absl::Status CheckAssignee(const v1::FollowUp& follow_up, std::string_view lead, std::string_view field) {
  Violations violations;
  CheckDepartment(follow_up.assignee(), DepartmentOf(lead), std::string(field) + ".assignee", violations);
  return violations.ToStatus();
}

asio::awaitable<absl::Status> CheckOwner(LeadWork& work, std::string owner) {
  ZAMER_CO_ASSIGN_OR_RETURN(const std::shared_ptr<const Roster> roster, co_await work.GetRoster());
  ZAMER_CO_ASSIGN_OR_RETURN(const auto record, co_await work.tx().Get<v1::RosterRecord>(RosterKey(work.department())));
  const scheduling::v1::EmployeeChanged* employee = FindEmployee(*record, owner);
  if (employee == nullptr) {
    co_return NotFound(Reason::kEmployeeNotFound, "There is no such employee: check the name.", {{"employee", owner}});
  }
  if (employee->state() != scheduling::v1::Employee::EMPLOYED) {
    co_return FailedPrecondition(Reason::kEmployeeDismissed, "The employee has left; give the lead to somebody else.",
                                 {{"employee", owner}});
  }
  Violations violations;
  if (!roster->IsLeadManager(owner)) violations.Add("owner", "must be a lead manager");
  co_return violations.ToStatus();
}

// Whether a loss for this reason comes before enough attempts. The history is read only where the reason asks for them.
asio::awaitable<absl::StatusOr<bool>> GivesUpTooEarly(LeadWork& work, const v1::LeadRecord& record,
                                                      const std::string& reason) {
  ZAMER_CO_ASSIGN_OR_RETURN(const std::shared_ptr<const Roster> roster, co_await work.GetRoster());
  if (!SaysUnreachable(reason, roster->rules())) co_return false;
  ZAMER_CO_ASSIGN_OR_RETURN(const std::vector<v1::Interaction> history, co_await work.LoadHistory(record));
  co_return TooFewAttempts(history, roster->rules(), roster->zone());
}

}  // namespace

asio::awaitable<absl::StatusOr<v1::Lead>> LeadCalls::Commit(rpc::Call& call, const google::protobuf::Message& request,
                                                            std::string name, std::string etag, Decide decide,
                                                            std::vector<std::string> also) {
  also.push_back(name);
  const LeadBody body = [&](LeadWork& work) -> asio::awaitable<absl::StatusOr<std::string>> {
    ZAMER_CO_ASSIGN_OR_RETURN(Change change, co_await work.Load(name, etag));
    co_return co_await decide(work, std::move(change));
  };
  co_return co_await CommitLead(parts_, call, request, std::string(DepartmentOf(name)), std::move(also), body);
}

asio::awaitable<absl::StatusOr<v1::Lead>> LeadCalls::CommitChange(rpc::Call& call,
                                                                  const google::protobuf::Message& request,
                                                                  std::string name, std::string etag,
                                                                  ChangeLead change_lead, HandOut hand_out) {
  Decide decide = [&](LeadWork& work, Change change) -> asio::awaitable<absl::StatusOr<std::string>> {
    ZAMER_CO_RETURN_IF_ERROR(change_lead(change));
    std::string answer = change.lead().name();
    work.Stage(std::move(change), hand_out);
    co_return answer;
  };
  co_return co_await Commit(call, request, std::move(name), std::move(etag), std::move(decide));
}

asio::awaitable<absl::StatusOr<v1::Lead>> LeadCalls::Update(rpc::Call& call, const v1::UpdateLeadRequest& request) {
  ZAMER_CO_ASSIGN_OR_RETURN(const Mask mask, ParseMask(request));
  co_return co_await CommitChange(call, request, request.lead().name(), request.lead().etag(),
                                  [&](Change& change) { return Describe(change, request.lead(), mask); });
}

asio::awaitable<absl::StatusOr<v1::Lead>> LeadCalls::Assign(rpc::Call& call, const v1::AssignLeadRequest& request) {
  Violations violations;
  CheckDepartment(request.owner(), DepartmentOf(request.name()), "owner", violations);
  ZAMER_CO_RETURN_IF_ERROR(violations.ToStatus());
  Decide decide = [&](LeadWork& work, Change change) -> asio::awaitable<absl::StatusOr<std::string>> {
    ZAMER_CO_RETURN_IF_ERROR(co_await CheckOwner(work, request.owner()));
    ZAMER_CO_RETURN_IF_ERROR(CheckMove(change.lead(), Command::kAssign));
    ZAMER_CO_RETURN_IF_ERROR(CheckMayContact(change.lead()));
    lead::Assign(change, request.owner(), v1::LeadAssigned::MANUAL, request.reason());
    work.Stage(std::move(change));
    co_return request.name();
  };
  co_return co_await Commit(call, request, request.name(), request.etag(), std::move(decide));
}

asio::awaitable<absl::StatusOr<v1::Lead>> LeadCalls::ScheduleFollowUp(rpc::Call& call,
                                                                      const v1::ScheduleFollowUpRequest& request) {
  ZAMER_CO_RETURN_IF_ERROR(CheckAssignee(request.follow_up(), request.parent(), "follow_up"));
  co_return co_await CommitChange(call, request, request.parent(), {}, [&](Change& change) {
    return lead::ScheduleFollowUp(change, request.follow_up(), EmployeeOf(call), "follow_up");
  });
}

asio::awaitable<absl::StatusOr<v1::Lead>> LeadCalls::CompleteFollowUp(rpc::Call& call,
                                                                      const v1::CompleteFollowUpRequest& request) {
  ZAMER_CO_RETURN_IF_ERROR(CheckAssignee(request.next(), request.name(), "next"));
  co_return co_await CommitChange(call, request, request.name(), {}, [&](Change& change) {
    return lead::CompleteFollowUp(change, request.follow_up_id(), request.has_next() ? &request.next() : nullptr,
                                  EmployeeOf(call), request.outcome());
  });
}

asio::awaitable<absl::StatusOr<v1::Lead>> LeadCalls::Lose(rpc::Call& call, const v1::LoseLeadRequest& request) {
  Decide decide = [&](LeadWork& work, Change change) -> asio::awaitable<absl::StatusOr<std::string>> {
    ZAMER_CO_ASSIGN_OR_RETURN(const bool too_few, co_await GivesUpTooEarly(work, change.record, request.reason()));
    ZAMER_CO_RETURN_IF_ERROR(lead::Lose(change, request.reason(), too_few));
    work.Stage(std::move(change));
    co_return request.name();
  };
  co_return co_await Commit(call, request, request.name(), request.etag(), std::move(decide));
}

asio::awaitable<absl::StatusOr<v1::Lead>> LeadCalls::Nurture(rpc::Call& call, const v1::NurtureLeadRequest& request) {
  co_return co_await CommitChange(call, request, request.name(), request.etag(), [&](Change& change) {
    return lead::Nurture(change, FromTimestamp(request.until_time()), request.reason());
  });
}

asio::awaitable<absl::StatusOr<v1::Lead>> LeadCalls::Disqualify(rpc::Call& call,
                                                                const v1::DisqualifyLeadRequest& request) {
  co_return co_await CommitChange(call, request, request.name(), request.etag(),
                                  [&](Change& change) { return lead::Disqualify(change, request.reason()); });
}

asio::awaitable<absl::StatusOr<v1::Lead>> LeadCalls::Reopen(rpc::Call& call, const v1::ReopenLeadRequest& request) {
  co_return co_await CommitChange(
      call, request, request.name(), request.etag(), [](Change& change) { return lead::Reopen(change); },
      HandOut::kIfNeeded);
}

}  // namespace zamer::lead
