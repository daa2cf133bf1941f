#include "services/gateway/intake/redrive.h"

#include <absl/strings/str_cat.h>

#include <string>
#include <utility>
#include <vector>

#include "services/common/names/names.h"
#include "services/common/status/errors.h"
#include "services/common/status/macros.h"
#include "services/common/store/page.h"
#include "services/gateway/domain/intake/delivery.h"
#include "services/gateway/intake/delivery_records.h"

namespace zamer::gateway::intake {
namespace {

constexpr int kMostAtOnce = 1000;

absl::Status Check(const v1::RedriveDeliveriesRequest& request) {
  const std::string_view department = LastSegment(request.parent());
  Violations violations;
  for (int i = 0; i < request.names_size(); ++i) {
    if (DepartmentOf(request.names(i)) == department) continue;
    violations.Add(absl::StrCat("names[", i, "]"), "must be of the same department");
  }
  if (request.names().empty() == request.way_in().empty()) {
    violations.Add("names", "must be given, or else `way_in`");
  } else if (!request.way_in().empty() && DepartmentOf(request.way_in()) != department) {
    violations.Add("way_in", "must be of the same department");
  }
  return violations.ToStatus();
}

asio::awaitable<absl::StatusOr<std::vector<std::string>>> IdsOf(const Tools& tools, const rpc::Call& call,
                                                                const v1::RedriveDeliveriesRequest& request) {
  std::vector<std::string> ids;
  ids.reserve(static_cast<std::size_t>(request.names_size()));
  for (const std::string& name : request.names()) ids.emplace_back(LastSegment(name));
  if (!ids.empty()) co_return ids;
  store::PageQuery query{.department = std::string(LastSegment(request.parent())),
                         .index = ListOf(LastSegment(request.way_in()), kRejectedList),
                         .order = store::Order::kDescending,
                         .page_size = kMostAtOnce,
                         .page_token = {},
                         .filter = {}};
  ZAMER_CO_ASSIGN_OR_RETURN(store::IdPage page,
                            co_await store::ListIds(tools.store, std::move(query), call.deadline()));
  co_return std::move(page.ids);
}

}  // namespace

asio::awaitable<absl::StatusOr<v1::RedriveDeliveriesResponse>> RedriveDeliveries(
    const Tools& tools, const rpc::Call& call, const v1::RedriveDeliveriesRequest& request) {
  ZAMER_CO_RETURN_IF_ERROR(Check(request));
  const std::string department(LastSegment(request.parent()));
  ZAMER_CO_ASSIGN_OR_RETURN(const std::vector<std::string> ids, co_await IdsOf(tools, call, request));
  std::vector<store::Key> keys;
  keys.reserve(ids.size());
  for (const std::string& id : ids) keys.push_back(DeliveryKey(department, id));
  const store::Store::Body body = [&](store::Transaction& tx) -> asio::awaitable<absl::StatusOr<std::string>> {
    v1::RedriveDeliveriesResponse response;
    ZAMER_CO_RETURN_IF_ERROR(co_await tx.Prefetch<v1::DeliveryRecord>(keys));
    for (const store::Key& key : keys) {
      ZAMER_CO_ASSIGN_OR_RETURN(const auto found, co_await tx.Get<v1::DeliveryRecord>(key));
      v1::DeliveryRecord next = found ? *found : v1::DeliveryRecord();
      if (found && Redrive(next, call.now())) {
        response.set_redriven(response.redriven() + 1);
        tx.Put(key, std::move(next));
      } else {
        response.set_unchanged(response.unchanged() + 1);
      }
    }
    co_return response.SerializeAsString();
  };
  ZAMER_CO_ASSIGN_OR_RETURN(const store::Committed done,
                            co_await tools.store.Commit(store::MutationOf(call, department, request), body));
  v1::RedriveDeliveriesResponse response;
  if (!response.ParseFromString(done.answer)) co_return Internal("a commit answered with no response");
  co_return response;
}

}  // namespace zamer::gateway::intake
