#include "services/gateway/intake/delivery_reads.h"

#include <absl/strings/str_cat.h>

#include <utility>

#include "services/common/names/names.h"
#include "services/common/status/errors.h"
#include "services/common/status/macros.h"
#include "services/common/store/page.h"
#include "services/common/time/timestamps.h"
#include "services/gateway/domain/intake/delivery.h"
#include "services/gateway/intake/delivery_records.h"

namespace zamer::gateway::intake {
namespace {

v1::Delivery ShownAs(const v1::DeliveryRecord& record, std::string_view department, std::string_view id) {
  return Shown(record, DeliveryName(department, id), WayInName(department, record.way_in()));
}

// The ways in whose deliveries are asked for, by id; one may be asked for that is not configured any more.
std::vector<std::string> WaysAskedFor(const Tools& tools, const v1::ListDeliveriesRequest& request) {
  if (!request.way_in().empty()) return {std::string(LastSegment(request.way_in()))};
  std::vector<std::string> ids;
  for (const WayIn& way : tools.ways) {
    if (way.department == LastSegment(request.parent())) ids.push_back(way.id);
  }
  return ids;
}

absl::Status CheckParent(const v1::ListDeliveriesRequest& request) {
  Violations violations;
  const bool other = !request.way_in().empty() && DepartmentOf(request.way_in()) != LastSegment(request.parent());
  if (other) violations.Add("way_in", "must be of the same department");
  return violations.ToStatus();
}

asio::awaitable<absl::StatusOr<v1::WayIn>> ReadWayIn(const Tools& tools, const WayIn& way, absl::Time deadline) {
  ZAMER_CO_ASSIGN_OR_RETURN(const std::vector<std::int64_t> counts, co_await CountDeliveries(tools, way, deadline));
  ZAMER_CO_ASSIGN_OR_RETURN(const std::optional<absl::Time> last,
                            co_await ReceiveTimeAt(tools, way, End::kNewest, {kLists.begin(), kLists.end()}, deadline));
  v1::WayIn shown;
  shown.set_name(way.name());
  shown.set_kind(way.kind());
  shown.set_path(way.path());
  shown.set_channel(way.channel_name());
  shown.set_waiting_count(counts[0]);
  shown.set_delivered_count(counts[1]);
  shown.set_rejected_count(counts[2]);
  shown.set_spam_count(counts[3]);
  if (last) *shown.mutable_last_delivery_time() = ToTimestamp(*last);
  co_return shown;
}

store::PageQuery QueryOf(const WayIn& way, const std::vector<std::string_view>& lists) {
  store::PageQuery query{.department = way.department, .index = "deliveries", .page_token = {}, .filter = {}};
  query.lists.reserve(lists.size());
  for (const std::string_view list : lists) query.lists.push_back(ListOf(way.id, list));
  return query;
}

}  // namespace

asio::awaitable<absl::StatusOr<std::vector<std::int64_t>>> CountDeliveries(const Tools& tools, const WayIn& way,
                                                                           absl::Time deadline) {
  store::PageQuery query = QueryOf(way, {kLists.begin(), kLists.end()});
  co_return co_await store::CountIds(tools.store, std::move(query), deadline);
}

asio::awaitable<absl::StatusOr<std::optional<absl::Time>>> ReceiveTimeAt(const Tools& tools, const WayIn& way, End end,
                                                                         std::vector<std::string_view> lists,
                                                                         absl::Time deadline) {
  store::PageQuery query = QueryOf(way, lists);
  query.order = end == End::kOldest ? store::Order::kAscending : store::Order::kDescending;
  query.page_size = 1;
  ZAMER_CO_ASSIGN_OR_RETURN(const store::IdPage page, co_await store::ListIds(tools.store, std::move(query), deadline));
  if (page.ids.empty()) co_return std::nullopt;
  store::Key key = DeliveryKey(way.department, page.ids.front());
  ZAMER_CO_ASSIGN_OR_RETURN(const auto read, co_await tools.store.Get<v1::DeliveryRecord>(std::move(key), deadline));
  if (!read.record) co_return std::nullopt;
  co_return FromTimestamp(read.record->receive_time());
}

asio::awaitable<absl::StatusOr<v1::ListWaysInResponse>> ListWaysIn(const Tools& tools, const rpc::Call& call,
                                                                   const v1::ListWaysInRequest& request) {
  v1::ListWaysInResponse response;
  for (const WayIn& way : tools.ways) {
    if (way.department != LastSegment(request.parent())) continue;
    ZAMER_CO_ASSIGN_OR_RETURN(*response.add_ways_in(), co_await ReadWayIn(tools, way, call.deadline()));
  }
  co_return response;
}

asio::awaitable<absl::StatusOr<v1::Delivery>> GetDelivery(const Tools& tools, const rpc::Call& call,
                                                          const v1::GetDeliveryRequest& request) {
  const std::string department(DepartmentOf(request.name()));
  const std::string id(LastSegment(request.name()));
  ZAMER_CO_ASSIGN_OR_RETURN(const auto read,
                            co_await tools.store.Get<v1::DeliveryRecord>(DeliveryKey(department, id), call.deadline()));
  if (read.record) co_return ShownAs(*read.record, department, id);
  co_return NotFound(Reason::kDeliveryNotFound, "There is no such delivery: list them for those that there are.",
                     {{"delivery", request.name()}});
}

asio::awaitable<absl::StatusOr<v1::ListDeliveriesResponse>> ListDeliveries(const Tools& tools, const rpc::Call& call,
                                                                           const v1::ListDeliveriesRequest& request) {
  ZAMER_CO_RETURN_IF_ERROR(CheckParent(request));
  const std::string department(LastSegment(request.parent()));
  store::PageQuery query{.department = department,
                         .index = "deliveries",
                         .order = store::Order::kDescending,
                         .page_size = request.page_size(),
                         .page_token = request.page_token(),
                         .filter = absl::StrCat(request.way_in(), "\n", request.state())};
  for (const std::string& way : WaysAskedFor(tools, request)) {
    for (const std::string_view list : ListsOfState(request.state())) query.lists.push_back(ListOf(way, list));
  }
  v1::ListDeliveriesResponse response;
  if (query.lists.empty()) co_return response;
  ZAMER_CO_ASSIGN_OR_RETURN(const store::IdPage page,
                            co_await store::ListIds(tools.store, std::move(query), call.deadline()));
  std::vector<store::Key> keys;
  keys.reserve(page.ids.size());
  for (const std::string& id : page.ids) keys.push_back(DeliveryKey(department, id));
  ZAMER_CO_ASSIGN_OR_RETURN(const auto reads,
                            co_await tools.store.GetAll<v1::DeliveryRecord>(std::move(keys), call.deadline()));
  for (std::size_t i = 0; i < reads.size(); ++i) {
    if (reads[i].record) *response.add_deliveries() = ShownAs(*reads[i].record, department, page.ids[i]);
  }
  response.set_next_page_token(page.next_page_token);
  co_return response;
}

}  // namespace zamer::gateway::intake
