#include "services/metrics/target_calls.h"

#include <absl/strings/escaping.h>
#include <absl/strings/str_cat.h>
#include <absl/strings/str_replace.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "services/common/names/names.h"
#include "services/common/status/errors.h"
#include "services/common/status/macros.h"
#include "services/common/store/entry_pages.h"
#include "services/common/store/mutation.h"
#include "services/common/time/months.h"
#include "services/common/time/timestamps.h"
#include "services/metrics/domain/target.h"
#include "services/metrics/metrics_records.h"
#include "services/metrics/target_reader.h"
#include "services/metrics/whose_numbers.h"
#include "zamer/metrics/v1/target_records.pb.h"

namespace zamer::metrics {
namespace {

constexpr std::size_t kMonthChars = std::string_view("2026-03").size();

// "2026-03-contracts"; a person's ends in a hash, since employees' ids are as long as a target's may be.
std::string TargetIdOf(const v1::Target& target, absl::CivilMonth month) {
  std::string id = absl::StrCat(FormatMonth(month), "-", absl::StrReplaceAll(target.kpi(), {{"_", "-"}}));
  if (target.employee().empty()) return id;
  const std::string person = absl::StrCat(target.dimension(), "/", target.employee());
  return absl::StrCat(id, "-", absl::BytesToHexString(store::DigestOf(person)));
}

// The target as it is kept.
v1::Target Named(const v1::SetTargetRequest& request, absl::CivilMonth month) {
  v1::Target target = request.target();
  target.set_name(Child(request.parent(), "targets", TargetIdOf(target, month)));
  return target;
}

auto PlaceOf(TargetReader::Targets& targets, std::string_view name) {
  return std::ranges::lower_bound(targets, name, {},
                                  [](const v1::Target& each) { return std::string_view(each.name()); });
}

absl::Status Put(v1::Target target, v1::TargetMonth& month) {
  TargetReader::Targets& targets = *month.mutable_targets();
  const auto place = PlaceOf(targets, target.name());
  if (place != targets.end() && place->name() == target.name()) {
    *place = std::move(target);
    return absl::OkStatus();
  }
  if (targets.size() >= kMostTargets) {
    Violations violations;
    violations.Add("target.month", absl::StrCat("must have at most ", kMostTargets, " targets"));
    return violations.ToStatus();
  }
  const auto index = place - targets.begin();
  *targets.Add() = std::move(target);
  std::rotate(targets.pointer_begin() + index, targets.pointer_end() - 1, targets.pointer_end());
  return absl::OkStatus();
}

asio::awaitable<absl::StatusOr<v1::TargetMonth>> ReadMonth(store::Transaction& tx, store::Key key) {
  ZAMER_CO_ASSIGN_OR_RETURN(const auto known, co_await tx.Get<v1::TargetMonth>(std::move(key)));
  co_return known ? *known : v1::TargetMonth();
}

absl::Status UnknownTarget(const std::string& name) {
  return NotFound(Reason::kTargetNotFound, "There is no target of this name.", {{"target", name}});
}

store::PageQuery QueryOf(const v1::ListTargetsRequest& request, const MonthRange& range) {
  return {.department = std::string(LastSegment(request.parent())),
          .index = "targets",
          .page_size = request.page_size(),
          .page_token = request.page_token(),
          .filter = absl::StrCat(FormatMonth(range.first), FormatMonth(range.last), request.employee())};
}

}  // namespace

asio::awaitable<absl::StatusOr<v1::Target>> SetTarget(store::Store& store, const rpc::Call& call,
                                                      const v1::SetTargetRequest& request) {
  ZAMER_CO_RETURN_IF_ERROR(CheckTarget(request));
  ZAMER_CO_ASSIGN_OR_RETURN(const absl::CivilMonth month, ParseMonth(request.target().month(), "target.month"));
  const std::string department(LastSegment(request.parent()));
  const v1::Target target = Named(request, month);
  const absl::StatusOr<store::Committed> done = co_await store.Commit(
      store::MutationOf(call, department, request),
      [&](store::Transaction& tx) -> asio::awaitable<absl::StatusOr<std::string>> {
        ZAMER_CO_ASSIGN_OR_RETURN(const auto facts, co_await tx.Get<v1::DepartmentFacts>(DepartmentKey(department)));
        if (!facts) co_return UnknownDepartment(department);
        ZAMER_CO_RETURN_IF_ERROR(CheckAmount(target, facts->currency_code()));
        const store::Key key = TargetMonthKey(department, FormatMonth(month));
        ZAMER_CO_ASSIGN_OR_RETURN(v1::TargetMonth targets, co_await ReadMonth(tx, key));
        ZAMER_CO_RETURN_IF_ERROR(Put(target, targets));
        tx.Put(key, std::move(targets));
        co_return target.name();
      });
  ZAMER_CO_RETURN_IF_ERROR(done);
  co_return target;
}

asio::awaitable<absl::StatusOr<v1::ListTargetsResponse>> ListTargets(store::Store& store, KpiReader& reader,
                                                                     const rpc::Call& call,
                                                                     const v1::ListTargetsRequest& request) {
  ZAMER_CO_RETURN_IF_ERROR(CheckMayAsk(request, call.principal()));
  ZAMER_CO_ASSIGN_OR_RETURN(const MonthRange range, MonthRangeOf(request));
  const store::PageQuery query = QueryOf(request, range);
  TargetReader plan(store, reader);
  ZAMER_CO_ASSIGN_OR_RETURN(const TargetReader::Months months,
                            co_await plan.WorkingMonths(query.department, range, call.now(), call.deadline()));
  // Read before the numbers, so that those are never behind it.
  ZAMER_CO_ASSIGN_OR_RETURN(const FeedProgress counted, co_await reader.Progress(query.department, call.deadline()));
  ZAMER_CO_ASSIGN_OR_RETURN(TargetReader::Targets targets,
                            co_await plan.Read(query.department, range, call.deadline()));
  if (!request.employee().empty() || !SeesEverybodys(call.principal())) {
    const auto other = [&](const v1::Target& target) { return target.employee() != request.employee(); };
    targets.erase(std::remove_if(targets.begin(), targets.end(), other), targets.end());
  }
  ZAMER_CO_ASSIGN_OR_RETURN(const store::EntryPage page, store::PageOf(targets, query, [](const v1::Target& each) {
                              return std::string_view(each.name());
                            }));
  v1::ListTargetsResponse response;
  response.mutable_targets()->Assign(targets.begin() + page.begin, targets.begin() + page.end);
  ZAMER_CO_RETURN_IF_ERROR(co_await plan.Measure(*response.mutable_targets(), months, call.deadline()));
  response.set_next_page_token(page.next_page_token);
  response.mutable_months()->Assign(months.begin(), months.end());
  *response.mutable_as_of_time() = ToTimestamp(counted.newest);
  co_return response;
}

asio::awaitable<absl::StatusOr<v1::DeleteTargetResponse>> DeleteTarget(store::Store& store, const rpc::Call& call,
                                                                       const v1::DeleteTargetRequest& request) {
  const std::string department(DepartmentOf(request.name()));
  const store::Key key = TargetMonthKey(department, std::string(LastSegment(request.name()).substr(0, kMonthChars)));
  const absl::StatusOr<store::Committed> done =
      co_await store.Commit(store::MutationOf(call, department, request),
                            [&](store::Transaction& tx) -> asio::awaitable<absl::StatusOr<std::string>> {
                              ZAMER_CO_ASSIGN_OR_RETURN(v1::TargetMonth month, co_await ReadMonth(tx, key));
                              const auto place = PlaceOf(*month.mutable_targets(), request.name());
                              if (place == month.targets().end() || place->name() != request.name())
                                co_return UnknownTarget(request.name());
                              month.mutable_targets()->erase(place);
                              tx.Put(key, std::move(month));
                              co_return request.name();
                            });
  ZAMER_CO_RETURN_IF_ERROR(done);
  co_return v1::DeleteTargetResponse();
}

}  // namespace zamer::metrics
