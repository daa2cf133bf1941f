#include "services/metrics/kpi_watch.h"

#include <absl/functional/function_ref.h>
#include <absl/time/clock.h>

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

#include "services/common/events/signal.h"
#include "services/common/status/macros.h"
#include "services/common/time/timestamps.h"

namespace zamer::metrics {
namespace {

// One stream.
class Watch {
 public:
  using Send = absl::FunctionRef<asio::awaitable<absl::Status>(v1::WatchBoardResponse message)>;

  Watch(std::shared_ptr<Board> board, Changes& changes, Send send)
      : board_(std::move(board)), changes_(changes), send_(send) {}

  asio::awaitable<absl::Status> Run() {
    while (true) {
      const std::uint64_t seen = changes_.batches(board_->partition());
      const absl::Time began = absl::Now();
      ZAMER_CO_ASSIGN_OR_RETURN(const Board::Shared reading, co_await board_->Read());
      ZAMER_CO_RETURN_IF_ERROR(co_await Tell(*reading));
      co_await pause_.Wait(began + kWatchPause);
      co_await changes_.WaitPast(board_->partition(), seen, std::min(began + kWatchPoll, written_ + kWatchHeartbeat));
    }
  }

 private:
  asio::awaitable<absl::Status> Tell(const BoardReading& reading) {
    v1::WatchBoardResponse message = NewsOf(reading);
    if (message.answers().empty() && absl::Now() - written_ < kWatchHeartbeat) co_return absl::OkStatus();
    message.set_sequence(++sequence_);
    written_ = absl::Now();
    co_return co_await send_(std::move(message));
  }

  // The answers that the stream has not given yet.
  v1::WatchBoardResponse NewsOf(const BoardReading& reading) {
    v1::WatchBoardResponse message;
    *message.mutable_as_of_time() = ToTimestamp(reading.progress.newest);
    given_.resize(reading.answers.size());
    for (std::size_t i = 0; i < reading.answers.size(); ++i) {
      const auto before = std::exchange(given_[i], reading.answers[i]);
      if (before == given_[i] || (before && SameRows(*before, *given_[i]))) continue;
      v1::BoardAnswer& answer = *message.add_answers();
      answer.set_query(static_cast<std::int32_t>(i));
      *answer.mutable_answer() = *given_[i];
      *answer.mutable_answer()->mutable_as_of_time() = message.as_of_time();
    }
    return message;
  }

  const std::shared_ptr<Board> board_;
  Changes& changes_;
  const Send send_;
  events::Signal pause_;
  std::vector<std::shared_ptr<const v1::QueryKpisResponse>> given_;
  absl::Time written_ = absl::InfinitePast();
  std::int64_t sequence_ = 0;
};

}  // namespace

asio::awaitable<absl::Status> WatchBoard(Boards& boards, const v1::WatchBoardRequest& request,
                                         rpc::Writer<v1::WatchBoardResponse>& out) {
  ZAMER_CO_ASSIGN_OR_RETURN(std::vector<QueryPlan> plans, PlanBoard(request));
  const auto send = [&](v1::WatchBoardResponse message) { return out.Write(std::move(message)); };
  Watch watch(boards.Open(request, std::move(plans)), boards.changes(), send);
  co_return co_await watch.Run();
}

asio::awaitable<absl::Status> WatchKpis(Boards& boards, const v1::WatchKpisRequest& request,
                                        rpc::Writer<v1::WatchKpisResponse>& out) {
  std::vector<QueryPlan> plans;
  ZAMER_CO_ASSIGN_OR_RETURN(plans.emplace_back(), PlanQuery(request.query(), "query."));
  v1::WatchBoardRequest one;
  *one.add_queries() = request.query();
  const auto send = [&](v1::WatchBoardResponse message) {
    v1::WatchKpisResponse response;
    response.set_sequence(message.sequence());
    if (!message.answers().empty()) response.mutable_snapshot()->Swap(message.mutable_answers(0)->mutable_answer());
    return out.Write(std::move(response));
  };
  Watch watch(boards.Open(one, std::move(plans)), boards.changes(), send);
  co_return co_await watch.Run();
}

}  // namespace zamer::metrics
