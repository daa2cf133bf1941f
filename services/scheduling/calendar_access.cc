#include "services/scheduling/calendar_access.h"

#include <utility>

#include "services/common/names/names.h"
#include "services/common/status/macros.h"
#include "services/scheduling/scheduling_records.h"

namespace zamer::scheduling {
namespace {

asio::awaitable<absl::StatusOr<v1::CalendarWeek>> ReadWeek(store::Transaction& tx, const store::Key& key) {
  ZAMER_CO_ASSIGN_OR_RETURN(const auto found, co_await tx.Get<v1::CalendarWeek>(key));
  co_return found ? *found : v1::CalendarWeek();
}

store::Key KeyOfCalendar(const v1::Meeting& meeting) {
  return CalendarKey(DepartmentOf(meeting.name()), CalendarIdOf(meeting));
}

}  // namespace

asio::awaitable<absl::StatusOr<Desk>> OpenDesk(store::Transaction& tx, std::string department) {
  ZAMER_CO_ASSIGN_OR_RETURN(const auto found, co_await tx.Get<v1::Roster>(RosterKey(department)));
  if (!found) co_return NoSuch(static_cast<v1::Department*>(nullptr), DepartmentNameOf(department));
  ZAMER_CO_ASSIGN_OR_RETURN(Rules rules, Rules::Of(*found));
  co_return Desk{.department = std::move(department), .roster = found.record, .rules = std::move(rules)};
}

asio::awaitable<absl::StatusOr<CalendarWeeks>> ReadWeeks(store::Transaction& tx, std::string department,
                                                         std::vector<std::string> ids) {
  std::vector<store::Key> keys;
  keys.reserve(ids.size());
  for (const std::string& id : ids) keys.push_back(CalendarKey(department, id));
  ZAMER_CO_RETURN_IF_ERROR(co_await tx.Prefetch<v1::CalendarWeek>(keys));
  CalendarWeeks weeks;
  for (std::size_t i = 0; i < ids.size(); ++i) {
    ZAMER_CO_ASSIGN_OR_RETURN(const auto week, co_await tx.Get<v1::CalendarWeek>(keys[i]));
    weeks[std::move(ids[i])] = week.record;
  }
  co_return weeks;
}

asio::awaitable<absl::Status> Occupy(store::Transaction& tx, const v1::Meeting& meeting, absl::Duration travel,
                                     absl::Time now) {
  const store::Key key = KeyOfCalendar(meeting);
  ZAMER_CO_ASSIGN_OR_RETURN(v1::CalendarWeek week, co_await ReadWeek(tx, key));
  tx.Put(key, WithMeeting(std::move(week), meeting, travel, now));
  co_return absl::OkStatus();
}

asio::awaitable<absl::Status> Vacate(store::Transaction& tx, const v1::Meeting& meeting) {
  const store::Key key = KeyOfCalendar(meeting);
  ZAMER_CO_ASSIGN_OR_RETURN(v1::CalendarWeek week, co_await ReadWeek(tx, key));
  tx.Put(key, WithoutMeeting(std::move(week), LastSegment(meeting.name())));
  co_return absl::OkStatus();
}

}  // namespace zamer::scheduling
