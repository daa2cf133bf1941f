#include "services/lead/domain/erasure.h"

#include <gtest/gtest.h>

#include "services/lead/domain/first_response.h"
#include "tests/support/status_matchers.h"
#include "tests/unit/lead/domain/builders.h"

namespace zamer::lead {
namespace {

using Fact = v1::LeadEvent;

Change KnownLead() {
  Person person = WithPhone("+79123456789");
  person.client_name = "Olga";
  person.city = "Samara";
  Change lead = NewLead(Now(), person);
  lead.lead().add_follow_ups()->set_note("call Olga");
  (*lead.lead().mutable_touches(0)->mutable_tags())["yclid"] = "77";
  return lead;
}

TEST(ErasePersonal, ClearsPersonalFieldsAtAnyDepthAndNothingElse) {
  v1::HistoryPage page;
  v1::Interaction& message = *page.add_interactions();
  message.set_text("my number is 8 912 345-67-89");
  message.set_recording_uri("https://recordings/1");
  message.set_interaction_id("1");
  ErasePersonal(page);
  ASSERT_EQ(page.interactions_size(), 1);
  EXPECT_EQ(page.interactions(0).text(), "");
  EXPECT_EQ(page.interactions(0).recording_uri(), "");
  EXPECT_EQ(page.interactions(0).interaction_id(), "1");
}

TEST(Erase, LeavesWhatIsCountedAndNothingOfThePerson) {
  Change lead = KnownLead();
  Erase(lead);
  EXPECT_TRUE(lead.lead().erased());
  EXPECT_TRUE(lead.lead().do_not_contact());
  EXPECT_EQ(lead.lead().client_name(), "");
  EXPECT_EQ(lead.lead().phones_size(), 0);
  EXPECT_EQ(lead.lead().follow_ups_size(), 0);
  EXPECT_EQ(lead.lead().touches(0).tags_size(), 0);
  EXPECT_EQ(lead.record.person_keys_size(), 0);
  EXPECT_EQ(lead.lead().state(), v1::Lead::PHONE_CAPTURED);
  EXPECT_TRUE(lead.record.phone_captured());
  EXPECT_EQ(lead.lead().touches(0).channel(), "departments/d1/channels/vk");
  EXPECT_EQ(lead.lead().city(), "Samara");
  EXPECT_EQ(FactsOf(lead), (std::vector{Fact::kDoNotContactChanged, Fact::kLeadErased}));
  EXPECT_EQ(ResponseDueAt(lead.record), absl::InfiniteFuture());
}

TEST(Erase, HappensOnce) {
  Change lead = KnownLead();
  Erase(lead);
  lead.facts.clear();
  Erase(lead);
  EXPECT_TRUE(lead.facts.empty());
  EXPECT_THAT(CheckNotErased(lead.lead()), testing::StatusIs(absl::StatusCode::kFailedPrecondition));
}

TEST(Erase, IsNotUndoneByWhatIsLearnedLater) {
  Change lead = KnownLead();
  Erase(lead);
  Person person = WithPhone("+79123456789");
  person.client_name = "Olga";
  AddEnquiry(lead, {person, TouchAt(Now() + absl::Hours(1))});
  EXPECT_EQ(lead.lead().phones_size(), 0);
  EXPECT_EQ(lead.lead().client_name(), "");
  EXPECT_EQ(lead.lead().touch_count(), 2) << "it is counted all the same";
}

}  // namespace
}  // namespace zamer::lead
