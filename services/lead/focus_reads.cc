#include "services/lead/focus_reads.h"

#include <absl/strings/str_cat.h>

#include <algorithm>
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

// Where a list goes on: after a place in the list of one reason.
struct Place {
  int reason = v1::FocusEntry::ANSWER;
  std::optional<store::PagePlace> after = {};
};

class FocusReader {
 public:
  FocusReader(const LeadParts& parts, const v1::ListFocusRequest& request, absl::Time now, absl::Time deadline)
      : parts_(parts),
        request_(request),
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
                           .max_score = store::Score(until_) + 1,
                           .page_size = size_ - response_.entries_size(),
                           .page_token = {},
                           .filter = {}};
    if (place_.after) query.page_token = store::MakePageToken(query, *place_.after);
    return query;
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
    const std::optional<FocusDue> due = FirstFocus(record, request_.parent(), until_);
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
  const absl::Time now_;
  const absl::Time deadline_;
  const absl::Time until_;
  const int size_;
  Place place_;
  v1::ListFocusResponse response_;
};

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
  FocusReader reader(parts, request, now, deadline);
  co_return co_await reader.Read();
}

asio::awaitable<absl::StatusOr<absl::Time>> NextFocus(const LeadParts& parts, std::string employee, absl::Time now,
                                                      absl::Time deadline) {
  store::PageQuery query{.department = std::string(DepartmentOf(employee)),
                         .index = "next-focus",
                         .min_score = store::Score(now),
                         .page_size = kLookAhead,
                         .page_token = {},
                         .filter = {}};
  for (int reason = v1::FocusEntry::ANSWER; v1::FocusEntry::Reason_IsValid(reason); ++reason) {
    query.lists.push_back(FocusIndex(LastSegment(employee), static_cast<v1::FocusEntry::Reason>(reason)));
  }
  ZAMER_CO_ASSIGN_OR_RETURN(const store::IdPage page, co_await store::ListIds(parts.store, query, deadline));
  std::vector<store::Key> keys;
  keys.reserve(page.ids.size());
  for (const std::string& id : page.ids) keys.push_back(LeadKey(LeadNameOf(query.department, id)));
  ZAMER_CO_ASSIGN_OR_RETURN(const auto reads, co_await parts.store.GetAll<v1::LeadRecord>(std::move(keys), deadline));
  absl::Time next = absl::InfiniteFuture();
  for (const auto& read : reads) {
    if (!read.record) continue;
    for (const FocusDue& due : FocusOf(*read.record)) {
      if (due.employee == employee && due.time > now) next = std::min(next, due.time);
    }
  }
  if (next == absl::InfiniteFuture() && !page.next_page_token.empty()) next = now + absl::Milliseconds(1);
  co_return next;
}

absl::Status CheckFocusOf(std::string_view employee, const security::Principal& caller) {
  if (caller.subject == employee || caller.roles.Has(type::v1::SALES_HEAD)) return absl::OkStatus();
  return PermissionDenied(Reason::kRoleNotAllowed, "Ask for your own list; only the sales head sees others'.",
                          {{"roles", "SALES_HEAD"}});
}

}  // namespace zamer::lead
