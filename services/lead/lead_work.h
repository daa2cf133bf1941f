// One commit's work on leads: what calls, consumers and timers do alike.
#pragma once
#include <absl/status/statusor.h>
#include <absl/time/time.h>

#include <asio/awaitable.hpp>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "services/common/events/meta.h"
#include "services/common/store/fingerprint.h"
#include "services/common/store/gate.h"
#include "services/common/store/store.h"
#include "services/common/time/clock.h"
#include "services/common/time/ids.h"
#include "services/lead/domain/change.h"
#include "services/lead/domain/drop_out.h"
#include "services/lead/domain/hand_out.h"
#include "services/lead/domain/market.h"
#include "services/lead/domain/roster.h"
#include "services/lead/rosters.h"
#include "zamer/lead/v1/marketing_records.pb.h"

namespace zamer::lead {

// What the service works with; all outlive it. Loop thread only.
struct LeadParts {
  store::Store& store;
  // Enquiries of one person wait for one another here rather than conflict in Redis.
  store::Gate& gate;
  const store::Fingerprint& fingerprint;
  IdSource& ids;
  Rosters& rosters;
};

absl::Status LeadNotFound(std::string_view name);
absl::Status DepartmentNotFound(std::string_view department);

// Lives within one run of a commit's body.
class LeadWork {
 public:
  LeadWork(const LeadParts& parts, store::Transaction& tx, std::string department, events::Cause cause);

  const std::string& department() const { return department_; }
  absl::Time now() const { return cause_.recorded; }
  const LeadParts& parts() const { return parts_; }
  store::Transaction& tx() { return tx_; }

  // The department's roster. NOT_FOUND/DEPARTMENT_NOT_FOUND until the scheduling feed has told of it.
  asio::awaitable<absl::StatusOr<std::shared_ptr<const Roster>>> GetRoster();
  // OK when the channel is empty, `unknown` or there; NOT_FOUND/CHANNEL_NOT_FOUND.
  asio::awaitable<absl::Status> CheckChannel(std::string channel);
  // The same, with its record; an empty one where there is none.
  asio::awaitable<absl::StatusOr<const v1::ChannelRecord*>> GetChannel(std::string channel);

  // The lead, ready to be changed. NOT_FOUND/LEAD_NOT_FOUND; ABORTED/ETAG_STALE.
  asio::awaitable<absl::StatusOr<Change>> Load(std::string name, std::string etag = {});
  // The same, but where the lead was merged, the one it goes on as.
  asio::awaitable<absl::StatusOr<Change>> LoadPresent(std::string name);

  // The pages with the interactions of the lead and of those it absorbed, all read: Get finds them at once.
  asio::awaitable<absl::StatusOr<std::vector<store::Key>>> LoadPages(const v1::LeadRecord& record);
  // All interactions of those pages.
  asio::awaitable<absl::StatusOr<std::vector<v1::Interaction>>> LoadHistory(const v1::LeadRecord& record);
  // Adds an interaction to the lead's last page.
  asio::awaitable<absl::Status> Log(Change& change, v1::Interaction interaction, const std::string& employee);

  // Adds an event to the commit, and to the timeline of the record `of`.
  void Emit(v1::LeadEvent event, std::string_view subject, std::int64_t version, absl::Time occurred,
            std::optional<store::Key> of = std::nullopt);

  // Keeps a change for Finish. One per lead.
  void Stage(Change change, HandOut hand_out = HandOut::kNone);
  // Whose work is staged with kDropOut.
  void SetLeaver(Leaver leaver) { leaver_ = std::move(leaver); }
  // The same for a lead that waits, and that an employee (an id) asks for. One per commit.
  void StageClaim(Change change, std::string employee);
  // Where the queue is looked at next, for the timer that drains it.
  void SetDrain(std::optional<absl::Time> time, std::string token);

  // Logs the calls that were kept from numbers that leads brought, hands out leads by turn, counts open and waiting
  // leads and the market, and writes everything that was staged. The last await of a body: the turn is read here, and
  // everything after that happens at once.
  asio::awaitable<absl::Status> Finish();
  // A lead as this commit leaves it.
  asio::awaitable<absl::StatusOr<v1::Lead>> Show(std::string name);

 private:
  // What a lead was when it was read.
  struct Before {
    std::string counted_for = {};  // owner's id; empty for none
    std::string open_with = {};
    bool queued = false;
    std::optional<MarketPlace> place = std::nullopt;
    std::vector<std::string> person_keys = {};
  };
  struct Staged {
    Change change;
    HandOut hand_out;
    Before before;
  };
  struct Drain {
    std::optional<absl::Time> time;
    std::string token;
  };

  bool NeedsTurn() const;
  void Count(const Staged& staged, v1::TurnRecord& turn);
  void SetDrainOf(v1::TurnRecord& turn) const;
  void Write(Staged& staged);

  const LeadParts& parts_;
  store::Transaction& tx_;
  std::string department_;
  events::Cause cause_;
  std::shared_ptr<const Roster> roster_;
  std::map<std::string, Before> before_;
  std::vector<Staged> staged_;
  Leaver leaver_;
  std::optional<Drain> drain_;
  std::string claimant_;
  bool freed_ = false;
};

}  // namespace zamer::lead
