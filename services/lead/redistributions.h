// Handing all open leads and follow-ups of an employee to others, page by page.
#pragma once
#include <absl/status/statusor.h>
#include <absl/time/time.h>

#include <asio/awaitable.hpp>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

#include "services/common/events/meta.h"
#include "services/common/store/index.h"
#include "services/common/store/key.h"
#include "services/common/time/clock.h"
#include "services/lead/domain/drop_out.h"
#include "services/lead/lead_work.h"
#include "zamer/lead/v1/redistribution_records.pb.h"

namespace zamer::lead {

inline constexpr std::string_view kRedistributionKind = "redistribution";
// Unique, by employee: the redistribution that runs for him. There is one at most, so a second request joins it.
inline constexpr std::string_view kRedistributionIndex = "redistribution";

store::Key RedistributionKey(std::string_view name);
std::string RedistributionNameOf(std::string_view department, std::string_view id);

// Begins to hand on what the leaver has, or joins what is under way, in the caller's commit; the redistribution's name.
// It goes on by itself from `resume` on. NOT_FOUND/DEPARTMENT_NOT_FOUND.
asio::awaitable<absl::StatusOr<std::string>> BeginOrJoin(const LeadParts& parts, store::Transaction& tx, Leaver leaver,
                                                         events::Cause cause, absl::Time resume);

// Drives one redistribution. Each page is a commit of its own that writes leads, turn and progress together: whoever
// stops in the middle leaves whole pages, and whoever goes on, be it another replica, does so behind the last one.
class Redistributing {
 public:
  // `pause`: for how long after each page nobody else should go on with it.
  Redistributing(const LeadParts& parts, const Clock& clock, store::Key key, absl::Duration pause)
      : parts_(parts), clock_(clock), key_(std::move(key)), pause_(pause) {}

  // Goes on until it is done or `wanted` says no; asked before each page. The record as it is then.
  // NOT_FOUND/REDISTRIBUTION_NOT_FOUND.
  asio::awaitable<absl::StatusOr<v1::RedistributionRecord>> Run(std::function<bool()> wanted, absl::Time deadline);

  // Position of the last event; empty when there was none.
  const std::string& position() const { return position_; }

 private:
  asio::awaitable<absl::Status> TakePage(v1::RedistributionRecord record, std::int64_t version, absl::Time deadline);

  const LeadParts& parts_;
  const Clock& clock_;
  const store::Key key_;
  const absl::Duration pause_;
  std::string position_;
};

}  // namespace zamer::lead

template <>
struct zamer::store::Indexer<zamer::lead::v1::RedistributionRecord> {
  static Indexes Of(const lead::v1::RedistributionRecord& record);
};
