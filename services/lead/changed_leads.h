// Which leads of a department change, as the service's own log tells it.
#pragma once
#include <absl/status/status.h>
#include <absl/status/statusor.h>
#include <absl/time/time.h>

#include <asio/awaitable.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "services/common/events/event_log.h"
#include "services/common/events/signal.h"
#include "services/lead/lead_work.h"
#include "zamer/lead/v1/lead_records.pb.h"

namespace zamer::lead {

// How long a watch waits for Redis before it ends with an error; its caller then resumes it.
inline constexpr absl::Duration kWatchPatience = absl::Seconds(5);

// A place in the log that moves on. Every version of a lead is told by an event of the commit that made it, whichever
// replica that was. Loop thread only.
class ChangedLeads {
 public:
  ChangedLeads(const LeadParts& parts, events::EventLog& log, std::string department);

  // Begins with what comes next.
  asio::awaitable<absl::Status> BeginNow();
  // Begins after a place that was given before. OUT_OF_RANGE/CURSOR_UNKNOWN for one that the log does not have.
  asio::awaitable<absl::Status> BeginAfter(std::string cursor);
  // What to begin after in order to go on from here.
  const std::string& cursor() const { return cursor_; }

  struct Lead {
    std::string name;
    std::optional<v1::LeadRecord> record;
    std::int64_t version = 0;
  };
  // The leads that the next events of the log are about, some hundred events at most: each once, as it is now.
  asio::awaitable<absl::StatusOr<std::vector<Lead>>> Next();

  // Returns when there may be more to read, at the latest at `deadline`: after a short while where the log has grown
  // lately, so that what changes together is told together. No await may be between this and a Next without leads.
  asio::awaitable<void> Wait(absl::Time deadline);

 private:
  asio::awaitable<absl::StatusOr<std::vector<Lead>>> Read(std::vector<std::string> names) const;

  const LeadParts& parts_;
  events::EventLog& log_;
  const std::string department_;  // id
  const std::uint32_t partition_;
  std::string cursor_;
  // How many events Next has read.
  std::size_t taken_ = 0;
  events::Signal pause_;
};

}  // namespace zamer::lead
