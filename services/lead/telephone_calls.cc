#include "services/lead/telephone_calls.h"

#include <absl/strings/str_cat.h>

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "services/common/names/names.h"
#include "services/common/status/errors.h"
#include "services/common/status/macros.h"
#include "services/common/store/page.h"
#include "services/lead/domain/calls.h"
#include "services/lead/domain/contacts.h"
#include "services/lead/domain/erasure.h"
#include "services/lead/domain/first_response.h"
#include "services/lead/domain/interactions.h"
#include "services/lead/enquiries.h"
#include "services/lead/interaction_calls.h"
#include "services/lead/joining.h"
#include "services/lead/kept_calls.h"
#include "services/lead/lead_records.h"
#include "services/lead/phones.h"
#include "services/lead/requests.h"

namespace zamer::lead {
namespace {

using Response = v1::RecordCallResponse;

absl::Status CheckCall(const v1::PbxCall& told, std::string_view department, absl::Time now) {
  Violations violations;
  OccurredTime(true, told.occurred_time(), now, now, "call.occurred_time", violations);
  CheckDepartment(told.employee(), department, "call.employee", violations);
  CheckDuration(told.ring_duration(), "call.ring_duration", violations);
  CheckDuration(told.talk_duration(), "call.talk_duration", violations);
  return violations.ToStatus();
}

// The key of the client's number; an exchange that hides it writes a word in its place.
absl::StatusOr<std::string> CallerOf(const LeadParts& parts, const std::string& number, const Roster& roster) {
  const std::vector<FoundPhone> found = FindPhones(number, roster.phone_region());
  if (found.empty()) return PhoneUnreadable("call.client_number");
  v1::Phone phone;
  phone.set_e164(found.front().e164);
  return PhoneKey(parts.fingerprint, phone);
}

std::string CallIdOf(const LeadParts& parts, const v1::PbxCall& told) {
  return parts.fingerprint.Of("call", told.external_id());
}

Response ResponseOf(const v1::Lead& lead, std::string interaction_id) {
  Response response;
  response.set_lead(lead.name());
  response.set_interaction_id(std::move(interaction_id));
  return response;
}

// One run of the commit's body.
class Recording {
 public:
  Recording(LeadWork& work, const v1::PbxCall& told)
      : work_(work), told_(told), id_(CallIdOf(work.parts(), told)), key_(CallKey(work.department(), id_)) {}

  asio::awaitable<absl::StatusOr<Response>> Run() {
    ZAMER_CO_ASSIGN_OR_RETURN(const std::shared_ptr<const Roster> roster, co_await work_.GetRoster());
    ZAMER_CO_ASSIGN_OR_RETURN(std::string caller, CallerOf(work_.parts(), told_.client_number(), *roster));
    ZAMER_CO_ASSIGN_OR_RETURN(const auto known, co_await work_.tx().Get<v1::CallRecord>(key_));
    if (!known) co_return co_await TakeNew(std::move(caller), *roster);
    if (!known->lead().empty()) co_return co_await LearnLogged(*known);
    if (known->has_call()) LearnKept(*known);
    co_return Response();
  }

 private:
  asio::awaitable<absl::StatusOr<Response>> TakeNew(std::string caller, const Roster& roster) {
    ZAMER_CO_ASSIGN_OR_RETURN(
        const std::string holder,
        co_await work_.tx().Lookup(work_.department(), store::UniqueEntry{std::string(kPersonIndex), caller}));
    if (holder.empty()) {
      v1::CallRecord kept;
      *kept.mutable_call() = CallOf(told_);
      kept.set_client_number(told_.client_number());
      ZAMER_CO_RETURN_IF_ERROR(co_await KeepUnmatched(work_, std::move(caller), id_, std::move(kept)));
      co_return Response();
    }
    ZAMER_CO_ASSIGN_OR_RETURN(Change lead, co_await work_.LoadPresent(LeadNameOf(work_.department(), holder)));
    ZAMER_CO_ASSIGN_OR_RETURN(const std::optional<Logged> logged,
                              co_await FindLogged(work_, lead.record, told_.external_id()));
    if (!logged) co_return co_await Log(std::move(lead), roster);
    ZAMER_CO_ASSIGN_OR_RETURN(v1::CallRecord record, RecordOf(*logged));
    work_.tx().Put(key_, record);
    co_return co_await LearnLogged(std::move(record));
  }

  asio::awaitable<absl::StatusOr<Response>> Log(Change lead, const Roster& roster) {
    const ResponseBefore before(lead.record);
    v1::CallRecord record;
    record.set_lead(std::string(LastSegment(lead.lead().name())));
    record.set_place(lead.record.own_interaction_count());
    ZAMER_CO_RETURN_IF_ERROR(co_await work_.Log(lead, CallOf(told_), {}));
    TellResponse(lead, before, roster);
    Response response = ResponseOf(lead.lead(), absl::StrCat(lead.record.own_interaction_count()));
    work_.tx().Put(key_, std::move(record));
    work_.Stage(std::move(lead));
    co_return response;
  }

  void LearnKept(v1::CallRecord kept) {
    if (LearnCall(*kept.mutable_call(), CallOf(told_))) work_.tx().Put(key_, std::move(kept));
  }

  asio::awaitable<absl::StatusOr<Response>> LearnLogged(v1::CallRecord record) {
    ZAMER_CO_ASSIGN_OR_RETURN(Change own, co_await work_.Load(LeadNameOf(work_.department(), record.lead())));
    const bool merged = own.lead().state() == v1::Lead::MERGED;
    ZAMER_CO_ASSIGN_OR_RETURN(Change present, co_await work_.LoadPresent(own.lead().name()));
    const store::Key key = HistoryKey(own.lead().name(), record.place() / kHistoryPage);
    ZAMER_CO_ASSIGN_OR_RETURN(const auto found, co_await work_.tx().Get<v1::HistoryPage>(key));
    const int place = record.place() % kHistoryPage;
    if (!found || place >= found->interactions_size()) co_return Internal("a call's interaction is not there");
    v1::HistoryPage page = *found;
    v1::Interaction& interaction = *page.mutable_interactions(place);
    // Ids count within one lead; those of a lead that was merged are told apart by its id.
    std::string id =
        merged ? absl::StrCat(record.lead(), ".", interaction.interaction_id()) : interaction.interaction_id();
    Response response = ResponseOf(present.lead(), std::move(id));
    v1::Interaction told = CallOf(told_);
    if (own.lead().erased()) ErasePersonal(told);
    if (!LearnCall(interaction, told)) co_return response;
    TellInteraction(merged ? own : present, interaction);
    EndWaiting(present.record, interaction);
    work_.tx().Put(key, std::move(page));
    ZAMER_CO_RETURN_IF_ERROR(co_await RecountResponse(work_, present));
    if (merged) work_.Stage(std::move(own));
    work_.Stage(std::move(present));
    co_return response;
  }

  LeadWork& work_;
  const v1::PbxCall& told_;
  const std::string id_;
  const store::Key key_;
};

}  // namespace

asio::awaitable<absl::StatusOr<Response>> RecordCall(const LeadParts& parts, rpc::Call& call,
                                                     const v1::RecordCallRequest& request) {
  const std::string department(LastSegment(request.parent()));
  ZAMER_CO_RETURN_IF_ERROR(CheckCall(request.call(), department, call.now()));
  ZAMER_CO_ASSIGN_OR_RETURN(const std::shared_ptr<const Roster> roster, co_await PeekRoster(parts, department, call));
  ZAMER_CO_ASSIGN_OR_RETURN(std::string caller, CallerOf(parts, request.call().client_number(), *roster));
  std::vector<std::string> alone{std::move(caller), CallIdOf(parts, request.call())};
  ZAMER_CO_ASSIGN_OR_RETURN(const store::Gate::Pass pass, co_await parts.gate.Enter(std::move(alone), call.deadline()));
  ZAMER_CO_ASSIGN_OR_RETURN(
      const store::Committed done,
      co_await parts.store.Commit(store::MutationOf(call, department, request),
                                  [&](store::Transaction& tx) -> asio::awaitable<absl::StatusOr<std::string>> {
                                    LeadWork work(parts, tx, department, events::CauseOf(call));
                                    Recording recording(work, request.call());
                                    ZAMER_CO_ASSIGN_OR_RETURN(const Response response, co_await recording.Run());
                                    ZAMER_CO_RETURN_IF_ERROR(co_await work.Finish());
                                    co_return response.SerializeAsString();
                                  }));
  if (!done.position.empty()) call.SetPosition(done.position);
  Response response;
  if (!response.ParseFromString(done.answer)) co_return Internal("a commit answered with no call");
  co_return response;
}

asio::awaitable<absl::StatusOr<v1::ListUnmatchedCallsResponse>> ListUnmatchedCalls(
    const LeadParts& parts, const rpc::Call& call, const v1::ListUnmatchedCallsRequest& request) {
  const std::string department(LastSegment(request.parent()));
  ZAMER_CO_ASSIGN_OR_RETURN(const store::IdPage page, co_await store::ListIds(parts.store,
                                                                              {.department = department,
                                                                               .index = std::string(kCallsIndex),
                                                                               .order = store::Order::kDescending,
                                                                               .page_size = request.page_size(),
                                                                               .page_token = request.page_token(),
                                                                               .filter = {}},
                                                                              call.deadline()));
  std::vector<store::Key> keys;
  keys.reserve(page.ids.size());
  for (const std::string& id : page.ids) keys.push_back(CallKey(department, id));
  ZAMER_CO_ASSIGN_OR_RETURN(const auto reads,
                            co_await parts.store.GetAll<v1::CallRecord>(std::move(keys), call.deadline()));
  v1::ListUnmatchedCallsResponse response;
  for (const auto& read : reads) {
    if (!read.record || !read.record->has_call()) continue;
    v1::PbxCall& told = *response.add_calls() = PbxCallOf(*read.record);
    if (!HearsRecording(call.principal(), told.employee())) told.clear_recording_uri();
  }
  response.set_next_page_token(page.next_page_token);
  co_return response;
}

}  // namespace zamer::lead
