#include "services/lead/domain/lineage.h"

#include <absl/strings/str_cat.h>

#include <algorithm>
#include <set>
#include <utility>

#include "services/common/time/timestamps.h"
#include "services/lead/domain/carry.h"
#include "services/lead/domain/carry_list.h"
#include "services/lead/domain/merge.h"

namespace zamer::lead {
namespace {

void ApplyTo(v1::LeadRecord& record, Lineage::Apply apply, absl::Time now) {
  Change change(record, now);
  // What is refused has no effect here either.
  apply(change).IgnoreError();
  CopyOutcomes(change.record, record);
  CopyStage(change.lead(), *record.mutable_lead());
}

// A lead at some moment, as it is wanted and as it was.
struct Moment {
  v1::LeadRecord wanted;
  v1::LeadRecord was;
};

const std::string& IdOf(const v1::Touch& touch) { return touch.touch_id(); }
const std::string& IdOf(const v1::FollowUp& follow_up) { return follow_up.follow_up_id(); }
void SetId(v1::Touch& touch, std::string id) { touch.set_touch_id(std::move(id)); }
void SetId(v1::FollowUp& follow_up, std::string id) { follow_up.set_follow_up_id(std::move(id)); }

// What stays the same of each, whichever lead it is in.
std::string ContentOf(const v1::Touch& touch) {
  return absl::StrCat(touch.time().seconds(), ".", touch.time().nanos(), " ", touch.channel(), " ", touch.campaign(),
                      " ", touch.external_id());
}
std::string ContentOf(const v1::FollowUp& follow_up) {
  return absl::StrCat(follow_up.due_time().seconds(), ".", follow_up.due_time().nanos(), " ", follow_up.kind(), " ",
                      follow_up.note());
}

// What the other lead brings has the ids that it was given when it came first: with less before it, the same count
// would give it the ids of others.
template <class List>
void KeepIds(const List& before, const List& was, List& wanted) {
  using Item = typename List::value_type;
  std::set<std::string> own;
  for (const Item& item : before) own.insert(IdOf(item));
  const auto brought = [&](const Item& item) { return !IdOf(item).empty() && !own.contains(IdOf(item)); };
  List came;
  for (const Item& item : was) {
    if (brought(item)) *came.Add() = item;
  }
  ItemsByKey<Item> known(came, [](const Item& item) { return ContentOf(item); });
  for (Item& item : wanted) {
    if (!brought(item)) continue;
    const Item* const same = known.Take(ContentOf(item));
    // One that the lead had no room for then has an id of its own.
    SetId(item, same != nullptr ? IdOf(*same) : IdOf(item) + "x");
  }
}

// The merge happens again, of what its journal says now.
void Redo(v1::Journal& journal, Moment& moment) {
  moment.was = std::move(*journal.mutable_after());
  moment.wanted = MergeAgain(journal.before(), journal.other(), FromTimestamp(journal.merge_time()));
  const v1::Lead& before = journal.before().lead();
  v1::Lead& wanted = *moment.wanted.mutable_lead();
  KeepIds(before.touches(), moment.was.lead().touches(), *wanted.mutable_touches());
  KeepIds(before.follow_ups(), moment.was.lead().follow_ups(), *wanted.mutable_follow_ups());
  // Where it stands is known better from what has happened since.
  if (wanted.state() == moment.was.lead().state()) CopyStage(moment.was.lead(), wanted);
  *journal.mutable_after() = moment.wanted;
}

// The merges from `first` on happen again, on the lead as it is wanted.
void RedoFrom(Merges& merges, std::size_t first, Moment& moment) {
  for (std::size_t i = first; i < merges.journals.size(); ++i) {
    v1::Journal& journal = merges.journals[i];
    *journal.mutable_before() = Carry(moment.wanted, moment.was, std::move(*journal.mutable_before()), merges.own);
    Redo(journal, moment);
  }
}

}  // namespace

std::optional<std::size_t> Merges::Find(std::string_view id) const {
  const auto found = std::ranges::find(ids, id);
  if (found == ids.end()) return std::nullopt;
  return static_cast<std::size_t>(found - ids.begin());
}

v1::LeadRecord* Lineage::At(std::size_t level) {
  if (level + 1 == levels_.size()) return &present_;
  Merges& above = levels_[level + 1];
  const std::optional<std::size_t> place = above.Find(levels_[level].lead);
  return place ? above.journals[*place].mutable_other() : nullptr;
}

void Lineage::Follow(Apply apply, absl::Time now) {
  for (std::size_t level = 0; level < levels_.size(); ++level) {
    Merges& merges = levels_[level];
    // Merges before that of the lead below know nothing of it.
    const auto below = level > 0 ? merges.Find(levels_[level - 1].lead) : std::nullopt;
    if (below) ApplyTo(*merges.journals[*below].mutable_other(), apply, now);
    if (below) ApplyTo(*merges.journals[*below].mutable_after(), apply, now);
    for (std::size_t i = below ? *below + 1 : 0; i < merges.journals.size(); ++i) {
      ApplyTo(*merges.journals[i].mutable_before(), apply, now);
      ApplyTo(*merges.journals[i].mutable_after(), apply, now);
    }
  }
}

Lineage::Freed Lineage::TakeBack() {
  Merges& first = levels_[1];
  std::size_t next = *first.Find(levels_[0].lead);
  v1::Journal journal = std::move(first.journals[next]);
  first.journals.erase(first.journals.begin() + static_cast<std::ptrdiff_t>(next));
  first.ids.erase(first.ids.begin() + static_cast<std::ptrdiff_t>(next));

  Moment moment{std::move(*journal.mutable_before()), std::move(*journal.mutable_after())};
  for (std::size_t level = 1;; ++level) {
    RedoFrom(levels_[level], next, moment);
    v1::LeadRecord& record = *At(level);
    record = Carry(moment.wanted, moment.was, std::move(record), levels_[level].own);
    if (level + 1 == levels_.size()) break;
    Merges& above = levels_[level + 1];
    const std::size_t place = *above.Find(levels_[level].lead);
    Redo(above.journals[place], moment);
    next = place + 1;
  }
  return {std::move(*journal.mutable_other()), journal.state()};
}

}  // namespace zamer::lead
