// Random days of a small department: events with some of everything that is counted, in any order.
#pragma once
#include <rapidcheck/gtest.h>

#include <string>
#include <variant>
#include <vector>

#include "tests/unit/metrics/memory.h"

namespace zamer::metrics::testing {

// Events of one subject, in order.
using Story = std::vector<AnyEvent>;

inline bool Maybe(int percent = 50) { return *rc::gen::inRange(0, 100) < percent; }
inline absl::Time SomeTime() { return Noon(*rc::gen::inRange(-5, 6)) + absl::Minutes(*rc::gen::inRange(-720, 720)); }
inline std::string Someone() { return *rc::gen::element<std::string>("", "anna", "olga"); }
inline std::string LeadId(int lead) { return absl::StrCat("l", lead); }

inline Story LeadStory(int lead, int leads) {
  const std::string id = LeadId(lead);
  lead::v1::LeadEvent created = Created(id, SomeTime(), *rc::gen::element<std::string>("", "vk", "site"),
                                        *rc::gen::element<std::string>("", "Tver", "Omsk"));
  if (Maybe()) created.mutable_lead_created()->set_kind(lead::v1::Touch::MESSAGE);
  created.mutable_lead_created()->set_phone_unknown(Maybe(20));
  created.mutable_lead_created()->set_meeting_unknown(Maybe(20));
  Story story = {created};
  std::int64_t version = 1;
  if (Maybe()) story.push_back(Assigned(id, ++version, Someone(), SomeTime()));
  if (Maybe()) story.push_back(PhoneCaptured(id, ++version, Someone(), SomeTime()));
  if (Maybe()) story.push_back(Attempted(id, ++version, Someone(), SomeTime()));
  if (Maybe()) story.push_back(StateBecame(id, ++version, lead::v1::Lead::LOST, SomeTime()));
  if (Maybe()) story.push_back(StateBecame(id, ++version, lead::v1::Lead::NEW, SomeTime()));
  if (Maybe(30)) {
    lead::v1::LeadEvent touch = AboutLead(id, ++version, SomeTime());
    touch.mutable_touch_added()->mutable_dimensions()->set_channel(Channel("radio"));
    *touch.mutable_touch_added()->mutable_arrive_time() = ToTimestamp(SomeTime());
    if (Maybe()) *touch.mutable_touch_added()->mutable_time() = touch.touch_added().arrive_time();
    story.push_back(touch);
  }
  if (Maybe()) story.push_back(Called(id, ++version, Someone(), SomeTime(), Maybe(), Maybe()));
  if (Maybe()) story.push_back(WroteTo(id, ++version, SomeTime()));
  if (Maybe()) story.push_back(TalkedTo(id, ++version, "call", Noon(), absl::Seconds(30), Maybe()));
  if (Maybe()) story.push_back(TalkedTo(id, ++version, "call", Noon(), absl::Seconds(30), true));
  if (Maybe()) story.push_back(FollowUpOverdue(id, ++version, "f1", Someone(), SomeTime()));
  if (Maybe()) story.push_back(FollowUpDone(id, ++version, "f1", Someone(), SomeTime(), Maybe()));
  if (Maybe()) story.push_back(NextStepMissed(id, ++version, Someone(), SomeTime()));
  // Only into later ones, so that merges end.
  if (lead + 1 < leads && Maybe(40)) {
    story.push_back(Merged(id, ++version, LeadId(*rc::gen::inRange(lead + 1, leads)), SomeTime()));
    if (Maybe()) {
      story.push_back(Unmerged(id, ++version, "", SomeTime()));
      if (Maybe()) story.push_back(Merged(id, ++version, LeadId(*rc::gen::inRange(lead + 1, leads)), SomeTime()));
    }
  }
  if (Maybe()) story.push_back(PhoneCaptured(id, ++version, Someone(), SomeTime()));
  return story;
}

inline Story MeetingStory(int meeting, int leads) {
  const std::string id = absl::StrCat("m", meeting);
  const auto facts = testing::MeetingOf(LeadId(*rc::gen::inRange(0, leads)), SomeTime(), Someone(), "boris");
  Story story = {Booked(id, 1, SomeTime(), facts)};
  switch (*rc::gen::inRange(0, 4)) {
    case 0:
      story.push_back(Held(id, 2, SomeTime(), facts));
      break;
    case 1:
      story.push_back(CalledOff(id, 2, SomeTime(), facts));
      break;
    case 2:
      story.push_back(NotMet(id, 2, SomeTime(), facts));
      break;
    default:
      break;
  }
  return story;
}

inline Story ContractStory(int contract, int leads) {
  const std::string id = absl::StrCat("c", contract);
  auto facts =
      testing::ContractOf(LeadId(*rc::gen::inRange(0, leads)), Maybe(70) ? std::optional(SomeTime()) : std::nullopt,
                          Maybe(80) ? std::optional<std::int64_t>(1000) : std::nullopt, "m0");
  facts.set_first_touch(Maybe());
  Story story = {Signed(id, 1, SomeTime(), facts)};
  if (Maybe()) story.push_back(Paid(id, 2, SomeTime(), 300, facts));
  if (Maybe()) story.push_back(HandedOver(id, 3, SomeTime(), facts));
  if (Maybe()) story.push_back(Revoked(id, 4, SomeTime(), facts));
  return story;
}

inline std::vector<Story> OtherStories() {
  const auto hours = [](int days) { return std::vector<absl::Time>{Noon(days), Noon(days + 1), Noon(days + 20)}; };
  return {
      {Spent("vk", 1, absl::CivilDay(2026, 3, 2), 10), Spent("vk", 2, absl::CivilDay(2026, 3, 2), 70)},
      {Visited("v1", 1, SomeTime(), false), Visited("v1", 2, SomeTime(), Maybe())},
      {Redistributed("r1", Someone(), 3, 1, SomeTime())},
      {MarketUsed("Tver", 1, 1, 0, Noon()), CityDescribed("Tver", 2, 40, Noon(1)),
       MarketUsed("Tver", 3, 2, 40, Noon(2))},
      {NotThere("anna", 1, Noon()), CheckedIn("anna", 2, Noon(), Noon() + absl::Minutes(9), true),
       CheckedIn("anna", 3, Noon(), Noon() + absl::Hours(2), false)},
      {CoverageTold(1, Noon(), hours(0)),
       CoverageTold(2, Noon(*rc::gen::inRange(1, 9)), hours(*rc::gen::inRange(1, 9)))},
  };
}

inline std::vector<Story> SomeStories() {
  const int leads = *rc::gen::inRange(1, 6);
  std::vector<Story> stories;
  stories.reserve(20);
  for (int lead = 0; lead < leads; ++lead) stories.push_back(LeadStory(lead, leads));
  for (int i = *rc::gen::inRange(0, 4); i-- > 0;) stories.push_back(MeetingStory(i, leads));
  for (int i = *rc::gen::inRange(0, 3); i-- > 0;) stories.push_back(ContractStory(i, leads));
  for (Story& story : OtherStories()) stories.push_back(std::move(story));
  return stories;
}

// Tells the stories mixed, each in its own order; now and then something once more.
inline Memory Mixed(const std::vector<Story>& stories) {
  Memory memory;
  std::vector<AnyEvent> told;
  std::vector<std::size_t> next(stories.size());
  std::vector<std::size_t> open(stories.size());
  for (std::size_t i = 0; i < open.size(); ++i) open[i] = i;
  while (!open.empty()) {
    const auto pick = *rc::gen::inRange<std::size_t>(0, open.size());
    const std::size_t story = open[pick];
    told.push_back(stories[story][next[story]++]);
    memory.Tell(told.back());
    if (next[story] == stories[story].size()) open.erase(open.begin() + static_cast<std::ptrdiff_t>(pick));
    if (Maybe(20)) memory.Tell(told[*rc::gen::inRange<std::size_t>(0, told.size())]);
  }
  return memory;
}

}  // namespace zamer::metrics::testing
