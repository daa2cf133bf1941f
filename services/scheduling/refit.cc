#include "services/scheduling/refit.h"

#include <absl/time/clock.h>

#include <utility>
#include <vector>

#include "services/common/store/page.h"
#include "services/common/time/timestamps.h"
#include "services/scheduling/calendar_access.h"
#include "services/scheduling/domain/placement.h"
#include "services/scheduling/domain/refit.h"

namespace zamer::scheduling {
namespace {

// Meetings that one commit looks at.
constexpr int kRefitPage = 20;
constexpr absl::Duration kReadTime = absl::Seconds(5);

store::PageQuery QueryOf(const store::Key& key, const v1::RefitRecord& record) {
  store::PageQuery query;
  query.department = key.department;
  query.index = MeetingsOfDesigner(key.id);
  query.min_score = store::Score(FromTimestamp(record.begin_time()));
  query.page_size = kRefitPage;
  query.page_token = record.page_token();
  return query;
}

// One page of one designer's meetings.
class Refit {
 public:
  Refit(store::Transaction& tx, const Parts& parts, Desk desk, absl::Time now)
      : tx_(tx),
        parts_(parts),
        desk_(std::move(desk)),
        cause_(events::CauseOf(parts.store.service(), now)),
        now_(now) {}

  asio::awaitable<absl::Status> Look(v1::Meeting meeting, v1::RefitRecord& record) {
    const std::string id(LastSegment(meeting.name()));
    ZAMER_CO_ASSIGN_OR_RETURN(const bool unfit, NoLongerFits(meeting, *desk_.roster, desk_.rules, now_));
    if (!unfit) {
      ForgetStranded(record, id);
      co_return absl::OkStatus();
    }
    ZAMER_CO_ASSIGN_OR_RETURN(const bool moved, co_await MoveIt(meeting));
    if (moved || IsStranded(record, id)) co_return absl::OkStatus();
    NoteStranded(record, meeting);
    Tell(Strand(meeting, now_));
    co_return absl::OkStatus();
  }

 private:
  // False when nobody can take it.
  asio::awaitable<absl::StatusOr<bool>> MoveIt(const v1::Meeting& meeting) {
    ZAMER_CO_ASSIGN_OR_RETURN(
        const CalendarWeeks weeks,
        co_await ReadWeeks(tx_, desk_.department, CalendarIdsFor(SameTime(meeting), *desk_.roster, desk_.rules)));
    std::string name = Child(DepartmentNameOf(desk_.department), "meetings", parts_.ids.NextId());
    absl::StatusOr<Move> move = MoveToAnother(meeting, std::move(name), *desk_.roster, desk_.rules, weeks, now_);
    if (IsNobodyFree(move.status())) co_return false;
    ZAMER_CO_RETURN_IF_ERROR(move.status());
    ZAMER_CO_RETURN_IF_ERROR(co_await Vacate(tx_, meeting));
    ZAMER_CO_RETURN_IF_ERROR(co_await Occupy(tx_, move->to.next, desk_.rules.TravelFor(move->to.next.kind()), now_));
    Tell(std::move(move->from));
    Tell(std::move(move->to));
    co_return true;
  }

  void Tell(Step step) { Save(tx_, cause_, parts_.ids, std::move(step.next), std::move(step.event), step.occurred); }

  store::Transaction& tx_;
  const Parts& parts_;
  const Desk desk_;
  const events::Cause cause_;
  const absl::Time now_;
};

}  // namespace

asio::awaitable<absl::Status> BeginRefit(store::Transaction& tx, std::string department, std::string employee_id,
                                         absl::Time now) {
  const store::Key key = RefitKey(department, employee_id);
  ZAMER_CO_ASSIGN_OR_RETURN(const auto found, co_await tx.Get<v1::RefitRecord>(key));
  tx.Put(key, RefitFrom(found ? *found : v1::RefitRecord(), now));
  co_return absl::OkStatus();
}

asio::awaitable<absl::Status> GoOnRefitting(store::Transaction& tx, const Parts& parts, store::Key key,
                                            absl::Time now) {
  ZAMER_CO_ASSIGN_OR_RETURN(const auto found, co_await tx.Get<v1::RefitRecord>(key));
  if (!found || TimerOf(*found) > now) co_return absl::OkStatus();
  v1::RefitRecord record = *found;
  ZAMER_CO_ASSIGN_OR_RETURN(Desk desk, co_await OpenDesk(tx, key.department));
  ZAMER_CO_ASSIGN_OR_RETURN(const store::IdPage page,
                            co_await store::ListIds(parts.store, QueryOf(key, record), absl::Now() + kReadTime));
  const std::string parent = DepartmentNameOf(key.department);
  std::vector<store::Key> meetings;
  meetings.reserve(page.ids.size());
  for (const std::string& id : page.ids) meetings.push_back(KeyOf(Child(parent, "meetings", id)));
  ZAMER_CO_RETURN_IF_ERROR(co_await tx.Prefetch<v1::Meeting>(meetings));
  Refit refit(tx, parts, std::move(desk), now);
  for (const store::Key& each : meetings) {
    ZAMER_CO_ASSIGN_OR_RETURN(const auto meeting, co_await tx.Get<v1::Meeting>(each));
    if (meeting) ZAMER_CO_RETURN_IF_ERROR(co_await refit.Look(*meeting, record));
  }
  if (page.next_page_token.empty()) {
    record.clear_due_time();
    record.clear_page_token();
  } else {
    *record.mutable_due_time() = ToTimestamp(now);
    record.set_page_token(page.next_page_token);
  }
  tx.Put(key, std::move(record));
  co_return absl::OkStatus();
}

}  // namespace zamer::scheduling
