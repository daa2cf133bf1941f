#include "services/lead/lead_work.h"

#include <algorithm>
#include <utility>

#include "services/common/names/names.h"
#include "services/common/status/errors.h"
#include "services/common/status/macros.h"
#include "services/common/time/timestamps.h"
#include "services/lead/domain/assignment.h"
#include "services/lead/domain/campaigns.h"
#include "services/lead/domain/closing.h"
#include "services/lead/domain/drop_out.h"
#include "services/lead/domain/interactions.h"
#include "services/lead/domain/next_step.h"
#include "services/lead/domain/stages.h"
#include "services/lead/kept_calls.h"
#include "services/lead/lead_records.h"
#include "services/lead/market_counting.h"
#include "services/lead/text_keys.h"

namespace zamer::lead {
namespace {

// A merge's survivor may be merged again; longer chains than this are not made.
constexpr int kMaxMerges = 64;

std::string CountedFor(const v1::LeadRecord& record) {
  return CountsForOwner(record) ? std::string(LastSegment(record.lead().owner())) : std::string();
}

}  // namespace

absl::Status LeadNotFound(std::string_view name) {
  return NotFound(Reason::kLeadNotFound, "There is no such lead: check the name, or list the leads.",
                  {{"lead", std::string(name)}});
}

absl::Status DepartmentNotFound(std::string_view department) {
  return NotFound(Reason::kDepartmentNotFound,
                  "No such department is known here: check the name; if it was made a moment ago, send the "
                  "zamer-position of that answer with this call.",
                  {{"department", std::string(department)}});
}

LeadWork::LeadWork(const LeadParts& parts, store::Transaction& tx, std::string department, events::Cause cause)
    : parts_(parts), tx_(tx), department_(std::move(department)), cause_(std::move(cause)) {}

asio::awaitable<absl::StatusOr<std::shared_ptr<const Roster>>> LeadWork::GetRoster() {
  if (roster_ == nullptr) {
    ZAMER_CO_ASSIGN_OR_RETURN(const auto found, co_await tx_.Get<v1::RosterRecord>(RosterKey(department_)));
    if (!found || !found->has_department()) co_return DepartmentNotFound(department_);
    roster_ = parts_.rosters.Of(department_, *found, now());
  }
  co_return roster_;
}

asio::awaitable<absl::Status> LeadWork::CheckChannel(std::string channel) {
  co_return (co_await GetChannel(std::move(channel))).status();
}

asio::awaitable<absl::StatusOr<const v1::ChannelRecord*>> LeadWork::GetChannel(std::string channel) {
  if (channel.empty() || IsUnknownChannel(channel)) co_return &v1::ChannelRecord::default_instance();
  ZAMER_CO_ASSIGN_OR_RETURN(const auto found, co_await tx_.Get<v1::ChannelRecord>(ChannelKey(channel)));
  if (found) co_return found.record;
  co_return ChannelNotFound(channel);
}

asio::awaitable<absl::StatusOr<Change>> LeadWork::Load(std::string name, std::string etag) {
  ZAMER_CO_ASSIGN_OR_RETURN(const auto found, co_await tx_.Get<v1::LeadRecord>(LeadKey(name)));
  if (!found) co_return LeadNotFound(name);
  ZAMER_CO_RETURN_IF_ERROR(store::CheckEtag(etag, found.version));
  before_.try_emplace(name, Before{CountedFor(*found),
                                   OpenWith(*found),
                                   found->queued(),
                                   MarketPlaceOf(*found),
                                   {found->person_keys().begin(), found->person_keys().end()}});
  co_return Change(*found, now());
}

asio::awaitable<absl::StatusOr<Change>> LeadWork::LoadPresent(std::string name) {
  for (int merges = 0; merges < kMaxMerges; ++merges) {
    ZAMER_CO_ASSIGN_OR_RETURN(Change change, co_await Load(name));
    if (change.lead().state() != v1::Lead::MERGED) co_return change;
    name = change.lead().merged_into();
  }
  co_return Internal("a lead's merges do not end", {{"lead", name}});
}

asio::awaitable<absl::StatusOr<std::vector<store::Key>>> LeadWork::LoadPages(const v1::LeadRecord& record) {
  std::vector<store::Key> leads;
  for (const std::string& id : record.absorbed()) leads.push_back(LeadKey(LeadNameOf(department_, id)));
  ZAMER_CO_RETURN_IF_ERROR(co_await tx_.Prefetch<v1::LeadRecord>(leads));
  std::vector<store::Key> pages;
  const auto add_pages = [&](const v1::LeadRecord& one) {
    for (int page = 0; page < PageCount(one); ++page) pages.push_back(HistoryKey(one.lead().name(), page));
  };
  for (const store::Key& key : leads) {
    ZAMER_CO_ASSIGN_OR_RETURN(const auto absorbed, co_await tx_.Get<v1::LeadRecord>(key));
    if (absorbed) add_pages(*absorbed);
  }
  add_pages(record);
  ZAMER_CO_RETURN_IF_ERROR(co_await tx_.Prefetch<v1::HistoryPage>(pages));
  co_return pages;
}

asio::awaitable<absl::StatusOr<std::vector<v1::Interaction>>> LeadWork::LoadHistory(const v1::LeadRecord& record) {
  ZAMER_CO_ASSIGN_OR_RETURN(const std::vector<store::Key> pages, co_await LoadPages(record));
  std::vector<v1::Interaction> history;
  for (const store::Key& key : pages) {
    ZAMER_CO_ASSIGN_OR_RETURN(const auto page, co_await tx_.Get<v1::HistoryPage>(key));
    if (page) history.insert(history.end(), page->interactions().begin(), page->interactions().end());
  }
  co_return history;
}

asio::awaitable<absl::Status> LeadWork::Log(Change& change, v1::Interaction interaction, const std::string& employee) {
  CompleteInteraction(change.record, interaction, employee, now());
  const store::Key key = HistoryKey(change.lead().name(), NextPage(change.record));
  v1::HistoryPage page;
  // A page that cannot be there yet is not read; the commit refuses if it is there after all.
  if (change.record.own_interaction_count() % kHistoryPage != 0) {
    ZAMER_CO_ASSIGN_OR_RETURN(const auto known, co_await tx_.Get<v1::HistoryPage>(key));
    if (known) page = *known;
  }
  ZAMER_CO_RETURN_IF_ERROR(AddInteraction(change, page, interaction));
  tx_.Put(key, std::move(page));
  co_return absl::OkStatus();
}

void LeadWork::Emit(v1::LeadEvent event, std::string_view subject, std::int64_t version, absl::Time occurred,
                    std::optional<store::Key> of) {
  *event.mutable_meta() = events::MakeMeta(cause_, parts_.ids, subject, version, occurred);
  tx_.Emit(event, std::move(of));
}

void LeadWork::Stage(Change change, HandOut hand_out) {
  Before before = before_[change.lead().name()];
  staged_.push_back({std::move(change), hand_out, std::move(before)});
}

void LeadWork::StageClaim(Change change, std::string employee) {
  claimant_ = std::move(employee);
  Stage(std::move(change), HandOut::kClaim);
}

void LeadWork::SetDrain(std::optional<absl::Time> time, std::string token) { drain_ = Drain{time, std::move(token)}; }

bool LeadWork::NeedsTurn() const {
  return drain_ || std::ranges::any_of(staged_, [&](const Staged& staged) {
           const v1::LeadRecord& record = staged.change.record;
           if (staged.before.queued != record.queued() || staged.before.counted_for != CountedFor(record)) return true;
           if (staged.hand_out == HandOut::kIfNeeded) return NeedsOwner(record, *roster_) && !record.queued();
           return staged.hand_out != HandOut::kNone;
         });
}

void LeadWork::Count(const Staged& staged, v1::TurnRecord& turn) {
  const std::string counted_for = CountedFor(staged.change.record);
  if (counted_for != staged.before.counted_for) {
    if (!staged.before.counted_for.empty()) AddOpenLeads(turn, staged.before.counted_for, -1);
    if (!counted_for.empty()) AddOpenLeads(turn, counted_for, 1);
    // The room that a leaver has now is not for those who wait.
    freed_ = freed_ || (!staged.before.counted_for.empty() && staged.hand_out != HandOut::kDropOut);
  }
  turn.set_queued(std::max(0, turn.queued() + staged.change.record.queued() - staged.before.queued));
}

void LeadWork::SetDrainOf(v1::TurnRecord& turn) const {
  if (!drain_) return;
  turn.set_drain_token(drain_->token);
  turn.clear_drain_time();
  if (drain_->time) *turn.mutable_drain_time() = ToTimestamp(*drain_->time);
}

void LeadWork::Write(Staged& staged) {
  Change& change = staged.change;
  if (staged.hand_out == HandOut::kFromQueue && change.facts.empty() && change.record.queued()) return;
  SettleNextStep(change.record, change.now, roster_->rules().next_step_grace);
  SetTextKeys(change.record, parts_.fingerprint);
  const std::string name = change.lead().name();
  const std::int64_t version = tx_.Put(LeadKey(name), std::move(change.record));
  for (v1::LeadEvent& fact : change.facts) {
    const absl::Time occurred = FromTimestamp(fact.meta().occurred_time());
    Emit(std::move(fact), name, version, occurred, LeadKey(name));
  }
  // Who follows the log sees every version: one that nothing is told of gets an event without a fact.
  if (change.facts.empty()) Emit({}, name, version, change.now);
}

asio::awaitable<absl::Status> LeadWork::Finish() {
  if (staged_.empty() && !drain_) co_return absl::OkStatus();
  ZAMER_CO_RETURN_IF_ERROR(co_await GetRoster());
  std::vector<MarketMove> moves;
  moves.reserve(staged_.size());
  for (Staged& one : staged_) {
    ZAMER_CO_RETURN_IF_ERROR(co_await LogKeptCalls(*this, one.change, one.before.person_keys));
    const bool left =
        one.hand_out == HandOut::kIfNeeded && IsOpenWithAbsent(one.change, one.before.open_with, *roster_);
    if (left) one.hand_out = HandOut::kOwnerOut;
    moves.push_back({one.before.place, MarketPlaceOf(one.change.record)});
  }
  ZAMER_CO_RETURN_IF_ERROR(co_await CountMarket(*this, std::move(moves)));
  if (NeedsTurn()) {
    ZAMER_CO_ASSIGN_OR_RETURN(const auto found, co_await tx_.Get<v1::TurnRecord>(TurnKey(department_)));
    v1::TurnRecord turn = found ? *found : v1::TurnRecord();
    const int queued_before = turn.queued();
    const HandingOut handing_out(*roster_, now(), leaver_, claimant_, turn);
    for (Staged& staged : staged_) {
      handing_out.Give(staged.change, staged.hand_out);
      Count(staged, turn);
    }
    SetDrainOf(turn);
    PlanDrain(turn, queued_before, freed_, *roster_, now());
    tx_.Put(TurnKey(department_), std::move(turn));
  }
  for (Staged& staged : staged_) Write(staged);
  staged_.clear();
  co_return absl::OkStatus();
}

asio::awaitable<absl::StatusOr<v1::Lead>> LeadWork::Show(std::string name) {
  ZAMER_CO_ASSIGN_OR_RETURN(const auto found, co_await tx_.Get<v1::LeadRecord>(LeadKey(name)));
  if (!found) co_return LeadNotFound(name);
  co_return Shown(*found, found.version);
}

}  // namespace zamer::lead
