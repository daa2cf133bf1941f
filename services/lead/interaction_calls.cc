#include "services/lead/interaction_calls.h"

#include <absl/strings/numbers.h>
#include <absl/strings/str_cat.h>

#include <algorithm>
#include <string>
#include <utility>

#include "services/common/names/names.h"
#include "services/common/status/errors.h"
#include "services/common/status/macros.h"
#include "services/common/time/timestamps.h"
#include "services/lead/domain/erasure.h"
#include "services/lead/domain/first_response.h"
#include "services/lead/domain/interactions.h"
#include "services/lead/domain/stages.h"
#include "services/lead/lead_records.h"
#include "services/lead/requests.h"

namespace zamer::lead {
namespace {

absl::Status CheckInteraction(const v1::Interaction& interaction, std::string_view department, absl::Time now) {
  Violations violations;
  OccurredTime(interaction.has_occurred_time(), interaction.occurred_time(), now, now, "interaction.occurred_time",
               violations);
  CheckDepartment(interaction.employee(), department, "interaction.employee", violations);
  CheckDuration(interaction.ring_duration(), "interaction.ring_duration", violations);
  CheckDuration(interaction.talk_duration(), "interaction.talk_duration", violations);
  const bool note = interaction.kind() == v1::Interaction::NOTE;
  if (note != (interaction.direction() == v1::Interaction::DIRECTION_UNSPECIFIED)) {
    violations.Add("interaction.direction", "must be set, but for a note, which has none");
  }
  return violations.ToStatus();
}

// What a commit answers with: the page and the place in it.
std::string AnswerOf(const store::Key& page, int place) { return absl::StrCat(page.id, "/", place); }

asio::awaitable<absl::StatusOr<v1::Interaction>> ReadAnswer(const LeadParts& parts, const rpc::Call& call,
                                                            std::string department, std::string answer) {
  const std::size_t slash = answer.rfind('/');
  int place = 0;
  if (slash == std::string::npos || !absl::SimpleAtoi(answer.substr(slash + 1), &place)) {
    co_return Internal("a commit answered with an interaction that has no place");
  }
  const store::Key key{std::move(department), std::string(kHistoryKind), answer.substr(0, slash)};
  ZAMER_CO_ASSIGN_OR_RETURN(const auto read, co_await parts.store.Get<v1::HistoryPage>(key, call.deadline()));
  if (!read.record || place >= read.record->interactions_size()) co_return Internal("an interaction is not there");
  co_return read.record->interactions(place);
}

// One run of the commit's body.
asio::awaitable<absl::StatusOr<std::string>> Decide(LeadWork& work, const rpc::Call& call,
                                                    const v1::LogInteractionRequest& request, v1::Interaction& shown) {
  ZAMER_CO_ASSIGN_OR_RETURN(Change change, co_await work.Load(request.parent()));
  ZAMER_CO_ASSIGN_OR_RETURN(const std::optional<Logged> known,
                            co_await FindLogged(work, change.record, request.interaction().external_id()));
  if (known) {
    shown = known->interaction;
    co_return AnswerOf(known->page, known->place);
  }
  ZAMER_CO_RETURN_IF_ERROR(CheckNotErased(change.lead()));
  ZAMER_CO_ASSIGN_OR_RETURN(const std::shared_ptr<const Roster> roster, co_await work.GetRoster());
  const ResponseBefore before(change.record);
  const store::Key key = HistoryKey(request.parent(), NextPage(change.record));
  const int place = change.record.own_interaction_count() % kHistoryPage;
  ZAMER_CO_RETURN_IF_ERROR(co_await work.Log(change, request.interaction(), EmployeeOf(call)));
  ZAMER_CO_ASSIGN_OR_RETURN(const auto page, co_await work.tx().Get<v1::HistoryPage>(key));
  shown = page->interactions(place);
  TellResponse(change, before, *roster);
  work.Stage(std::move(change));
  ZAMER_CO_RETURN_IF_ERROR(co_await work.Finish());
  co_return AnswerOf(key, place);
}

}  // namespace

asio::awaitable<absl::StatusOr<std::optional<Logged>>> FindLogged(LeadWork& work, const v1::LeadRecord& record,
                                                                  std::string external_id) {
  if (external_id.empty()) co_return std::nullopt;
  ZAMER_CO_ASSIGN_OR_RETURN(const std::vector<store::Key> pages, co_await work.LoadPages(record));
  for (const store::Key& key : pages) {
    ZAMER_CO_ASSIGN_OR_RETURN(const auto page, co_await work.tx().Get<v1::HistoryPage>(key));
    const int place = page ? FindExternal(*page, external_id) : -1;
    if (place >= 0) co_return Logged{key, place, page->interactions(place)};
  }
  co_return std::nullopt;
}

asio::awaitable<absl::StatusOr<v1::Interaction>> LogInteraction(const LeadParts& parts, rpc::Call& call,
                                                                const v1::LogInteractionRequest& request) {
  const std::string department(DepartmentOf(request.parent()));
  ZAMER_CO_RETURN_IF_ERROR(CheckInteraction(request.interaction(), department, call.now()));
  std::vector<std::string> alone{request.parent()};
  ZAMER_CO_ASSIGN_OR_RETURN(const store::Gate::Pass pass, co_await parts.gate.Enter(std::move(alone), call.deadline()));
  v1::Interaction shown;
  ZAMER_CO_ASSIGN_OR_RETURN(
      const store::Committed done,
      co_await parts.store.Commit(store::MutationOf(call, department, request),
                                  [&](store::Transaction& tx) -> asio::awaitable<absl::StatusOr<std::string>> {
                                    LeadWork work(parts, tx, department, events::CauseOf(call));
                                    co_return co_await Decide(work, call, request, shown);
                                  }));
  if (!done.position.empty()) call.SetPosition(done.position);
  if (done.replayed) {
    ZAMER_CO_ASSIGN_OR_RETURN(shown, co_await ReadAnswer(parts, call, department, done.answer));
  }
  co_return ShownTo(call.principal(), std::move(shown));
}

}  // namespace zamer::lead
