#include "services/scheduling/department_calls.h"

#include <algorithm>
#include <utility>

#include "services/common/status/errors.h"
#include "services/scheduling/domain/department.h"
#include "services/scheduling/roster_access.h"
#include "zamer/scheduling/v1/scheduling_records.pb.h"

namespace zamer::scheduling {
namespace {

constexpr int kUsualPage = 50;
constexpr int kLargestPage = 1000;

absl::Status Exists(const std::string& name) {
  return AlreadyExists(Reason::kDepartmentAlreadyExists, "This department id is taken; choose another.",
                       {{"department", name}});
}

}  // namespace

asio::awaitable<absl::Status> DepartmentCalls::Register(store::Transaction& tx, std::string department) {
  const store::Key& key = directories_[tx.partition()];
  ZAMER_CO_ASSIGN_OR_RETURN(const auto found, co_await tx.Get<v1::Directory>(key));
  v1::Directory directory = found ? *found : v1::Directory();
  directory.add_department_ids(std::move(department));
  std::ranges::sort(*directory.mutable_department_ids());
  tx.Put(key, std::move(directory));
  co_return absl::OkStatus();
}

asio::awaitable<absl::StatusOr<v1::Department>> DepartmentCalls::Put(store::Transaction& tx, const rpc::Call& call,
                                                                     v1::Department department) {
  const store::Key key = RosterKey(DepartmentOf(department.name()));
  ZAMER_CO_ASSIGN_OR_RETURN(const auto found, co_await tx.Get<v1::Roster>(key));
  v1::Roster roster = found ? *found : v1::Roster();
  CopyTo(roster, department);
  v1::SchedulingEvent event;
  *event.mutable_department_changed() = FactOf(department);
  v1::Department shown =
      Save(tx, events::CauseOf(call), parts_.ids, std::move(department), std::move(event), call.now());
  const auto put = co_await PutRoster(tx, events::CauseOf(call), parts_.ids, shown.name(), std::move(roster));
  if (!put.ok()) co_return put.status();
  co_return shown;
}

asio::awaitable<absl::StatusOr<v1::Department>> DepartmentCalls::Create(rpc::Call& call,
                                                                        const v1::CreateDepartmentRequest& request) {
  const std::string name = DepartmentNameOf(request.department_id());
  const auto create = [&](store::Transaction& tx) -> asio::awaitable<absl::StatusOr<v1::Department>> {
    ZAMER_CO_ASSIGN_OR_RETURN(v1::Department department, NewDepartment(request, call.now()));
    ZAMER_CO_ASSIGN_OR_RETURN(const auto found, co_await tx.Get<v1::Department>(KeyOf(name)));
    if (found) co_return Exists(name);
    ZAMER_CO_RETURN_IF_ERROR(co_await Register(tx, request.department_id()));
    co_return co_await Put(tx, call, std::move(department));
  };
  co_return co_await Commit<v1::Department>(parts_.store, call, request, name, create);
}

asio::awaitable<absl::StatusOr<v1::Department>> DepartmentCalls::Get(rpc::Call& call,
                                                                     const v1::GetDepartmentRequest& request) {
  co_return co_await ReadResource<v1::Department>(parts_.store, request.name(), call.deadline());
}

asio::awaitable<absl::StatusOr<v1::Department>> DepartmentCalls::Update(rpc::Call& call,
                                                                        const v1::UpdateDepartmentRequest& request) {
  const auto update = [&](store::Transaction& tx) -> asio::awaitable<absl::StatusOr<v1::Department>> {
    ZAMER_CO_ASSIGN_OR_RETURN(v1::Department department, co_await Load<v1::Department>(tx, request.department().name(),
                                                                                       request.department().etag()));
    ZAMER_CO_ASSIGN_OR_RETURN(department, Updated(std::move(department), request));
    co_return co_await Put(tx, call, std::move(department));
  };
  co_return co_await Commit<v1::Department>(parts_.store, call, request, request.department().name(), update);
}

asio::awaitable<absl::StatusOr<std::vector<std::string>>> DepartmentCalls::AllIds(absl::Time deadline) {
  std::vector<std::string> ids;
  for (const store::Key& key : directories_) {
    ZAMER_CO_ASSIGN_OR_RETURN(const auto directory, co_await parts_.store.Get<v1::Directory>(key, deadline));
    if (!directory.record) continue;
    ids.insert(ids.end(), directory.record->department_ids().begin(), directory.record->department_ids().end());
  }
  std::ranges::sort(ids);
  co_return ids;
}

asio::awaitable<absl::StatusOr<v1::ListDepartmentsResponse>> DepartmentCalls::List(
    rpc::Call& call, const v1::ListDepartmentsRequest& request) {
  store::PageQuery query;
  query.index = "departments";
  query.page_token = request.page_token();
  store::PagePlace place;
  if (!request.page_token().empty()) {
    ZAMER_CO_ASSIGN_OR_RETURN(place, store::ParsePageToken(query));
  }
  ZAMER_CO_ASSIGN_OR_RETURN(const std::vector<std::string> ids, co_await AllIds(call.deadline()));
  const std::int64_t size = request.page_size() == 0 ? kUsualPage : std::min(request.page_size(), kLargestPage);
  v1::ListDepartmentsResponse response;
  auto next = std::ranges::upper_bound(ids, place.member);
  for (; next != ids.end() && response.departments_size() < size; ++next) {
    ZAMER_CO_ASSIGN_OR_RETURN(*response.add_departments(), co_await ReadResource<v1::Department>(
                                                               parts_.store, DepartmentNameOf(*next), call.deadline()));
  }
  if (next != ids.end()) response.set_next_page_token(store::MakePageToken(query, {0, *std::prev(next)}));
  co_return response;
}

}  // namespace zamer::scheduling
