// Whatever way the events come, the counters are the same, and the same as a recount.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <string>
#include <variant>
#include <vector>

#include "tests/unit/metrics/stories.h"

namespace zamer::metrics {
namespace {

using namespace testing;  // NOLINT(google-build-using-namespace): the vocabulary of told.h

RC_GTEST_PROP(Counters, AreTheSameInAnyOrderOfSubjectsAndWithRepetitions, ()) {
  const std::vector<Story> stories = SomeStories();
  Memory straight;
  for (const Story& story : stories) {
    for (const AnyEvent& event : story) straight.Tell(event);
  }
  RC_ASSERT(Mixed(stories).counters() == straight.counters());
  RC_ASSERT(Mixed(stories).counters() == straight.counters());
}

bool IsMerge(const AnyEvent& event) {
  const auto* told = std::get_if<lead::v1::LeadEvent>(&event);
  return told != nullptr && (told->has_lead_merged() || told->has_lead_unmerged());
}

RC_GTEST_PROP(Counters, AreThoseOfLeadsThatNeverMetOnceAllMergesAreTakenBack, ()) {
  std::vector<Story> stories = SomeStories();
  std::vector<Story> apart = stories;
  for (Story& story : apart) std::erase_if(story, IsMerge);
  for (Story& story : stories) {
    if (std::ranges::none_of(story, IsMerge)) continue;
    const std::string id = Id(std::get<lead::v1::LeadEvent>(story.front()).meta().subject());
    story.push_back(Unmerged(id, 100, "", Noon()));
  }
  RC_ASSERT(Mixed(stories).counters() == Mixed(apart).counters());
}

RC_GTEST_PROP(Counters, AreTheSumOfWhatAllFactsContribute, ()) {
  const Memory memory = Mixed(SomeStories());
  RC_ASSERT(memory.counters() == memory.Recounted());
}

}  // namespace
}  // namespace zamer::metrics
