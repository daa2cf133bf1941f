#include "services/lead/kept_calls.h"

#include <absl/strings/numbers.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "services/common/names/names.h"
#include "services/common/status/errors.h"
#include "services/common/status/macros.h"
#include "services/lead/domain/calls.h"
#include "services/lead/domain/first_response.h"
#include "services/lead/domain/interactions.h"
#include "services/lead/lead_records.h"
#include "services/lead/requests.h"

namespace zamer::lead {
namespace {

std::vector<std::string> NumbersOf(const LeadWork& work, const v1::Lead& lead) {
  std::vector<std::string> numbers;
  for (const v1::Phone& phone : lead.phones()) {
    if (!phone.e164().empty()) numbers.push_back(PhoneKey(work.parts().fingerprint, phone));
  }
  return numbers;
}

// Those among the keys by which the lead's person is found now and was not before.
std::vector<std::string> NewNumbersOf(const LeadWork& work, const v1::LeadRecord& record,
                                      const std::vector<std::string>& known_before) {
  const auto is_new = [&](const std::string& key) {
    return std::ranges::find(known_before, key) == known_before.end();
  };
  if (std::ranges::none_of(record.person_keys(), is_new)) return {};
  std::vector<std::string> numbers = NumbersOf(work, record.lead());
  std::erase_if(numbers, [&](const std::string& number) {
    return !is_new(number) || std::ranges::find(record.person_keys(), number) == record.person_keys().end();
  });
  return numbers;
}

// The calls that are kept from a number, all read: Get finds them at once.
asio::awaitable<absl::StatusOr<std::vector<store::Key>>> LoadCalls(LeadWork& work, store::Key caller) {
  ZAMER_CO_ASSIGN_OR_RETURN(const auto found, co_await work.tx().Get<v1::CallerRecord>(std::move(caller)));
  std::vector<store::Key> calls;
  if (!found) co_return calls;
  calls.reserve(static_cast<std::size_t>(found->calls_size()));
  for (const std::string& id : found->calls()) calls.push_back(CallKey(work.department(), id));
  ZAMER_CO_RETURN_IF_ERROR(co_await work.tx().Prefetch<v1::CallRecord>(calls));
  co_return calls;
}

// The lead may have the call already, by hand or from another CRM: then that stays as it is.
asio::awaitable<absl::StatusOr<v1::CallRecord>> LogCall(LeadWork& work, Change& change, v1::Interaction call) {
  ZAMER_CO_ASSIGN_OR_RETURN(const std::optional<Logged> logged,
                            co_await FindLogged(work, change.record, call.external_id()));
  if (logged) co_return RecordOf(*logged);
  v1::CallRecord record;
  record.set_lead(std::string(LastSegment(change.lead().name())));
  record.set_place(change.record.own_interaction_count());
  ZAMER_CO_RETURN_IF_ERROR(co_await work.Log(change, std::move(call), {}));
  co_return record;
}

asio::awaitable<absl::Status> LogCallsOf(LeadWork& work, Change& change, store::Key caller) {
  ZAMER_CO_ASSIGN_OR_RETURN(const std::vector<store::Key> calls, co_await LoadCalls(work, caller));
  for (const store::Key& key : calls) {
    ZAMER_CO_ASSIGN_OR_RETURN(const auto kept, co_await work.tx().Get<v1::CallRecord>(key));
    if (!kept || !kept->has_call()) continue;
    ZAMER_CO_ASSIGN_OR_RETURN(v1::CallRecord record, co_await LogCall(work, change, kept->call()));
    work.tx().Put(key, std::move(record));
  }
  work.tx().Put(caller, v1::CallerRecord());
  co_return absl::OkStatus();
}

// Nothing is left of the call but that it was known.
asio::awaitable<absl::Status> LetGo(LeadWork& work, store::Key call) {
  ZAMER_CO_RETURN_IF_ERROR((co_await work.tx().Get<v1::CallRecord>(call)).status());
  work.tx().Put(call, v1::CallRecord());
  co_return absl::OkStatus();
}

}  // namespace

absl::StatusOr<v1::CallRecord> RecordOf(const Logged& logged) {
  const std::size_t slash = logged.page.id.rfind('/');
  int page = 0;
  if (slash == std::string::npos || !absl::SimpleAtoi(logged.page.id.substr(slash + 1), &page)) {
    return Internal("a history page has no number");
  }
  v1::CallRecord record;
  record.set_lead(logged.page.id.substr(0, slash));
  record.set_place(page * kHistoryPage + logged.place);
  return record;
}

asio::awaitable<absl::Status> KeepUnmatched(LeadWork& work, std::string caller, std::string id, v1::CallRecord call) {
  const store::Key key = CallerKey(work.department(), caller);
  ZAMER_CO_ASSIGN_OR_RETURN(const auto found, co_await work.tx().Get<v1::CallerRecord>(key));
  v1::CallerRecord record = found ? *found : v1::CallerRecord();
  record.set_fingerprint(std::move(caller));
  const std::optional<std::string> oldest = KeepCall(record, id);
  if (oldest) ZAMER_CO_RETURN_IF_ERROR(co_await LetGo(work, CallKey(work.department(), *oldest)));
  work.tx().Put(key, std::move(record));
  work.tx().Put(CallKey(work.department(), id), std::move(call));
  co_return absl::OkStatus();
}

asio::awaitable<absl::Status> LogKeptCalls(LeadWork& work, Change& change, std::vector<std::string> known_before) {
  std::vector<store::UniqueEntry> entries;
  for (std::string& number : NewNumbersOf(work, change.record, known_before)) {
    entries.push_back({std::string(kCallerIndex), std::move(number)});
  }
  if (entries.empty()) co_return absl::OkStatus();
  ZAMER_CO_ASSIGN_OR_RETURN(const std::vector<std::string> callers,
                            co_await work.tx().LookupNew(work.department(), std::move(entries)));
  if (std::ranges::all_of(callers, &std::string::empty)) co_return absl::OkStatus();
  ZAMER_CO_ASSIGN_OR_RETURN(const std::shared_ptr<const Roster> roster, co_await work.GetRoster());
  const ResponseBefore before(change.record);
  for (const std::string& caller : callers) {
    if (caller.empty()) continue;
    ZAMER_CO_RETURN_IF_ERROR(co_await LogCallsOf(work, change, CallerKey(work.department(), caller)));
  }
  TellResponse(change, before, *roster);
  co_return absl::OkStatus();
}

asio::awaitable<absl::Status> ForgetKeptCalls(LeadWork& work, const v1::Lead& lead) {
  for (const std::string& number : NumbersOf(work, lead)) {
    const store::Key caller = CallerKey(work.department(), number);
    ZAMER_CO_ASSIGN_OR_RETURN(const std::vector<store::Key> calls, co_await LoadCalls(work, caller));
    if (calls.empty()) continue;
    for (const store::Key& call : calls) ZAMER_CO_RETURN_IF_ERROR(co_await LetGo(work, call));
    work.tx().Put(caller, v1::CallerRecord());
  }
  co_return absl::OkStatus();
}

}  // namespace zamer::lead
