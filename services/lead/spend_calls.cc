#include <absl/strings/numbers.h>
#include <absl/strings/str_cat.h>

#include <map>
#include <utility>

#include "services/common/names/names.h"
#include "services/common/status/errors.h"
#include "services/common/status/macros.h"
#include "services/common/store/entry_pages.h"
#include "services/common/store/page.h"
#include "services/common/time/timestamps.h"
#include "services/lead/domain/spend.h"
#include "services/lead/lead_records.h"
#include "services/lead/marketing_calls.h"

namespace zamer::lead {
namespace {

// Days that ListSpends reads at once.
constexpr int kReadDays = 31;

std::string DayId(const google::type::Date& date) { return FormatDay(*FromDate(date)); }

// One run of the commit's body: the number of changed keys.
class Spending {
 public:
  Spending(LeadWork& work, const v1::RecordSpendRequest& request) : work_(work), request_(request) {}

  asio::awaitable<absl::StatusOr<std::string>> Run() {
    ZAMER_CO_ASSIGN_OR_RETURN(const std::shared_ptr<const Roster> roster, co_await work_.GetRoster());
    ZAMER_CO_RETURN_IF_ERROR(CheckSpends(request_, roster->currency()));
    ZAMER_CO_RETURN_IF_ERROR(co_await LoadDays());
    int changed = 0;
    for (const v1::Spend& spend : request_.spends()) {
      ZAMER_CO_RETURN_IF_ERROR(co_await work_.CheckChannel(spend.channel()));
      Day& day = days_[DayId(spend.date())];
      v1::LeadEvent event;
      if (!RecordSpend(day.record, spend, *event.mutable_spend_recorded())) continue;
      day.events.push_back(std::move(event));
      ++changed;
    }
    for (auto& [id, day] : days_) Write(id, day);
    co_return absl::StrCat(changed);
  }

 private:
  struct Day {
    v1::SpendDay record;
    std::vector<v1::LeadEvent> events;
  };

  asio::awaitable<absl::Status> LoadDays() {
    std::vector<store::Key> keys;
    for (const v1::Spend& spend : request_.spends()) {
      if (days_.try_emplace(DayId(spend.date())).second) {
        keys.push_back(SpendKey(work_.department(), DayId(spend.date())));
      }
    }
    ZAMER_CO_RETURN_IF_ERROR(co_await work_.tx().Prefetch<v1::SpendDay>(keys));
    for (const store::Key& key : keys) {
      ZAMER_CO_ASSIGN_OR_RETURN(const auto known, co_await work_.tx().Get<v1::SpendDay>(key));
      if (known) days_[key.id].record = *known;
    }
    co_return absl::OkStatus();
  }

  void Write(const std::string& id, Day& day) {
    if (day.events.empty()) return;
    const std::int64_t version = work_.tx().Put(SpendKey(work_.department(), id), std::move(day.record));
    const std::string subject = Child(DepartmentNameOf(work_.department()), "spendDays", id);
    for (v1::LeadEvent& event : day.events) work_.Emit(std::move(event), subject, version, work_.now());
  }

  LeadWork& work_;
  const v1::RecordSpendRequest& request_;
  std::map<std::string, Day> days_;
};

store::PageQuery QueryOf(const v1::ListSpendsRequest& request, const DayRange& range) {
  return {.department = std::string(LastSegment(request.parent())),
          .index = "spends",
          .page_size = request.page_size(),
          .page_token = request.page_token(),
          .filter = FormatDay(range.first) + FormatDay(range.last)};
}

double ScoreOf(absl::CivilDay day) { return static_cast<double>(day - absl::CivilDay(1970, 1, 1)); }

absl::StatusOr<SpendPlace> PlaceOf(const store::PageQuery& query, const DayRange& range) {
  if (query.page_token.empty()) return SpendPlace{range.first, {}};
  ZAMER_ASSIGN_OR_RETURN(const store::PagePlace place, store::ParsePageToken(query));
  if (place.score < ScoreOf(range.first) || place.score > ScoreOf(range.last)) return store::PageTokenRefused();
  return SpendPlace{absl::CivilDay(1970, 1, 1) + static_cast<absl::civil_diff_t>(place.score), place.member};
}

}  // namespace

asio::awaitable<absl::StatusOr<v1::ListSpendsResponse>> ListSpends(const LeadParts& parts, const rpc::Call& call,
                                                                   const v1::ListSpendsRequest& request) {
  ZAMER_CO_ASSIGN_OR_RETURN(const DayRange range, DayRangeOf(request));
  const store::PageQuery query = QueryOf(request, range);
  ZAMER_CO_ASSIGN_OR_RETURN(SpendPlace place, PlaceOf(query, range));
  SpendPage page(place, store::PageSize(request.page_size()));
  // A month at a time, so that a long range costs no more than the page that is given.
  for (absl::CivilDay day = place.day; day <= range.last && !page.full(); day += kReadDays) {
    std::vector<store::Key> keys;
    for (int i = 0; i < kReadDays && day + i <= range.last; ++i) {
      keys.push_back(SpendKey(query.department, FormatDay(day + i)));
    }
    ZAMER_CO_ASSIGN_OR_RETURN(const auto reads,
                              co_await parts.store.GetAll<v1::SpendDay>(std::move(keys), call.deadline()));
    for (std::size_t i = 0; i < reads.size(); ++i) {
      if (reads[i].record) page.Add(day + static_cast<int>(i), *reads[i].record);
    }
  }
  if (page.full()) {
    page.response().set_next_page_token(store::MakePageToken(query, {ScoreOf(page.last().day), page.last().key}));
  }
  co_return std::move(page.response());
}

asio::awaitable<absl::StatusOr<v1::RecordSpendResponse>> RecordSpends(const LeadParts& parts, rpc::Call& call,
                                                                      const v1::RecordSpendRequest& request) {
  const std::string department(LastSegment(request.parent()));
  ZAMER_CO_ASSIGN_OR_RETURN(
      const store::Committed done,
      co_await parts.store.Commit(store::MutationOf(call, department, request),
                                  [&](store::Transaction& tx) -> asio::awaitable<absl::StatusOr<std::string>> {
                                    LeadWork work(parts, tx, department, events::CauseOf(call));
                                    Spending spending(work, request);
                                    co_return co_await spending.Run();
                                  }));
  if (!done.position.empty()) call.SetPosition(done.position);
  v1::RecordSpendResponse response;
  int changed = 0;
  if (!absl::SimpleAtoi(done.answer, &changed)) co_return Internal("a commit answered with no number of changes");
  response.set_changed(changed);
  co_return response;
}

}  // namespace zamer::lead
