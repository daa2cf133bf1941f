#include "services/lead/joining.h"

#include <algorithm>
#include <utility>

#include "services/common/names/names.h"
#include "services/common/status/macros.h"
#include "services/common/time/timestamps.h"
#include "services/lead/domain/contact_rights.h"
#include "services/lead/domain/first_response.h"
#include "services/lead/domain/household.h"
#include "services/lead/domain/merge.h"
#include "services/lead/domain/stages.h"
#include "services/lead/domain/touches.h"
#include "services/lead/journals.h"

namespace zamer::lead {

asio::awaitable<absl::StatusOr<Change>> JoinLeads(LeadWork& work, std::vector<Change> leads) {
  ZAMER_CO_ASSIGN_OR_RETURN(const std::shared_ptr<const Roster> roster, co_await work.GetRoster());
  std::ranges::sort(leads, [](const Change& a, const Change& b) { return IsOlder(a.lead(), b.lead()); });
  Change survivor = std::move(leads.front());
  const ResponseBefore before(survivor.record);
  std::vector<v1::Interaction> history;
  for (const Change& lead : leads) {
    const v1::LeadRecord& record = &lead == &leads.front() ? survivor.record : lead.record;
    ZAMER_CO_ASSIGN_OR_RETURN(const std::vector<v1::Interaction> own, co_await work.LoadHistory(record));
    history.insert(history.end(), own.begin(), own.end());
  }
  for (std::size_t i = 1; i < leads.size(); ++i) {
    ZAMER_CO_RETURN_IF_ERROR(co_await MergeAndKeep(work, survivor, leads[i]));
  }
  for (std::size_t i = 1; i < leads.size(); ++i) work.Stage(std::move(leads[i]));
  Recount(survivor.record, history);
  TellResponse(survivor, before, *roster);
  co_return survivor;
}

asio::awaitable<absl::Status> RecountResponse(LeadWork& work, Change& change) {
  ZAMER_CO_ASSIGN_OR_RETURN(const std::shared_ptr<const Roster> roster, co_await work.GetRoster());
  const ResponseBefore before(change.record);
  ZAMER_CO_ASSIGN_OR_RETURN(const std::vector<v1::Interaction> history, co_await work.LoadHistory(change.record));
  Recount(change.record, history);
  TellResponse(change, before, *roster);
  co_return absl::OkStatus();
}

asio::awaitable<absl::Status> SettleResponse(LeadWork& work, Change& change, const ResponseBefore& before) {
  ZAMER_CO_ASSIGN_OR_RETURN(const std::vector<v1::Interaction> history, co_await work.LoadHistory(change.record));
  v1::LeadRecord counted = change.record;
  Recount(counted, history);
  if (AnsweredAlike(counted, change.record)) {
    TellClocks(change, before);
    co_return absl::OkStatus();
  }
  ZAMER_CO_ASSIGN_OR_RETURN(const std::shared_ptr<const Roster> roster, co_await work.GetRoster());
  change.record = std::move(counted);
  TellResponse(change, before, *roster);
  co_return absl::OkStatus();
}

bool ClosedForLong(const v1::Lead& lead, const Roster& roster, absl::Time now) {
  if (lead.state() != v1::Lead::LOST && lead.state() != v1::Lead::DISQUALIFIED) return false;
  const absl::Time closed = FromTimestamp(lead.has_state_time() ? lead.state_time() : lead.arrive_time());
  return now - closed > roster.reopen_within();
}

void TakeOver(LeadWork& work, Change& lead, std::vector<Change> past) {
  std::ranges::sort(past, [](const Change& a, const Change& b) { return IsOlder(b.lead(), a.lead()); });
  for (Change& old : past) {
    if (lead.lead().previous_lead().empty()) lead.lead().set_previous_lead(old.lead().name());
    LearnPerson(lead, PersonOf(old.record), lead.now);
    // Whose phone was known is nobody new to the market.
    if (old.record.phone_captured()) lead.record.clear_phone_time();
    JoinHouseholds(lead.lead(), old.lead());
    KeepDoNotContact(lead, old.lead());
    old.record.set_successor(std::string(LastSegment(lead.lead().name())));
    work.Stage(std::move(old));
  }
}

}  // namespace zamer::lead
