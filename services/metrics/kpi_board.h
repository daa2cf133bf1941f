// Numbers that several streams watch, read once for all of them.
#pragma once
#include <absl/container/flat_hash_map.h>
#include <absl/status/statusor.h>
#include <absl/time/time.h>

#include <asio/awaitable.hpp>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "services/common/events/signal.h"
#include "services/metrics/changes.h"
#include "services/metrics/kpi_reader.h"
#include "zamer/metrics/v1/metrics_service.pb.h"

namespace zamer::metrics {

// A board's numbers of one moment.
struct BoardReading {
  FeedProgress progress = {};
  // By query. An answer whose rows are those of the reading before is the same object.
  std::vector<std::shared_ptr<const v1::QueryKpisResponse>> answers = {};
};

// Several queries about one department. Loop thread only.
class Board {
 public:
  Board(KpiReader& reader, const Changes& changes, std::vector<QueryPlan> plans);

  std::uint32_t partition() const { return partition_; }

  // The numbers as they are now, all of the same events. Those who ask at the same time share a reading: one reads, the
  // others wait; whoever comes while a reading is under way shares the next. So the work on Redis does not grow with
  // those who ask. Ends with the errors of KpiReader::Query.
  //
  // When events were counted while it was read, it is read again, at once. A board that is too large for that is read
  // in turns until nothing was counted meanwhile, but for half a second at most: then some of its numbers may be of a
  // batch that came between, until the next reading.
  using Shared = std::shared_ptr<const BoardReading>;
  asio::awaitable<absl::StatusOr<Shared>> Read();

 private:
  class Turn;

  // Whether the reading that began last is as good as one that would begin now.
  bool IsCurrent() const;
  asio::awaitable<absl::StatusOr<Shared>> ReadNow();
  asio::awaitable<absl::StatusOr<BoardReading>> ReadAll(FeedProgress progress);
  BoardReading ReadingOf(const FeedProgress& progress, std::vector<v1::QueryKpisResponse> answers) const;

  KpiReader& reader_;
  const Changes& changes_;
  const std::vector<QueryPlan> plans_;
  const std::uint32_t partition_;

  // Readings are numbered from 1.
  std::uint64_t begun_ = 0;
  std::uint64_t ended_ = 0;
  bool reading_ = false;
  events::Signal done_;
  // Of the one that began last: when, and after how many batches.
  absl::Time begun_at_ = absl::InfinitePast();
  std::uint64_t batches_ = 0;
  // What the one that ended last came to, and the last that succeeded.
  absl::StatusOr<Shared> result_ = Shared();
  Shared last_;
  absl::Time rows_read_at_ = absl::InfinitePast();
};

// The boards that somebody watches; those who watch the same queries share one. Loop thread only.
class Boards {
 public:
  Boards(KpiReader& reader, Changes& changes) : reader_(reader), changes_(changes) {}

  // The board of these queries; `plans` are theirs.
  std::shared_ptr<Board> Open(const v1::WatchBoardRequest& queries, std::vector<QueryPlan> plans);

  Changes& changes() { return changes_; }

 private:
  KpiReader& reader_;
  Changes& changes_;
  absl::flat_hash_map<std::string, std::weak_ptr<Board>> boards_;  // by their queries
};

// Whether two answers have the same rows.
bool SameRows(const v1::QueryKpisResponse& a, const v1::QueryKpisResponse& b);

}  // namespace zamer::metrics
