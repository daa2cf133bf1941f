#include "services/lead/changed_leads.h"

#include <absl/strings/str_cat.h>
#include <absl/time/clock.h>

#include <algorithm>
#include <limits>
#include <set>
#include <string_view>
#include <utility>

#include "services/common/names/names.h"
#include "services/common/status/errors.h"
#include "services/common/status/macros.h"
#include "services/common/text/number.h"
#include "services/lead/lead_records.h"
#include "zamer/lead/v1/lead_events.pb.h"

namespace zamer::lead {
namespace {

// Events, and so leads, of one batch.
constexpr int kBatch = 200;
// Least time between two batches of a log that grows.
constexpr absl::Duration kPause = absl::Milliseconds(50);
// Before the first event of a log.
constexpr std::string_view kBeforeAll = "0-0";

absl::Status Unknown() {
  return OutOfRange(Reason::kCursorUnknown,
                    "The cursor is too old, or none of this list; watch without a cursor to begin anew.");
}

// The place right before one of the log, which is `<milliseconds>-<number>`; nothing for other texts.
std::optional<std::string> PlaceBefore(std::string_view cursor) {
  if (cursor.empty() || !events::IsCursor(cursor)) return std::nullopt;
  const std::size_t dash = cursor.find('-');
  const auto ms = ParseNumber<std::uint64_t>(cursor.substr(0, dash));
  const auto number = ParseNumber<std::uint64_t>(cursor.substr(dash + 1));
  if (!ms || !number || (*ms == 0 && *number == 0)) return std::nullopt;
  if (*number > 0) return absl::StrCat(*ms, "-", *number - 1);
  return absl::StrCat(*ms - 1, "-", std::numeric_limits<std::uint64_t>::max());
}

}  // namespace

ChangedLeads::ChangedLeads(const LeadParts& parts, events::EventLog& log, std::string department)
    : parts_(parts),
      log_(log),
      department_(std::move(department)),
      partition_(parts.store.keys().PartitionOf(department_)),
      cursor_(kBeforeAll) {}

asio::awaitable<absl::Status> ChangedLeads::BeginNow() {
  ZAMER_CO_ASSIGN_OR_RETURN(std::string latest, co_await log_.Latest(partition_, absl::Now() + kWatchPatience));
  if (!latest.empty()) cursor_ = std::move(latest);
  co_return absl::OkStatus();
}

asio::awaitable<absl::Status> ChangedLeads::BeginAfter(std::string cursor) {
  if (cursor != kBeforeAll) {
    const std::optional<std::string> before = PlaceBefore(cursor);
    if (!before) co_return Unknown();
    ZAMER_CO_ASSIGN_OR_RETURN(const std::vector<events::LoggedEvent> at,
                              co_await log_.Read(partition_, *before, 1, absl::Now() + kWatchPatience));
    if (at.empty() || events::CompareCursors(at.front().cursor, cursor) != 0) co_return Unknown();
  }
  cursor_ = std::move(cursor);
  co_return absl::OkStatus();
}

asio::awaitable<absl::StatusOr<std::vector<ChangedLeads::Lead>>> ChangedLeads::Next() {
  ZAMER_CO_ASSIGN_OR_RETURN(const std::vector<events::LoggedEvent> logged,
                            co_await log_.Read(partition_, cursor_, kBatch, absl::Now() + kWatchPatience));
  taken_ = logged.size();
  std::set<std::string> seen;
  std::vector<std::string> names;
  for (const events::LoggedEvent& each : logged) {
    v1::LeadEvent event;
    if (!event.ParseFromString(each.bytes)) co_return Internal("an event in the log cannot be read");
    const auto name = LeadName::Parse(event.meta().subject());
    if (!name || name->department != department_ || !seen.insert(event.meta().subject()).second) continue;
    names.push_back(event.meta().subject());
  }
  ZAMER_CO_ASSIGN_OR_RETURN(std::vector<Lead> leads, co_await Read(std::move(names)));
  if (!logged.empty()) cursor_ = logged.back().cursor;
  co_return leads;
}

asio::awaitable<absl::StatusOr<std::vector<ChangedLeads::Lead>>> ChangedLeads::Read(
    std::vector<std::string> names) const {
  std::vector<Lead> leads;
  if (names.empty()) co_return leads;
  std::vector<store::Key> keys;
  keys.reserve(names.size());
  for (const std::string& name : names) keys.push_back(LeadKey(name));
  ZAMER_CO_ASSIGN_OR_RETURN(
      auto reads, co_await parts_.store.GetAll<v1::LeadRecord>(std::move(keys), absl::Now() + kWatchPatience));
  leads.reserve(reads.size());
  for (std::size_t i = 0; i < reads.size(); ++i) {
    leads.push_back({std::move(names[i]), std::move(reads[i].record), reads[i].version});
  }
  co_return leads;
}

asio::awaitable<void> ChangedLeads::Wait(absl::Time deadline) {
  if (taken_ == kBatch) co_return;
  if (taken_ == 0) {
    co_await log_.Grown(partition_).Wait(deadline);
  } else {
    co_await pause_.Wait(std::min(deadline, absl::Now() + kPause));
  }
}

}  // namespace zamer::lead
