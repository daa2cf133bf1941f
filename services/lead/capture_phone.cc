#include <algorithm>
#include <utility>

#include "services/common/names/names.h"
#include "services/common/status/errors.h"
#include "services/common/status/macros.h"
#include "services/lead/area_codes.h"
#include "services/lead/domain/contact_rights.h"
#include "services/lead/domain/erasure.h"
#include "services/lead/domain/household.h"
#include "services/lead/domain/stages.h"
#include "services/lead/domain/touches.h"
#include "services/lead/enquiries.h"
#include "services/lead/joining.h"
#include "services/lead/lead_calls.h"
#include "services/lead/lead_records.h"
#include "services/lead/requests.h"

namespace zamer::lead {
namespace {

std::vector<v1::Phone> PhonesOf(const v1::CapturePhoneRequest& request, const rpc::Call& call, absl::Time when,
                                const Roster& roster, std::string_view area_code) {
  v1::Phone given = request.phone();
  CompleteConsent(*given.mutable_consent(), {.time = when, .recorded_by = call.principal().subject});
  return ReadPhones(given, roster.phone_region(), area_code);
}

// Ids of the other leads that hold one of the keys, each once.
asio::awaitable<absl::StatusOr<std::vector<std::string>>> OtherHolders(LeadWork& work, std::vector<std::string> keys,
                                                                       std::string own) {
  std::vector<store::UniqueEntry> entries;
  for (std::string& key : keys) entries.push_back({std::string(kPersonIndex), std::move(key)});
  ZAMER_CO_ASSIGN_OR_RETURN(std::vector<std::string> holders,
                            co_await work.tx().LookupAll(work.department(), std::move(entries)));
  std::ranges::sort(holders);
  const auto repeated = std::ranges::unique(holders);
  holders.erase(repeated.begin(), repeated.end());
  std::erase_if(holders, [&](const std::string& id) { return id.empty() || id == own; });
  co_return holders;
}

}  // namespace

asio::awaitable<absl::StatusOr<v1::Lead>> LeadCalls::CapturePhone(rpc::Call& call,
                                                                  const v1::CapturePhoneRequest& request) {
  const std::string department(DepartmentOf(request.name()));
  Violations violations;
  const absl::Time when = OccurredTime(request.has_occurred_time(), request.occurred_time(), call.now(), call.now(),
                                       "occurred_time", violations);
  CheckDepartment(request.phone().consent().channel(), department, "phone.consent.channel", violations);
  ZAMER_CO_RETURN_IF_ERROR(violations.ToStatus());
  ZAMER_CO_ASSIGN_OR_RETURN(const std::shared_ptr<const Roster> peeked, co_await PeekRoster(parts_, department, call));
  ZAMER_CO_ASSIGN_OR_RETURN(const std::string area_code, co_await AreaCodeFor(parts_, call, request));
  Person person{.phones = PhonesOf(request, call, when, *peeked, area_code)};
  if (person.phones.empty()) co_return PhoneUnreadable("phone");
  for (const v1::Phone& phone : person.phones) person.keys.push_back(PhoneKey(parts_.fingerprint, phone));

  Decide decide = [&](LeadWork& work, Change change) -> asio::awaitable<absl::StatusOr<std::string>> {
    ZAMER_CO_RETURN_IF_ERROR(CheckMove(change.lead(), Command::kCapturePhone));
    ZAMER_CO_RETURN_IF_ERROR(CheckNotErased(change.lead()));
    ZAMER_CO_ASSIGN_OR_RETURN(const std::shared_ptr<const Roster> roster, co_await work.GetRoster());
    const std::string own(LastSegment(change.lead().name()));
    ZAMER_CO_ASSIGN_OR_RETURN(const std::vector<std::string> others, co_await OtherHolders(work, person.keys, own));
    LearnContacts(change.record, person);
    NotePhone(change, when, EmployeeOf(call), false);
    std::vector<Change> leads;
    std::vector<Change> past;
    for (const std::string& id : others) {
      ZAMER_CO_ASSIGN_OR_RETURN(Change other, co_await work.Load(LeadNameOf(department, id)));
      LeaveKeysOf(other.record, change.record);
      // Somebody else of the household: the number is both's, and he is found by it as before.
      if (AreHousehold(change.record, other.record)) continue;
      (ClosedForLong(other.lead(), *roster, work.now()) ? past : leads).push_back(std::move(other));
    }
    TakeOver(work, change, std::move(past));
    leads.push_back(std::move(change));
    if (leads.size() > 1) {
      ZAMER_CO_ASSIGN_OR_RETURN(Change survivor, co_await JoinLeads(work, std::move(leads)));
      leads.clear();
      leads.push_back(std::move(survivor));
    }
    std::string answer = leads.front().lead().name();
    work.Stage(std::move(leads.front()), HandOut::kIfNeeded);
    co_return answer;
  };
  co_return co_await Commit(call, request, request.name(), request.etag(), std::move(decide), person.keys);
}

}  // namespace zamer::lead
