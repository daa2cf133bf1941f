#include "services/scheduling/slot_search.h"

#include <utility>
#include <vector>

#include "services/common/status/errors.h"
#include "zamer/scheduling/v1/scheduling_records.pb.h"

namespace zamer::scheduling {
namespace {

// What who came too late is offered instead.
constexpr int kNextSlots = 5;
constexpr absl::Duration kNextSlotsWithin = absl::Hours(7 * 24);

}  // namespace

asio::awaitable<absl::StatusOr<SlotSearch::Desk>> SlotSearch::OpenDesk(std::string parent, absl::Time deadline) {
  ZAMER_CO_ASSIGN_OR_RETURN(auto found, co_await store_.Get<v1::Roster>(RosterKey(DepartmentOf(parent)), deadline));
  if (!found.record) co_return NoSuch(static_cast<v1::Department*>(nullptr), parent);
  ZAMER_CO_ASSIGN_OR_RETURN(Rules rules, Rules::Of(*found.record));
  co_return Desk{.roster = *std::move(found.record), .rules = std::move(rules)};
}

asio::awaitable<absl::StatusOr<std::vector<v1::Slot>>> SlotSearch::Find(const Desk& desk, const SlotQuery& query,
                                                                        rpc::Call& call) {
  std::vector<std::string> ids = CalendarIdsFor(query, desk.roster);
  std::vector<store::Key> keys;
  keys.reserve(ids.size());
  for (const std::string& id : ids) keys.push_back(CalendarKey(DepartmentOf(query.parent), id));
  ZAMER_CO_ASSIGN_OR_RETURN(const auto found,
                            co_await store_.GetAll<v1::CalendarWeek>(std::move(keys), call.deadline()));
  CalendarWeeks weeks;
  for (std::size_t i = 0; i < ids.size(); ++i) {
    if (found[i].record) weeks[std::move(ids[i])] = &*found[i].record;
  }
  co_return FindSlots(query, desk.roster, desk.rules, weeks, call.now());
}

asio::awaitable<absl::StatusOr<v1::SearchSlotsResponse>> SlotSearch::Search(rpc::Call& call,
                                                                            const v1::SearchSlotsRequest& request) {
  ZAMER_CO_ASSIGN_OR_RETURN(const Desk desk, co_await OpenDesk(request.parent(), call.deadline()));
  ZAMER_CO_ASSIGN_OR_RETURN(SlotQuery query, QueryOf(request, desk.rules, call.now()));
  ZAMER_CO_ASSIGN_OR_RETURN(std::vector<v1::Slot> slots, co_await Find(desk, query, call));
  v1::SearchSlotsResponse response;
  for (v1::Slot& slot : slots) *response.add_slots() = std::move(slot);
  if (response.slots_size() > 0) co_return response;
  ZAMER_CO_ASSIGN_OR_RETURN(const auto why, WhyEmpty(query, desk.roster, desk.rules));
  response.set_empty_reason(why);
  query.starts = query.later;
  query.limit = 1;
  ZAMER_CO_ASSIGN_OR_RETURN(std::vector<v1::Slot> next, co_await Find(desk, query, call));
  if (!next.empty()) *response.mutable_next_slot() = std::move(next.front());
  co_return response;
}

asio::awaitable<absl::StatusOr<std::vector<v1::Slot>>> SlotSearch::NextSlots(rpc::Call& call, std::string parent,
                                                                             Wish wish, std::string lead_id) {
  ZAMER_CO_ASSIGN_OR_RETURN(const Desk desk, co_await OpenDesk(parent, call.deadline()));
  const Interval soon{.start = wish.time.start, .end = wish.time.start + kNextSlotsWithin};
  const SlotQuery query{.parent = std::move(parent),
                        .starts = Intersect(soon, desk.rules.Window(call.now())),
                        .later = {},
                        .length = wish.time.length(),
                        .travel = desk.rules.TravelFor(wish.kind),
                        .city = std::move(wish.city),
                        .designer = std::move(wish.designer),
                        .exempt = {.lead_id = std::move(lead_id), .meeting_id = {}},
                        .limit = kNextSlots};
  co_return co_await Find(desk, query, call);
}

asio::awaitable<absl::Status> SlotSearch::WithNextSlots(absl::Status refusal, rpc::Call& call, std::string parent,
                                                        Wish wish, std::string lead_id) {
  if (ReasonOf(refusal) != Reason::kSlotTaken) co_return refusal;
  auto slots = co_await NextSlots(call, std::move(parent), std::move(wish), std::move(lead_id));
  if (!slots.ok()) co_return refusal;
  v1::SearchSlotsResponse next;
  for (v1::Slot& slot : *slots) *next.add_slots() = std::move(slot);
  co_return WithDetail(std::move(refusal), next);
}

}  // namespace zamer::scheduling
