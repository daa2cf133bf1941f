#include "tests/functional/import/discipline.h"

#include <absl/time/time.h>

#include <algorithm>
#include <map>
#include <vector>

#include "services/common/status/macros.h"
#include "services/common/time/timestamps.h"

namespace zamer::testing {
namespace {

constexpr int kPage = 1000;

using lead::v1::Interaction;
using lead::v1::Lead;

absl::StatusOr<std::vector<Lead>> ListAll(Caller& caller, const std::string& department) {
  std::vector<Lead> leads;
  lead::v1::ListLeadsRequest request;
  request.set_parent("departments/" + department);
  request.set_page_size(kPage);
  do {
    ZAMER_ASSIGN_OR_RETURN(const auto page, caller.Call(&LeadApi::ListLeads, request));
    leads.insert(leads.end(), page.leads().begin(), page.leads().end());
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  return leads;
}

absl::Status NoteCalls(Caller& caller, const Lead& lead, std::map<std::string, absl::Time>& last_call) {
  lead::v1::ListInteractionsRequest request;
  request.set_parent(lead.name());
  request.set_page_size(kPage);
  do {
    ZAMER_ASSIGN_OR_RETURN(const auto page, caller.Call(&LeadApi::ListInteractions, request));
    for (const Interaction& call : page.interactions()) {
      absl::Time& last = last_call.try_emplace(call.employee(), absl::InfinitePast()).first->second;
      last = std::max(last, FromTimestamp(call.occurred_time()));
    }
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  return absl::OkStatus();
}

bool IsOpen(const Lead& lead) {
  return lead.state() != Lead::LOST && lead.state() != Lead::DISQUALIFIED && lead.contract().empty();
}

}  // namespace

std::ostream& operator<<(std::ostream& out, const Discipline& numbers) {
  return out << numbers.never_called << " never called, " << numbers.open << " open, " << numbers.stale << " stale, "
             << numbers.gone << " people gone, " << numbers.of_gone << " open leads theirs, " << numbers.after_last_call
             << " after the owner's last call";
}

absl::StatusOr<Discipline> AskDiscipline(Caller& caller, const std::string& department) {
  ZAMER_ASSIGN_OR_RETURN(const std::vector<Lead> leads, ListAll(caller, department));
  std::map<std::string, absl::Time> last_call;
  for (const Lead& lead : leads) {
    if (lead.interaction_count() > 0) ZAMER_RETURN_IF_ERROR(NoteCalls(caller, lead, last_call));
  }
  absl::Time end = absl::InfinitePast();
  for (const auto& [employee, last] : last_call) end = std::max(end, last);
  const auto gone = [&](absl::Time last) { return last < end - absl::Hours(24 * 30); };

  Discipline numbers;
  for (const auto& [employee, last] : last_call) numbers.gone += gone(last);
  for (const Lead& lead : leads) {
    const bool attempted = lead.has_last_attempt_time();
    numbers.never_called += !attempted;
    numbers.open += IsOpen(lead);
    const bool stale = !attempted || FromTimestamp(lead.last_attempt_time()) < end - absl::Hours(24 * 14);
    numbers.stale += IsOpen(lead) && stale;
    const auto owner = last_call.find(lead.owner());
    if (owner == last_call.end()) continue;
    numbers.of_gone += IsOpen(lead) && gone(owner->second);
    numbers.after_last_call += FromTimestamp(lead.arrive_time()) > owner->second;
  }
  return numbers;
}

}  // namespace zamer::testing
