// Leads that are merged and go free, as the service keeps them, beside the same leads in a world without merges.
#pragma once
#include <gtest/gtest.h>

#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "services/common/names/names.h"
#include "services/lead/domain/carry.h"
#include "services/lead/domain/interactions.h"
#include "services/lead/domain/lineage.h"
#include "services/lead/domain/merge.h"
#include "services/lead/domain/unmerge.h"
#include "tests/support/status_matchers.h"
#include "tests/unit/lead/domain/builders.h"

namespace zamer::lead {

class MergeWorld {
 public:
  using Act = std::function<absl::Status(Change&)>;

  void Add(v1::LeadRecord record) {
    const std::string id(LastSegment(record.lead().name()));
    twins_[id] = record;
    leads_[id] = std::move(record);
  }

  const v1::LeadRecord& Lead(const std::string& id) const { return leads_.at(id); }
  // The lead as it would be had nothing ever been merged.
  const v1::LeadRecord& Twin(const std::string& id) const { return twins_.at(id); }
  bool IsMerged(const std::string& id) const { return Lead(id).lead().state() == v1::Lead::MERGED; }
  std::string Present(std::string id) const {
    while (IsMerged(id)) id = std::string(LastSegment(Lead(id).lead().merged_into()));
    return id;
  }
  std::vector<std::string> Merged() const {
    std::vector<std::string> ids;
    for (const auto& [id, record] : leads_) {
      if (IsMerged(id)) ids.push_back(id);
    }
    return ids;
  }

  // Merges the leads that the two go on as; nothing where that is refused.
  void Merge(const std::string& a, const std::string& b) {
    std::string first = Present(a);
    std::string second = Present(b);
    if (first == second) return;
    if (!IsOlder(Lead(first).lead(), Lead(second).lead())) std::swap(first, second);
    Change survivor(Lead(first), now_);
    Change other(Lead(second), now_);
    absl::StatusOr<v1::Journal> journal = lead::Merge(survivor, other);
    if (!journal.ok()) return;
    journals_[second] = *std::move(journal);
    leads_[first] = std::move(survivor.record);
    leads_[second] = std::move(other.record);
  }

  void Unmerge(const std::string& id) {
    Lineage lineage = LineageOf(id);
    ASSERT_THAT(CheckUnmerge(Lead(id).lead(), lineage), testing::IsOk());
    const std::string top = Present(id);
    Lineage::Freed freed = lineage.TakeBack();
    journals_.erase(id);
    leads_[id] = std::move(freed.record);
    leads_[top] = *lineage.At(lineage.levels().size() - 1);
    Keep(lineage);
  }

  // Something is done to the lead, here to the one that it goes on as: it counts for that one.
  void Do(const std::string& id, const Act& act) {
    const std::string present = Present(id);
    v1::LeadRecord lead = leads_[present];
    v1::LeadRecord twin = twins_[present];
    // What one of them may not, because it is closed, is done to none.
    if (!Apply(lead, act) || !Apply(twin, act)) return;
    leads_[present] = std::move(lead);
    twins_[present] = std::move(twin);
  }

  // Somebody tries to reach the client.
  void Call(const std::string& id, absl::Time when) {
    v1::Interaction call;
    call.set_kind(v1::Interaction::CALL);
    call.set_direction(v1::Interaction::OUTBOUND);
    call.set_employee(kBoris);
    call.mutable_talk_duration()->set_seconds(60);
    *call.mutable_occurred_time() = ToTimestamp(when);
    own_[Present(id)].push_back(call);
    Do(id, [&](Change& change) {
      v1::HistoryPage page;
      return AddInteraction(change, page, call);
    });
  }

  // What scheduling and contract tell of a lead under its own name.
  void Tell(const std::string& id, const Act& act) {
    Apply(leads_[Present(id)], act);
    Apply(twins_[id], act);
    Lineage lineage = LineageOf(id);
    lineage.Follow(act, now_);
    Keep(lineage);
  }

  void Pass(absl::Duration time) { now_ += time; }
  absl::Time now() const { return now_; }

 private:
  bool Apply(v1::LeadRecord& record, const Act& act) const {
    Change change(record, now_);
    const bool done = act(change).ok();
    record = std::move(change.record);
    return done;
  }

  Lineage LineageOf(const std::string& id) {
    std::vector<std::string> path = {id};
    while (IsMerged(path.back())) path.emplace_back(LastSegment(Lead(path.back()).lead().merged_into()));
    std::vector<Merges> levels(path.size());
    const v1::LeadRecord* record = &leads_[path.back()];
    for (std::size_t level = path.size(); level-- > 0;) {
      levels[level].lead = path[level];
      levels[level].own = own_[path[level]];
      for (const std::string& merged : record->merges()) {
        levels[level].ids.push_back(merged);
        levels[level].journals.push_back(journals_.at(merged));
      }
      if (level > 0) record = &journals_.at(path[level - 1]).other();
    }
    return {std::move(levels), leads_[path.back()]};
  }

  void Keep(const Lineage& lineage) {
    for (const Merges& merges : lineage.levels()) {
      for (std::size_t i = 0; i < merges.ids.size(); ++i) journals_[merges.ids[i]] = merges.journals[i];
    }
  }

  absl::Time now_ = Now();
  std::map<std::string, v1::LeadRecord> leads_;
  std::map<std::string, v1::LeadRecord> twins_;
  std::map<std::string, v1::Journal> journals_;
  std::map<std::string, std::vector<v1::Interaction>> own_;
};

}  // namespace zamer::lead
