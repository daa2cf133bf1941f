#include "services/scheduling/scheduling_events.h"

#include <optional>
#include <utility>

#include "services/scheduling/calendar_access.h"

namespace zamer::scheduling {

asio::awaitable<absl::Status> MeetingTimers::Fire(store::Transaction& tx, const store::Key& key, absl::Time) {
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
