#include "services/scheduling/scheduling_events.h"

#include <optional>
#include <utility>

#include "services/scheduling/calendar_access.h"
#include "services/scheduling/domain/drop_out.h"
#include "services/scheduling/domain/presence.h"
#include "services/scheduling/roster_access.h"

namespace zamer::scheduling {

asio::awaitable<absl::Status> MeetingTimers::FireEmployee(store::Transaction& tx, const store::Key& key) {
  ZAMER_CO_ASSIGN_OR_RETURN(const auto employee, co_await tx.Get<v1::Employee>(key));
  if (!employee) co_return absl::OkStatus();
  const absl::Time now = clock_.Now();
  if (TimerOf(*employee) > now) co_return absl::OkStatus();
  EmployeeStep step{.next = *employee, .told = {}};
  ExpireCheckIn(step, now);
  TellDropOuts(step, now);
  SaveEmployee(tx, events::CauseOf(parts_.store.service(), now), parts_.ids, std::move(step));
  co_return absl::OkStatus();
}

asio::awaitable<absl::Status> MeetingTimers::Fire(store::Transaction& tx, const store::Key& key, absl::Time) {
  if (key.kind == kEmployeeKind) co_return co_await FireEmployee(tx, key);
  ZAMER_CO_ASSIGN_OR_RETURN(const auto meeting, co_await tx.Get<v1::Meeting>(key));
  if (!meeting) co_return absl::OkStatus();
  const absl::Time now = clock_.Now();
  std::optional<Step> step = DueStep(*meeting, now);
  if (!step) co_return absl::OkStatus();
  if (!TakesTime(step->next.state())) ZAMER_CO_RETURN_IF_ERROR(co_await Vacate(tx, *meeting));
  Save(tx, events::CauseOf(parts_.store.service(), now), parts_.ids, std::move(step->next), std::move(step->event),
       step->occurred);
  co_return absl::OkStatus();
}

}  // namespace zamer::scheduling
