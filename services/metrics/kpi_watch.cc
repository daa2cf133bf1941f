#include "services/metrics/kpi_watch.h"

#include <absl/time/clock.h>
#include <google/protobuf/util/message_differencer.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "services/common/events/signal.h"
#include "services/common/status/macros.h"

namespace zamer::metrics {
namespace {

constexpr absl::Duration kReadPatience = absl::Seconds(5);

bool SameRows(const v1::QueryKpisResponse& a, const v1::QueryKpisResponse& b) {
  return a.rows_size() == b.rows_size() && std::equal(a.rows().begin(), a.rows().end(), b.rows().begin(),
                                                      google::protobuf::util::MessageDifferencer::Equals);
}

// One stream.
class Watch {
 public:
  Watch(KpiReader& reader, Changes& changes, QueryPlan plan, rpc::Writer<v1::WatchKpisResponse>& out)
      : reader_(reader),
        changes_(changes),
        plan_(std::move(plan)),
        out_(out),
        partition_(reader.keys().PartitionOf(plan_.department)) {}

  asio::awaitable<absl::Status> Run() {
    while (true) {
      const std::uint64_t seen = changes_.batches(partition_);
      const absl::Time began = absl::Now();
      const bool heartbeat_due = began - written_ >= kWatchHeartbeat;
      ZAMER_CO_ASSIGN_OR_RETURN(const bool changed, co_await HasChanged());
      if (changed || heartbeat_due) ZAMER_CO_RETURN_IF_ERROR(co_await Look(heartbeat_due));
      co_await pause_.Wait(began + kWatchPause);
      co_await changes_.WaitPast(partition_, seen, std::min(began + kWatchPoll, written_ + kWatchHeartbeat));
    }
  }

 private:
  // Whether anything was counted since the last look.
  asio::awaitable<absl::StatusOr<bool>> HasChanged() {
    ZAMER_CO_ASSIGN_OR_RETURN(const FeedProgress now,
                              co_await reader_.Progress(plan_.department, absl::Now() + kReadPatience));
    co_return std::exchange(versions_, now.versions) != now.versions || !last_;
  }

  asio::awaitable<absl::Status> Look(bool heartbeat_due) {
    ZAMER_CO_ASSIGN_OR_RETURN(v1::QueryKpisResponse answer, co_await reader_.Query(plan_, absl::Now() + kReadPatience));
    const bool news = !last_ || !SameRows(*last_, answer);
    if (!news && !heartbeat_due) co_return absl::OkStatus();
    v1::WatchKpisResponse response;
    response.set_sequence(++sequence_);
    if (news) {
      *response.mutable_snapshot() = answer;
      last_ = std::move(answer);
    }
    written_ = absl::Now();
    co_return co_await out_.Write(std::move(response));
  }

  KpiReader& reader_;
  Changes& changes_;
  const QueryPlan plan_;
  rpc::Writer<v1::WatchKpisResponse>& out_;
  const std::uint32_t partition_;
  events::Signal pause_;
  std::array<std::int64_t, 3> versions_{};
  std::optional<v1::QueryKpisResponse> last_;
  absl::Time written_ = absl::InfinitePast();
  std::int64_t sequence_ = 0;
};

}  // namespace

asio::awaitable<absl::Status> WatchKpis(KpiReader& reader, Changes& changes, QueryPlan plan,
                                        rpc::Writer<v1::WatchKpisResponse>& out) {
  Watch watch(reader, changes, std::move(plan), out);
  co_return co_await watch.Run();
}

}  // namespace zamer::metrics
