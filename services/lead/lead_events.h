// What the lead service does when others' events come in and when something falls due.
#pragma once
#include <absl/status/status.h>
#include <absl/time/time.h>

#include <asio/awaitable.hpp>
#include <string>
#include <vector>

#include "services/common/events/consumer.h"
#include "services/lead/lead_work.h"
#include "zamer/contract/v1/contract_events.pb.h"
#include "zamer/scheduling/v1/scheduling_events.pb.h"

namespace zamer::lead {

// Reactions to the feeds of scheduling and contract, and to timers. Loop thread only.
class LeadEvents {
 public:
  LeadEvents(const LeadParts& parts, const Clock& clock) : parts_(parts), clock_(clock) {}

  // Departments and people become the roster; meetings move leads. NOT_FOUND/LEAD_NOT_FOUND for a meeting of a lead
  // that was never here: such an event becomes a dead letter.
  asio::awaitable<absl::Status> ApplyScheduling(store::Transaction& tx, const events::FeedEvent& event);
  // Contracts move leads.
  asio::awaitable<absl::Status> ApplyContract(store::Transaction& tx, const events::FeedEvent& event);
  // Read the leads of a batch ahead.
  asio::awaitable<absl::Status> PrefetchScheduling(store::Transaction& tx, const std::vector<events::FeedEvent>& batch);
  asio::awaitable<absl::Status> PrefetchContract(store::Transaction& tx, const std::vector<events::FeedEvent>& batch);

  // A lead's response or follow-up is due, the queue is to be handed out, or a redistribution is to go on.
  asio::awaitable<absl::Status> Fire(store::Transaction& tx, const store::Key& key, absl::Time due);

 private:
  asio::awaitable<absl::Status> ChangeRoster(store::Transaction& tx, scheduling::v1::SchedulingEvent event);
  // Somebody is out: what he has open goes to others, beginning with the next look at the timers.
  asio::awaitable<absl::Status> BeginDropOut(store::Transaction& tx, std::string employee);
  asio::awaitable<absl::Status> FireLead(store::Transaction& tx, store::Key key);
  // Goes on with a redistribution for a while; each page is a commit of its own.
  asio::awaitable<absl::Status> GoOn(store::Key redistribution);
  // Hands out a page of the queue, the longest waiting first; the next page is due at once, the next look when the next
  // shift starts.
  asio::awaitable<absl::Status> DrainQueue(store::Transaction& tx, store::Key key);
  LeadWork Work(store::Transaction& tx, std::string_view department) const;

  const LeadParts& parts_;
  const Clock& clock_;
};

}  // namespace zamer::lead
