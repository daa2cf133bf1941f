#include "services/lead/focus_reads.h"

#include <absl/strings/str_cat.h>

#include <algorithm>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "services/common/names/names.h"
#include "services/common/status/errors.h"
#include "services/common/status/macros.h"
#include "services/common/store/index.h"
#include "services/common/store/page.h"
#include "services/common/text/number.h"
#include "services/common/time/timestamps.h"
#include "services/lead/domain/focus.h"
#include "services/lead/domain/rules.h"
#include "services/lead/lead_records.h"

namespace zamer::lead {
namespace {

constexpr int kDefaultPage = 50;
constexpr int kLargestPage = 1000;
// Index pages that one call looks through.
constexpr int kMaxScans = 20;
constexpr absl::Duration kFarthest = absl::Hours(24 * 31);
// Entries to look at for the next one: scores are whole milliseconds, so the first few may be due already.
constexpr int kLookAhead = 8;

absl::Status CheckAhead(const v1::ListFocusRequest& request) {
  Violations violations;
  const absl::Duration ahead = FromProtoDuration(request.ahead());
  if (ahead < absl::ZeroDuration() || ahead > kFarthest) violations.Add("ahead", "must be from 0 to 31 days");
  return violations.ToStatus();
}

// What the department has settled; the usual where it is not known.
asio::awaitable<absl::StatusOr<FocusTimes>> ReadTimes(const LeadParts& parts, std::string department,
                                                      absl::Time deadline) {
  ZAMER_CO_ASSIGN_OR_RETURN(const auto read,
                            co_await parts.store.Get<v1::RosterRecord>(RosterKey(department), deadline));
  co_return RulesOf(read.record ? read.record->department().settings() : scheduling::v1::DepartmentSettings()).focus;
}

// Where a list goes on: after a place in the list of one reason.
struct Place {
  int reason = v1::FocusEntry::ANSWER;
  std::optional<store::PagePlace> after = {};
};

class FocusReader {
 public:
  FocusReader(const LeadParts& parts, const v1::ListFocusRequest& request, const FocusTimes& times, absl::Time now,
              absl::Time deadline)
      : parts_(parts),
        request_(request),
        times_(times),
        now_(now),
        deadline_(deadline),
        until_(now + FromProtoDuration(request.ahead())),
        size_(request.page_size() == 0 ? kDefaultPage : std::min(request.page_size(), kLargestPage)) {}

  asio::awaitable<absl::StatusOr<v1::ListFocusResponse>> Read() {
    ZAMER_CO_RETURN_IF_ERROR(Begin());
    for (int scan = 0; scan < kMaxScans && response_.entries_size() < size_; ++scan) {
      ZAMER_CO_RETURN_IF_ERROR(co_await ReadOn());
      if (!v1::FocusEntry::Reason_IsValid(place_.reason)) co_return std::move(response_);
    }
    const store::PagePlace after = place_.after.value_or(store::PagePlace{});
    response_.set_next_page_token(store::MakePageToken(
        WholeQuery(), {after.score, absl::StrCat(place_.reason, place_.after ? "/" : "", after.member)}));
    co_return std::move(response_);
  }

 private:
  // Names the list for its tokens, which hold while time goes on.
  store::PageQuery WholeQuery() const {
    return {.department = std::string(DepartmentOf(request_.parent())),
            .index = "focus",
            .page_token = request_.page_token(),
            .filter = absl::StrCat(request_.parent(), "\n", request_.ahead().SerializeAsString())};
  }

  absl::Status Begin() {
    if (request_.page_token().empty()) return absl::OkStatus();
    ZAMER_ASSIGN_OR_RETURN(store::PagePlace place, store::ParsePageToken(WholeQuery()));
    const std::size_t slash = place.member.find('/');
    const std::optional<int> reason = ParseNumber<int>(std::string_view(place.member).substr(0, slash));
    if (!reason || !v1::FocusEntry::Reason_IsValid(*reason)) return store::PageTokenRefused();
    place_.reason = *reason;
    if (slash == std::string::npos) return absl::OkStatus();
    place_.after = store::PagePlace{place.score, place.member.substr(slash + 1)};
    return absl::OkStatus();
  }

  store::PageQuery ReasonQuery() const {
    const auto reason = static_cast<v1::FocusEntry::Reason>(place_.reason);
    store::PageQuery query{.department = std::string(DepartmentOf(request_.parent())),
                           .index = FocusIndex(LastSegment(request_.parent()), reason),
                           .max_score = EndOf(reason),
                           .page_size = size_ - response_.entries_size(),
                           .page_token = {},
                           .filter = {}};
    if (place_.after) query.page_token = store::MakePageToken(query, *place_.after);
    return query;
  }

  // Where the part of the reason's list that is to do ends.
  double EndOf(v1::FocusEntry::Reason reason) const {
    if (IsToDoAtOnce(reason)) return std::numeric_limits<double>::infinity();
    return store::Score(until_ - ShiftOf(reason, times_)) + 1;
  }

  // Takes one page of the reason's list, and goes to the next reason at its end.
  asio::awaitable<absl::Status> ReadOn() {
    store::PageQuery query = ReasonQuery();
    ZAMER_CO_ASSIGN_OR_RETURN(const store::IdPage page, co_await store::ListIds(parts_.store, query, deadline_));
    std::vector<store::Key> keys;
    keys.reserve(page.ids.size());
    for (const std::string& id : page.ids) keys.push_back(LeadKey(LeadNameOf(query.department, id)));
    ZAMER_CO_ASSIGN_OR_RETURN(const auto reads,
                              co_await parts_.store.GetAll<v1::LeadRecord>(std::move(keys), deadline_));
    for (const auto& read : reads) {
      if (read.record) Add(*read.record, read.version);
    }
    if (page.next_page_token.empty()) {
      place_ = {place_.reason + 1};
      co_return absl::OkStatus();
    }
    query.page_token = page.next_page_token;
    ZAMER_CO_ASSIGN_OR_RETURN(place_.after, store::ParsePageToken(query));
    co_return absl::OkStatus();
  }

  void Add(const v1::LeadRecord& record, std::int64_t version) {
    const std::optional<FocusDue> due = FirstFocus(record, request_.parent(), until_, times_);
    if (!due || due->reason != place_.reason) return;
    v1::FocusEntry& entry = *response_.add_entries();
    entry.set_reason(due->reason);
    *entry.mutable_due_time() = ToTimestamp(due->time);
    *entry.mutable_lead() = Shown(record, version);
    entry.set_follow_up_id(due->follow_up_id);
    entry.set_late(IsLate(*due, record.lead(), now_));
  }

  const LeadParts& parts_;
  const v1::ListFocusRequest& request_;
  const FocusTimes times_;
  const absl::Time now_;
  const absl::Time deadline_;
  const absl::Time until_;
  const int size_;
  Place place_;
  v1::ListFocusResponse response_;
};

// The lists of what an employee has not to do yet: those with the same shift between a record's time and when it is to
// do are one.
std::vector<store::PageQuery> AfterNow(const std::string& employee, const FocusTimes& times, absl::Time now) {
  std::map<absl::Duration, store::PageQuery> queries;
  for (int reason = v1::FocusEntry::ANSWER; v1::FocusEntry::Reason_IsValid(reason); ++reason) {
    const auto why = static_cast<v1::FocusEntry::Reason>(reason);
    if (IsToDoAtOnce(why)) continue;
    const absl::Duration shift = ShiftOf(why, times);
    store::PageQuery& query = queries[shift];
    query.department = std::string(DepartmentOf(employee));
    query.index = "next-focus";
    query.min_score = store::Score(now - shift);
    query.page_size = kLookAhead;
    query.lists.push_back(FocusIndex(LastSegment(employee), why));
  }
  std::vector<store::PageQuery> all;
  all.reserve(queries.size());
  for (auto& [shift, query] : queries) all.push_back(std::move(query));
  return all;
}

absl::Time NextDue(const v1::LeadRecord& record, std::string_view employee, const FocusTimes& times, absl::Time now) {
  absl::Time next = absl::InfiniteFuture();
  for (const FocusDue& due : FocusOf(record, times)) {
    if (due.employee == employee && !IsToDoAtOnce(due.reason) && due.time > now) next = std::min(next, due.time);
  }
  return next;
}

}  // namespace

asio::awaitable<absl::StatusOr<v1::ListFocusResponse>> ReadFocus(const LeadParts& parts, const rpc::Call& call,
                                                                 const v1::ListFocusRequest& request) {
  ZAMER_CO_RETURN_IF_ERROR(CheckFocusOf(request.parent(), call.principal()));
  ZAMER_CO_RETURN_IF_ERROR(CheckAhead(request));
  co_return co_await ReadFocusAt(parts, request, call.now(), call.deadline());
}

asio::awaitable<absl::StatusOr<v1::ListFocusResponse>> ReadFocusAt(const LeadParts& parts,
                                                                   const v1::ListFocusRequest& request, absl::Time now,
                                                                   absl::Time deadline) {
  ZAMER_CO_ASSIGN_OR_RETURN(const FocusTimes times,
                            co_await ReadTimes(parts, std::string(DepartmentOf(request.parent())), deadline));
  FocusReader reader(parts, request, times, now, deadline);
  co_return co_await reader.Read();
}

asio::awaitable<absl::StatusOr<absl::Time>> NextFocus(const LeadParts& parts, std::string employee, absl::Time now,
                                                      absl::Time deadline) {
  ZAMER_CO_ASSIGN_OR_RETURN(const FocusTimes times,
                            co_await ReadTimes(parts, std::string(DepartmentOf(employee)), deadline));
  absl::Time next = absl::InfiniteFuture();
  for (const store::PageQuery& query : AfterNow(employee, times, now)) {
    ZAMER_CO_ASSIGN_OR_RETURN(const store::IdPage page, co_await store::ListIds(parts.store, query, deadline));
    std::vector<store::Key> keys;
    keys.reserve(page.ids.size());
    for (const std::string& id : page.ids) keys.push_back(LeadKey(LeadNameOf(query.department, id)));
    ZAMER_CO_ASSIGN_OR_RETURN(const auto reads, co_await parts.store.GetAll<v1::LeadRecord>(std::move(keys), deadline));
    absl::Time first = absl::InfiniteFuture();
    for (const auto& read : reads) {
      if (read.record) first = std::min(first, NextDue(*read.record, employee, times, now));
    }
    // All that were looked at are due already: look again soon.
    if (first == absl::InfiniteFuture() && !page.next_page_token.empty()) first = now + absl::Milliseconds(1);
    next = std::min(next, first);
  }
  co_return next;
}

absl::Status CheckFocusOf(std::string_view employee, const security::Principal& caller) {
  if (caller.subject == employee || caller.roles.Has(type::v1::SALES_HEAD)) return absl::OkStatus();
  return PermissionDenied(Reason::kRoleNotAllowed, "Ask for your own list; only the sales head sees others'.",
                          {{"roles", "SALES_HEAD"}});
}

}  // namespace zamer::lead
