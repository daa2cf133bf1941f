#include "services/metrics/case_list.h"

#include <absl/strings/str_cat.h>
#include <absl/strings/str_split.h>
#include <absl/time/clock.h>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "services/common/status/macros.h"
#include "services/common/store/page_token.h"
#include "services/common/text/number.h"
#include "services/common/time/timestamps.h"
#include "services/metrics/case_facts.h"
#include "services/metrics/domain/case_index.h"
#include "services/metrics/domain/cases.h"

namespace zamer::metrics {
namespace {

constexpr int kDefaultPage = 50;
constexpr int kLargestPage = 500;
// Facts of one round trip; between two the loop serves others.
constexpr std::ptrdiff_t kSubjectsPerRead = 200;
// How long a page looks for cases, of the time that its caller gives it.
constexpr absl::Duration kPatience = absl::Milliseconds(250);

// Where a page goes on.
struct Place {
  // What is due, and how old things are, as of this time.
  absl::Time now;
  // Among the days that are walked.
  std::size_t day = 0;
  // From this subject on; empty: from the first.
  std::string subject = {};
  // So many of its cases have been given.
  int given = 0;
};

store::PageQuery TokenQuery(const QueryPlan& plan, v1::ListCasesRequest request) {
  std::string token = std::move(*request.mutable_page_token());
  request.clear_page_token();
  request.clear_page_size();
  return {.department = plan.department,
          .index = "cases",
          .page_token = std::move(token),
          .filter = request.SerializeAsString()};
}

std::string TokenOf(const store::PageQuery& query, const Place& place) {
  return store::MakePageToken(query, {static_cast<double>(place.day), absl::StrCat(absl::ToUnixSeconds(place.now), " ",
                                                                                   place.given, " ", place.subject)});
}

absl::StatusOr<Place> PlaceOf(const store::PageQuery& query) {
  ZAMER_ASSIGN_OR_RETURN(const store::PagePlace told, store::ParsePageToken(query));
  const std::vector<std::string> parts = absl::StrSplit(told.member, absl::MaxSplits(' ', 2));
  if (parts.size() != 3 || told.score < 0 || told.score > kMaxPeriodDays + 1) return store::PageTokenRefused();
  const auto now = ParseNumber<std::int64_t>(parts[0]);
  const auto given = ParseNumber<int>(parts[1]);
  if (!now || !given || *given < 0) return store::PageTokenRefused();
  return Place{absl::FromUnixSeconds(*now), static_cast<std::size_t>(told.score), parts[2], *given};
}

// One page while it is filled.
class Page {
 public:
  Page(store::Store& store, const CasePlan& plan, absl::TimeZone zone, Place place, int size, absl::Time deadline)
      : store_(store),
        plan_(plan),
        zone_(zone),
        place_(std::move(place)),
        size_(size),
        deadline_(deadline),
        give_up_(absl::Now() + std::min(kPatience, (deadline - absl::Now()) / 2)) {}

  asio::awaitable<absl::Status> Fill() {
    while (place_.day < Days() && !Ends()) {
      ZAMER_CO_ASSIGN_OR_RETURN(std::vector<std::string> ids, co_await ReadIds());
      ZAMER_CO_ASSIGN_OR_RETURN(const bool done, co_await FillFrom(std::move(ids)));
      if (done) place_ = {place_.now, place_.day + 1};
    }
    co_return absl::OkStatus();
  }

  // Nothing once all days are done.
  std::optional<Place> next() const { return place_.day < Days() ? std::optional(place_) : std::nullopt; }
  v1::ListCasesResponse Take() && { return std::move(page_); }

 private:
  std::size_t DaysOfPeriod() const { return static_cast<std::size_t>(plan_.query.last - plan_.query.first + 1); }
  // Those of the period, and after them what has no day.
  std::size_t Days() const {
    if (plan_.terms.empty() && plan_.undated.empty()) return 0;
    const bool undated = !plan_.undated.empty() && plan_.query.basis == v1::EVENT_DATE;
    return DaysOfPeriod() + (undated ? 1 : 0);
  }
  Day ThisDay() const {
    return place_.day < DaysOfPeriod() ? plan_.query.first + static_cast<Day>(place_.day) : kUnknownDay;
  }
  // The terms of a part count subjects of one kind.
  SubjectKind Kind() const { return KindOf((plan_.terms.empty() ? plan_.undated : plan_.terms).front().measure); }
  bool Ends() const { return full_ || (looked_ && absl::Now() >= give_up_); }

  // What counts on the day, from the place on.
  asio::awaitable<absl::StatusOr<std::vector<std::string>>> ReadIds() {
    std::vector<std::string> names;
    names.push_back(CasesHashOf(ThisDay()));
    ZAMER_CO_ASSIGN_OR_RETURN(const auto hashes,
                              co_await store_.ReadCounters(plan_.query.department, std::move(names), deadline_));
    std::vector<std::string> ids;
    for (const auto& [field, value] : hashes.front()) {
      std::optional<Subject> subject = SubjectOf(field);
      if (subject && subject->kind == Kind() && subject->id >= place_.subject) ids.push_back(std::move(subject->id));
    }
    std::ranges::sort(ids);
    co_return ids;
  }

  // Whether the day is done.
  asio::awaitable<absl::StatusOr<bool>> FillFrom(std::vector<std::string> ids) {
    auto begin = ids.begin();
    while (begin != ids.end() && !Ends()) {
      const auto end = begin + std::min(ids.end() - begin, kSubjectsPerRead);
      Subjects portion{.department = plan_.query.department, .zone = zone_, .kind = Kind(), .ids = {begin, end}};
      const auto take = [this](const std::string& id, const std::vector<Amount>& amounts) { Take(id, amounts); };
      ZAMER_CO_RETURN_IF_ERROR(co_await ReadContributions(store_, std::move(portion), deadline_, take));
      looked_ = true;
      begin = end;
    }
    looked_ = true;
    co_return begin == ids.end() && !full_;
  }

  void Take(const std::string& id, const std::vector<Amount>& amounts) {
    if (full_) return;
    const int given_before = std::exchange(place_.given, 0);
    const int skip = std::exchange(place_.subject, id) == id ? given_before : 0;
    for (const Case& found : FindCases(plan_, amounts, place_.now)) {
      if (found.day != ThisDay()) continue;
      if (place_.given >= skip) {
        full_ = page_.cases_size() >= size_;
        if (full_) return;
        std::string subject = SubjectName(plan_.query.department, {id, Kind()}, found.credit);
        *page_.add_cases() = ShownCase(plan_, std::move(subject), found);
      }
      ++place_.given;
    }
  }

  store::Store& store_;
  const CasePlan& plan_;
  const absl::TimeZone zone_;
  Place place_;
  const int size_;
  const absl::Time deadline_;
  const absl::Time give_up_;
  // Something was looked at: however little time there is, the list goes on.
  bool looked_ = false;
  // There is a case that has no room.
  bool full_ = false;
  v1::ListCasesResponse page_;
};

}  // namespace

asio::awaitable<absl::StatusOr<v1::ListCasesResponse>> ListCases(store::Store& store, KpiReader& reader,
                                                                 v1::ListCasesRequest request, absl::Time deadline) {
  ZAMER_CO_ASSIGN_OR_RETURN(const CasePlan plan, PlanCases(request));
  const int size = request.page_size() == 0 ? kDefaultPage : std::min(request.page_size(), kLargestPage);
  const store::PageQuery query = TokenQuery(plan.query, std::move(request));
  Place place{.now = reader.now()};
  if (!query.page_token.empty()) {
    ZAMER_CO_ASSIGN_OR_RETURN(place, PlaceOf(query));
  }
  ZAMER_CO_ASSIGN_OR_RETURN(const absl::TimeZone zone, co_await reader.Zone(plan.query.department, deadline));
  // Read before the facts, so that those are never behind it.
  ZAMER_CO_ASSIGN_OR_RETURN(const FeedProgress progress, co_await reader.Progress(plan.query.department, deadline));
  Page page(store, plan, zone, std::move(place), size, deadline);
  ZAMER_CO_RETURN_IF_ERROR(co_await page.Fill());
  const std::optional<Place> next = page.next();
  v1::ListCasesResponse response = std::move(page).Take();
  *response.mutable_as_of_time() = ToTimestamp(progress.newest);
  if (next) response.set_next_page_token(TokenOf(query, *next));
  co_return response;
}

}  // namespace zamer::metrics
