#include "services/lead/focus_watch.h"

#include <absl/time/clock.h>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "services/common/events/feed.h"
#include "services/common/names/names.h"
#include "services/common/status/macros.h"
#include "services/common/time/clock.h"
#include "services/common/time/timestamps.h"
#include "services/lead/changed_leads.h"
#include "services/lead/domain/focus.h"
#include "services/lead/focus_reads.h"

namespace zamer::lead {
namespace {

constexpr int kDefaultPage = 50;
constexpr int kLargestPage = 200;
// Pages of the list that are looked through for its top.
constexpr int kMaxPages = 10;
// How often to look at the clock, which may be set anew.
constexpr absl::Duration kTick = absl::Seconds(1);

// What an entry was when it was sent. The etag stands for the lead.
struct Sent {
  std::string lead = {};
  std::string etag = {};
  int reason = 0;
  absl::Time due;
  bool late = false;
  friend bool operator==(const Sent&, const Sent&) = default;
};

std::vector<Sent> SentOf(const v1::WatchFocusResponse& response) {
  std::vector<Sent> sent;
  sent.reserve(static_cast<std::size_t>(response.entries_size()));
  for (const v1::FocusEntry& entry : response.entries()) {
    sent.push_back(
        {entry.lead().name(), entry.lead().etag(), entry.reason(), FromTimestamp(entry.due_time()), entry.late()});
  }
  return sent;
}

// When the first of these that is not late will be.
absl::Time FirstLate(const v1::WatchFocusResponse& response) {
  absl::Time first = absl::InfiniteFuture();
  for (const v1::FocusEntry& entry : response.entries()) {
    const FocusDue due{.reason = entry.reason(), .time = FromTimestamp(entry.due_time())};
    if (!entry.late()) first = std::min(first, LateAfter(due, entry.lead()));
  }
  return first;
}

// One stream.
class FocusWatch {
 public:
  FocusWatch(const LeadParts& parts, events::EventLog& log, const Clock& clock, const v1::WatchFocusRequest& request,
             rpc::Writer<v1::WatchFocusResponse>& out)
      : parts_(parts),
        clock_(clock),
        employee_(request.parent()),
        size_(request.page_size() == 0 ? kDefaultPage : std::min(request.page_size(), kLargestPage)),
        changes_(parts, log, std::string(DepartmentOf(request.parent()))),
        out_(out) {}

  asio::awaitable<absl::Status> Run() {
    // In this order: what changes while the list is read is seen afterwards.
    ZAMER_CO_RETURN_IF_ERROR(co_await changes_.BeginNow());
    ZAMER_CO_RETURN_IF_ERROR(co_await Look());
    while (true) {
      ZAMER_CO_ASSIGN_OR_RETURN(const std::vector<ChangedLeads::Lead> changed, co_await changes_.Next());
      const bool concerned = std::ranges::any_of(changed, [this](const auto& lead) { return Concerns(lead); });
      const bool look = concerned || clock_.Now() > next_;
      if (look) ZAMER_CO_RETURN_IF_ERROR(co_await Look());
      if (look && changed.empty()) continue;  // what came meanwhile would be missed by waiting
      co_await changes_.Wait(std::min(written_ + events::kHeartbeat, absl::Now() + UntilNext()));
      if (absl::Now() >= written_ + events::kHeartbeat) ZAMER_CO_RETURN_IF_ERROR(co_await Write({}));
    }
  }

 private:
  // Whether the lead is on the list, or may be.
  bool Concerns(const ChangedLeads::Lead& lead) const {
    if (std::ranges::any_of(*sent_, [&](const Sent& sent) { return sent.lead == lead.name; })) return true;
    if (!lead.record) return false;
    return std::ranges::any_of(FocusOf(*lead.record, FocusTimes()),
                               [&](const FocusDue& due) { return due.employee == employee_; });
  }

  absl::Duration UntilNext() const { return std::min(next_ - clock_.Now() + absl::Milliseconds(1), kTick); }

  // Reads the list, and sends it where it is different.
  asio::awaitable<absl::Status> Look() {
    const absl::Time now = clock_.Now();
    ZAMER_CO_ASSIGN_OR_RETURN(v1::WatchFocusResponse top, co_await ReadTop(now));
    ZAMER_CO_ASSIGN_OR_RETURN(const absl::Time next,
                              co_await NextFocus(parts_, employee_, now, absl::Now() + kWatchPatience));
    next_ = std::min(next, FirstLate(top));
    std::vector<Sent> sent = SentOf(top);
    if (sent_ == sent) co_return absl::OkStatus();
    sent_ = std::move(sent);
    top.set_changed(true);
    co_return co_await Write(std::move(top));
  }

  asio::awaitable<absl::StatusOr<v1::WatchFocusResponse>> ReadTop(absl::Time now) {
    v1::ListFocusRequest list;
    list.set_parent(employee_);
    list.set_page_size(size_);
    v1::WatchFocusResponse top;
    for (int page = 0; page < kMaxPages && top.entries_size() < size_; ++page) {
      ZAMER_CO_ASSIGN_OR_RETURN(v1::ListFocusResponse read,
                                co_await ReadFocusAt(parts_, list, now, absl::Now() + kWatchPatience));
      for (v1::FocusEntry& entry : *read.mutable_entries()) {
        if (top.entries_size() < size_) *top.add_entries() = std::move(entry);
      }
      if (read.next_page_token().empty()) break;
      list.set_page_token(read.next_page_token());
    }
    co_return top;
  }

  asio::awaitable<absl::Status> Write(v1::WatchFocusResponse response) {
    response.set_sequence(++sequence_);
    written_ = absl::Now();
    co_return co_await out_.Write(std::move(response));
  }

  const LeadParts& parts_;
  const Clock& clock_;
  const std::string employee_;
  const int size_;
  ChangedLeads changes_;
  rpc::Writer<v1::WatchFocusResponse>& out_;
  std::optional<std::vector<Sent>> sent_;
  // When the list becomes another by time alone.
  absl::Time next_;
  absl::Time written_;
  std::int64_t sequence_ = 0;
};

}  // namespace

asio::awaitable<absl::Status> WatchFocus(const LeadParts& parts, events::EventLog& log, const rpc::Call& call,
                                         const v1::WatchFocusRequest& request,
                                         rpc::Writer<v1::WatchFocusResponse>& out) {
  ZAMER_CO_RETURN_IF_ERROR(CheckFocusOf(request.parent(), call.principal()));
  FocusWatch watch(parts, log, call.clock(), request, out);
  co_return co_await watch.Run();
}

}  // namespace zamer::lead
