#include "services/lead/lead_watch.h"

#include <absl/time/clock.h>

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "services/common/events/feed.h"
#include "services/common/names/names.h"
#include "services/common/status/errors.h"
#include "services/common/status/macros.h"
#include "services/lead/changed_leads.h"
#include "services/lead/lead_filter.h"
#include "services/lead/lead_reads.h"
#include "services/lead/lead_records.h"

namespace zamer::lead {
namespace {

constexpr int kDefaultPage = 50;
constexpr int kLargestPage = 200;
// Pages of the list that are looked through for the first leads.
constexpr int kMaxPages = 10;
// Bytes of leads in one message: gRPC's clients refuse more than 4 MiB.
constexpr std::size_t kMaxBytes = std::size_t{1} << 20;

absl::Status Check(const v1::WatchLeadsRequest& request) {
  Violations violations;
  if (!request.list().page_token().empty()) violations.Add("list.page_token", "must be empty");
  return violations.ToStatus();
}

// One stream.
class LeadWatch {
 public:
  LeadWatch(const LeadParts& parts, events::EventLog& log, LeadFilter filter, const v1::WatchLeadsRequest& request,
            rpc::Writer<v1::WatchLeadsResponse>& out)
      : parts_(parts),
        filter_(std::move(filter)),
        request_(request),
        changes_(parts, log, std::string(LastSegment(request.list().parent()))),
        out_(out) {}

  asio::awaitable<absl::Status> Run() {
    ZAMER_CO_RETURN_IF_ERROR(co_await Begin());
    while (true) {
      // A message that is not the last of its batch is resumed before it: nothing is lost, and little told twice.
      std::string before = changes_.cursor();
      ZAMER_CO_ASSIGN_OR_RETURN(const std::vector<ChangedLeads::Lead> changed, co_await changes_.Next());
      if (!changed.empty()) ZAMER_CO_RETURN_IF_ERROR(co_await Send(changed, std::move(before)));
      co_await changes_.Wait(written_ + events::kHeartbeat);
      if (absl::Now() >= written_ + events::kHeartbeat) ZAMER_CO_RETURN_IF_ERROR(co_await Write({}, changes_.cursor()));
    }
  }

 private:
  asio::awaitable<absl::Status> Begin() {
    written_ = absl::Now();
    if (!request_.cursor().empty()) co_return co_await changes_.BeginAfter(request_.cursor());
    // In this order: what changes while the list is read is told afterwards.
    ZAMER_CO_RETURN_IF_ERROR(co_await changes_.BeginNow());
    ZAMER_CO_ASSIGN_OR_RETURN(v1::WatchLeadsResponse snapshot, co_await ReadSnapshot());
    co_return co_await Write(std::move(snapshot), changes_.cursor());
  }

  asio::awaitable<absl::StatusOr<v1::WatchLeadsResponse>> ReadSnapshot() {
    v1::ListLeadsRequest list = request_.list();
    const int size = list.page_size() == 0 ? kDefaultPage : std::min(list.page_size(), kLargestPage);
    list.set_page_size(size);
    v1::WatchLeadsResponse snapshot;
    snapshot.set_snapshot(true);
    for (int page = 0; page < kMaxPages && snapshot.leads_size() < size; ++page) {
      ZAMER_CO_ASSIGN_OR_RETURN(v1::ListLeadsResponse read,
                                co_await ReadLeads(parts_, list, absl::Now() + kWatchPatience));
      for (v1::Lead& lead : *read.mutable_leads()) {
        if (snapshot.leads_size() < size) *snapshot.add_leads() = std::move(lead);
      }
      if (read.next_page_token().empty()) break;
      list.set_page_token(read.next_page_token());
    }
    co_return snapshot;
  }

  asio::awaitable<absl::Status> Send(const std::vector<ChangedLeads::Lead>& changed, std::string before) {
    v1::WatchLeadsResponse response;
    std::size_t bytes = 0;
    for (const ChangedLeads::Lead& lead : changed) {
      if (bytes > kMaxBytes) {
        ZAMER_CO_RETURN_IF_ERROR(co_await Write(std::exchange(response, {}), before));
        bytes = 0;
      }
      if (lead.record && filter_.Passes(*lead.record)) {
        *response.add_leads() = Shown(*lead.record, lead.version);
        bytes += response.leads().rbegin()->ByteSizeLong();
      } else {
        response.add_left(lead.name);
      }
    }
    co_return co_await Write(std::move(response), changes_.cursor());
  }

  asio::awaitable<absl::Status> Write(v1::WatchLeadsResponse response, std::string cursor) {
    response.set_sequence(++sequence_);
    response.set_cursor(std::move(cursor));
    written_ = absl::Now();
    co_return co_await out_.Write(std::move(response));
  }

  const LeadParts& parts_;
  const LeadFilter filter_;
  const v1::WatchLeadsRequest& request_;
  ChangedLeads changes_;
  rpc::Writer<v1::WatchLeadsResponse>& out_;
  absl::Time written_;
  std::int64_t sequence_ = 0;
};

}  // namespace

asio::awaitable<absl::Status> WatchLeads(const LeadParts& parts, events::EventLog& log,
                                         const v1::WatchLeadsRequest& request,
                                         rpc::Writer<v1::WatchLeadsResponse>& out) {
  ZAMER_CO_RETURN_IF_ERROR(Check(request));
  ZAMER_CO_ASSIGN_OR_RETURN(LeadFilter filter, LeadFilter::Of(request.list(), parts.fingerprint));
  LeadWatch watch(parts, log, std::move(filter), request, out);
  co_return co_await watch.Run();
}

}  // namespace zamer::lead
