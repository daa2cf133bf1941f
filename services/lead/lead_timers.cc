// What falls due.
#include <absl/time/clock.h>

#include <utility>

#include "services/common/status/errors.h"
#include "services/common/status/macros.h"
#include "services/common/store/page.h"
#include "services/common/time/timestamps.h"
#include "services/lead/domain/due.h"
#include "services/lead/lead_events.h"
#include "services/lead/lead_records.h"
#include "services/lead/redistributions.h"

namespace zamer::lead {
namespace {

HandOut HandOutOf(AfterDue after) {
  if (after == AfterDue::kNextInTurn) return HandOut::kReroute;
  return after == AfterDue::kSomebody ? HandOut::kIfNeeded : HandOut::kNone;
}

// Leads that one commit hands out.
constexpr int kDrainPage = 50;
constexpr absl::Duration kReadTime = absl::Seconds(5);
// How long a redistribution goes on before other timers have their turn.
constexpr absl::Duration kSlice = absl::Seconds(1);

}  // namespace

asio::awaitable<absl::Status> LeadEvents::FireLead(store::Transaction& tx, store::Key key) {
  LeadWork work = Work(tx, key.department);
  ZAMER_CO_ASSIGN_OR_RETURN(Change change, co_await work.Load(LeadNameOf(key.department, key.id)));
  if (DueAt(change.record) > work.now()) co_return absl::OkStatus();
  ZAMER_CO_ASSIGN_OR_RETURN(const std::shared_ptr<const Roster> roster, co_await work.GetRoster());
  const HandOut hand_out = HandOutOf(FallDue(change, *roster));
  work.Stage(std::move(change), hand_out);
  co_return co_await work.Finish();
}

asio::awaitable<absl::Status> LeadEvents::DrainQueue(store::Transaction& tx, store::Key key) {
  LeadWork work = Work(tx, key.department);
  // Read outside of the commit, which reads the turn again at its very end.
  const absl::Time deadline = absl::Now() + kReadTime;
  ZAMER_CO_ASSIGN_OR_RETURN(const auto turn, co_await parts_.store.Get<v1::TurnRecord>(key, deadline));
  if (!turn.record || !turn.record->has_drain_time() || FromTimestamp(turn.record->drain_time()) > work.now()) {
    co_return absl::OkStatus();
  }
  ZAMER_CO_ASSIGN_OR_RETURN(const std::shared_ptr<const Roster> roster, co_await work.GetRoster());
  if (roster->rules().pull) {
    work.SetDrain(std::nullopt, {});
    co_return co_await work.Finish();
  }
  const store::PageQuery query = QueueQuery(key.department, kDrainPage, turn.record->drain_token());
  ZAMER_CO_ASSIGN_OR_RETURN(const store::IdPage page, co_await store::ListIds(parts_.store, query, deadline));
  std::vector<store::Key> leads;
  for (const std::string& id : page.ids) leads.push_back(LeadKey(LeadNameOf(key.department, id)));
  ZAMER_CO_RETURN_IF_ERROR(co_await tx.Prefetch<v1::LeadRecord>(leads));
  for (const store::Key& lead : leads) {
    ZAMER_CO_ASSIGN_OR_RETURN(Change change, co_await work.Load(LeadNameOf(key.department, lead.id)));
    if (change.record.queued()) work.Stage(std::move(change), HandOut::kFromQueue);
  }
  const bool end = page.next_page_token.empty();
  work.SetDrain(end ? roster->NextStart(work.now()) : work.now(), page.next_page_token);
  co_return co_await work.Finish();
}

asio::awaitable<absl::Status> LeadEvents::GoOn(store::Key redistribution) {
  const absl::Time begun = absl::Now();
  // Without a pause it stays due until it is done.
  Redistributing redistributing(parts_, clock_, std::move(redistribution), absl::ZeroDuration());
  const auto record =
      co_await redistributing.Run([&] { return absl::Now() - begun < kSlice; }, begun + kSlice + kReadTime);
  co_return record.status();
}

}  // namespace zamer::lead
