#include "services/metrics/kpi_board.h"

#include <absl/time/clock.h>
#include <google/protobuf/util/message_differencer.h>

#include <algorithm>
#include <utility>

#include "services/common/status/macros.h"

namespace zamer::metrics {
namespace {

constexpr absl::Duration kReadPatience = absl::Seconds(5);
// How long it is tried to read numbers that are too many to be read at once.
constexpr absl::Duration kTogether = absl::Milliseconds(500);
// How long it is taken for granted that no other replica has counted: a look at it costs a round trip.
constexpr absl::Duration kUnseen = absl::Milliseconds(50);
// How long rows hold when nothing is counted: meetings fall due, cohorts mature, stages age.
constexpr absl::Duration kRowsHold = absl::Seconds(4);

}  // namespace

bool SameRows(const v1::QueryKpisResponse& a, const v1::QueryKpisResponse& b) {
  return std::ranges::equal(a.rows(), b.rows(), google::protobuf::util::MessageDifferencer::Equals);
}

// A reading under way; however it ends, those who wait go on.
class Board::Turn {
 public:
  explicit Turn(Board& board) : board_(board) {
    board_.reading_ = true;
    ++board_.begun_;
    board_.begun_at_ = absl::Now();
    board_.batches_ = board_.changes_.batches(board_.partition_);
  }
  ~Turn() {
    board_.reading_ = false;
    board_.done_.Notify();
  }
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;

 private:
  Board& board_;
};

Board::Board(KpiReader& reader, const Changes& changes, std::vector<QueryPlan> plans)
    : reader_(reader),
      changes_(changes),
      plans_(std::move(plans)),
      partition_(reader.keys().PartitionOf(plans_.front().department)) {}

bool Board::IsCurrent() const { return batches_ == changes_.batches(partition_) && absl::Now() - begun_at_ < kUnseen; }

asio::awaitable<absl::StatusOr<Board::Shared>> Board::Read() {
  const std::uint64_t wanted = IsCurrent() ? begun_ : begun_ + 1;
  while (ended_ < wanted) {
    if (reading_) {
      co_await done_.Wait(absl::Now() + kReadPatience);
      continue;
    }
    const Turn turn(*this);
    result_ = co_await ReadNow();
    ended_ = begun_;
  }
  co_return result_;
}

asio::awaitable<absl::StatusOr<Board::Shared>> Board::ReadNow() {
  const std::string& department = plans_.front().department;
  ZAMER_CO_ASSIGN_OR_RETURN(const FeedProgress progress,
                            co_await reader_.Progress(department, absl::Now() + kReadPatience));
  const bool counted = !last_ || last_->progress.versions != progress.versions;
  if (!counted && absl::Now() - rows_read_at_ < kRowsHold) co_return last_;
  const absl::Time began = absl::Now();
  ZAMER_CO_ASSIGN_OR_RETURN(BoardReading reading, co_await ReadAll(progress));
  rows_read_at_ = began;
  last_ = std::make_shared<const BoardReading>(std::move(reading));
  co_return last_;
}

asio::awaitable<absl::StatusOr<BoardReading>> Board::ReadAll(FeedProgress progress) {
  const std::string& department = plans_.front().department;
  const absl::Time give_up = absl::Now() + kTogether;
  // Not at the cost of others unless events are counted meanwhile.
  ReadMode mode = ReadMode::kInTurns;
  while (true) {
    ZAMER_CO_ASSIGN_OR_RETURN(KpiReader::Answers read,
                              co_await reader_.QueryAll(plans_, mode, absl::Now() + kReadPatience));
    BoardReading reading = ReadingOf(progress, std::move(read.answers));
    if (read.at_once || absl::Now() >= give_up) co_return reading;
    ZAMER_CO_ASSIGN_OR_RETURN(progress, co_await reader_.Progress(department, absl::Now() + kReadPatience));
    if (progress.versions == reading.progress.versions) co_return reading;
    mode = ReadMode::kAtOnce;
  }
}

BoardReading Board::ReadingOf(const FeedProgress& progress, std::vector<v1::QueryKpisResponse> answers) const {
  BoardReading reading{.progress = progress};
  reading.answers.reserve(answers.size());
  for (std::size_t i = 0; i < answers.size(); ++i) {
    const bool same = last_ && SameRows(*last_->answers[i], answers[i]);
    reading.answers.push_back(same ? last_->answers[i]
                                   : std::make_shared<const v1::QueryKpisResponse>(std::move(answers[i])));
  }
  return reading;
}

std::shared_ptr<Board> Boards::Open(const v1::WatchBoardRequest& queries, std::vector<QueryPlan> plans) {
  absl::erase_if(boards_, [](const auto& board) { return board.second.expired(); });
  std::weak_ptr<Board>& place = boards_[queries.SerializeAsString()];
  std::shared_ptr<Board> board = place.lock();
  if (board == nullptr) {
    board = std::make_shared<Board>(reader_, changes_, std::move(plans));
    place = board;
  }
  return board;
}

}  // namespace zamer::metrics
