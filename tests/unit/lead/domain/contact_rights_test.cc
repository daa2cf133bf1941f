#include "services/lead/domain/contact_rights.h"

#include <gtest/gtest.h>

#include <utility>

#include "services/lead/domain/closing.h"
#include "services/lead/domain/due.h"
#include "services/lead/domain/erasure.h"
#include "services/lead/domain/focus.h"
#include "services/lead/domain/follow_ups.h"
#include "services/lead/domain/interactions.h"
#include "services/lead/domain/merge.h"
#include "services/lead/domain/outcomes.h"
#include "tests/support/status_matchers.h"
#include "tests/unit/lead/domain/builders.h"

namespace zamer::lead {
namespace {

using Fact = v1::LeadEvent;
using testing::IsOk;
using testing::StatusIs;

// A lead with an owner, a follow-up and a running clock, which waits in the queue too: everything that the flag ends.
Change BusyLead() {
  Change change = NewLead(Now(), WithPhone("+79123456789"));
  Assign(change, kAnna, v1::LeadAssigned::TURN);
  v1::FollowUp follow_up;
  *follow_up.mutable_due_time() = ToTimestamp(Now() + absl::Hours(1));
  EXPECT_THAT(ScheduleFollowUp(change, follow_up, kAnna, "follow_up"), IsOk());
  *change.lead().mutable_first_response()->mutable_due_time() = ToTimestamp(Now() + absl::Minutes(30));
  change.record.set_queued(true);
  change.facts.clear();
  return change;
}

v1::Interaction OutboundOf(v1::Interaction::Kind kind) {
  v1::Interaction interaction;
  interaction.set_kind(kind);
  interaction.set_direction(v1::Interaction::OUTBOUND);
  *interaction.mutable_occurred_time() = ToTimestamp(Now());
  return interaction;
}

TEST(DoNotContact, EndsWhateverWouldMakeSomebodyContactThePerson) {
  Change change = BusyLead();
  ASSERT_NE(DueAt(change.record), absl::InfiniteFuture());
  ASSERT_THAT(SetDoNotContact(change, true, "asked"), IsOk());
  EXPECT_TRUE(change.lead().do_not_contact());
  EXPECT_EQ(change.lead().follow_ups_size(), 0);
  EXPECT_FALSE(change.record.queued());
  EXPECT_TRUE(FocusOf(change.record, FocusTimes()).empty());
  EXPECT_EQ(DueAt(change.record), absl::InfiniteFuture());
  EXPECT_EQ(change.lead().owner(), kAnna) << "whose it was stays known";
  ASSERT_EQ(FactsOf(change), std::vector{Fact::kDoNotContactChanged});
  EXPECT_TRUE(change.facts[0].do_not_contact_changed().do_not_contact());
  EXPECT_EQ(change.facts[0].do_not_contact_changed().reason(), "asked");
}

TEST(DoNotContact, IsSetAndTakenBackInAnyStateAndChangesNone) {
  for (int state = v1::Lead::NEW; state <= v1::Lead::DISQUALIFIED; ++state) {
    Change change = NewLead();
    change.lead().set_state(static_cast<v1::Lead::State>(state));
    ASSERT_THAT(SetDoNotContact(change, true, {}), IsOk());
    ASSERT_THAT(SetDoNotContact(change, false, {}), IsOk());
    EXPECT_EQ(change.lead().state(), state);
    EXPECT_EQ(Count(change, Fact::kDoNotContactChanged), 2);
  }
}

TEST(DoNotContact, IsToldOnce) {
  Change change = NewLead();
  ASSERT_THAT(SetDoNotContact(change, false, {}), IsOk());
  EXPECT_TRUE(change.facts.empty());
  ASSERT_THAT(SetDoNotContact(change, true, {}), IsOk());
  ASSERT_THAT(SetDoNotContact(change, true, "again"), IsOk());
  EXPECT_EQ(Count(change, Fact::kDoNotContactChanged), 1);
}

TEST(DoNotContact, StopsTheClockForGoodAndKeepsOneThatWasMissed) {
  Change running = BusyLead();
  ASSERT_THAT(SetDoNotContact(running, true, {}), IsOk());
  ASSERT_THAT(SetDoNotContact(running, false, {}), IsOk());
  EXPECT_EQ(ResponseDueAt(running.record), absl::InfiniteFuture());

  Change missed = BusyLead();
  missed.now = Now() + absl::Hours(1);
  ASSERT_TRUE(MissResponse(missed));
  ASSERT_THAT(SetDoNotContact(missed, true, {}), IsOk());
  EXPECT_TRUE(missed.lead().first_response().late());
  EXPECT_TRUE(missed.lead().first_response().has_due_time());
}

TEST(DoNotContact, RefusesANextStepAndNobodyHasToOwnIt) {
  Change change = BusyLead();
  ASSERT_THAT(SetDoNotContact(change, true, {}), IsOk());
  v1::FollowUp follow_up;
  *follow_up.mutable_due_time() = ToTimestamp(Now() + absl::Hours(1));
  EXPECT_THAT(ScheduleFollowUp(change, follow_up, kAnna, "follow_up"), StatusIs(Reason::kDoNotContact));
  EXPECT_THAT(CheckMayContact(change.lead()), StatusIs(Reason::kDoNotContact));
  const Roster roster(RosterOf({LeadManager(kBoris)}), Now());
  EXPECT_FALSE(NeedsOwner(change.record, roster));
  ASSERT_THAT(SetDoNotContact(change, false, {}), IsOk());
  EXPECT_TRUE(NeedsOwner(change.record, roster)) << "anna does not work here";
}

TEST(DoNotContact, LetsAClientsNoShowsEndWithoutAFollowUp) {
  Change change = NewLead();
  ASSERT_THAT(SetDoNotContact(change, true, {}), IsOk());
  for (const char* meeting : {"departments/d1/meetings/m1", "departments/d1/meetings/m2"}) {
    ASSERT_THAT(MeetingBooked(change, meeting, Now()), IsOk());
    ASSERT_THAT(ClientNoShow(change, meeting, Now()), IsOk());
  }
  EXPECT_EQ(change.lead().follow_ups_size(), 0);
}

TEST(DoNotContact, OutlivesTheClientsOwnEnquiryWhichIsToldAndReopens) {
  Change change = NewLead();
  ASSERT_THAT(Lose(change, "price"), IsOk());
  ASSERT_THAT(SetDoNotContact(change, true, {}), IsOk());
  change.facts.clear();
  AddEnquiry(change, {{}, TouchAt(Now() + absl::Hours(1))});
  EXPECT_EQ(FactsOf(change), (std::vector{Fact::kTouchAdded, Fact::kStateChanged}));
  EXPECT_TRUE(change.lead().do_not_contact());
  EXPECT_TRUE(FocusOf(change.record, FocusTimes()).empty());
}

TEST(DoNotContact, IsKeptByAMergeWhicheverLeadHadIt) {
  for (const bool survivors : {false, true}) {
    Change survivor = NewLead(Now() - absl::Hours(1));
    Change other = BusyLead();
    other.lead().set_name("departments/d1/leads/l2");
    ASSERT_THAT(SetDoNotContact(survivors ? survivor : other, true, {}), IsOk());
    survivor.facts.clear();
    ASSERT_THAT(Merge(survivor, other), IsOk());
    EXPECT_TRUE(survivor.lead().do_not_contact());
    EXPECT_EQ(survivor.lead().follow_ups_size(), 0) << "those that came with the other end too";
    EXPECT_EQ(Count(survivor, Fact::kDoNotContactChanged), survivors ? 0 : 1);
  }
}

TEST(DoNotContact, IsNotTakenBackOfAPersonWhoWasForgotten) {
  Change change = NewLead();
  Erase(change);
  EXPECT_THAT(SetDoNotContact(change, false, {}), StatusIs(Reason::kLeadErased));
  EXPECT_TRUE(change.lead().do_not_contact());
}

TEST(Consent, FollowsFromHowThePersonCame) {
  const std::pair<v1::Touch::Kind, v1::Consent::Kind> cases[] = {
      {v1::Touch::FORM, v1::Consent::OWN_ENQUIRY},
      {v1::Touch::MESSAGE, v1::Consent::OWN_ENQUIRY},
      {v1::Touch::CALL, v1::Consent::OWN_ENQUIRY},
      {v1::Touch::VISIT, v1::Consent::OWN_ENQUIRY},
      {v1::Touch::COLD, v1::Consent::NONE},
      {v1::Touch::MANUAL, v1::Consent::KIND_UNSPECIFIED},
      {v1::Touch::KIND_UNSPECIFIED, v1::Consent::KIND_UNSPECIFIED},
  };
  for (const auto& [touch, kind] : cases) {
    v1::Consent consent;
    CompleteConsent(consent, {touch, "departments/d1/channels/vk", Now(), kAnna});
    EXPECT_EQ(consent.kind(), kind) << v1::Touch::Kind_Name(touch);
    EXPECT_EQ(consent.channel(), "departments/d1/channels/vk");
    EXPECT_EQ(FromTimestamp(consent.time()), Now());
    EXPECT_EQ(consent.recorded_by(), kAnna);
  }
}

TEST(Consent, KeepsWhatIsSaidButForWhoSaysIt) {
  v1::Consent consent;
  consent.set_kind(v1::Consent::FORM);
  consent.set_channel("departments/d1/channels/site");
  *consent.mutable_time() = ToTimestamp(Now() - absl::Hours(1));
  consent.set_recorded_by(kBoris);
  CompleteConsent(consent, {v1::Touch::COLD, "departments/d1/channels/vk", Now(), kAnna});
  EXPECT_EQ(consent.kind(), v1::Consent::FORM);
  EXPECT_EQ(consent.channel(), "departments/d1/channels/site");
  EXPECT_EQ(FromTimestamp(consent.time()), Now() - absl::Hours(1));
  EXPECT_EQ(consent.recorded_by(), kAnna);
}

TEST(Consent, IsLearnedWhenAPersonWhoWasSearchedOutEnquiresHimself) {
  Person person = WithPhone("+79123456789");
  person.phones[0].mutable_consent()->set_kind(v1::Consent::NONE);
  Change change = NewLead(Now(), person);
  person.phones[0].mutable_consent()->set_kind(v1::Consent::OWN_ENQUIRY);
  LearnContacts(change.record, person);
  EXPECT_EQ(change.lead().phones(0).consent().kind(), v1::Consent::OWN_ENQUIRY);
  person.phones[0].mutable_consent()->set_kind(v1::Consent::NONE);
  LearnContacts(change.record, person);
  EXPECT_EQ(change.lead().phones(0).consent().kind(), v1::Consent::OWN_ENQUIRY) << "and is not lost again";
}

TEST(FlagInteraction, MarksOutboundCallsWhereNoPhoneHasAConsent) {
  v1::Lead lead;
  for (const auto kind : {v1::Consent::KIND_UNSPECIFIED, v1::Consent::NONE}) {
    lead.add_phones()->mutable_consent()->set_kind(kind);
    v1::Interaction call = OutboundOf(v1::Interaction::CALL);
    FlagInteraction(lead, call);
    EXPECT_TRUE(call.without_consent());
  }
  v1::Interaction message = OutboundOf(v1::Interaction::MESSAGE);
  FlagInteraction(lead, message);
  EXPECT_FALSE(message.without_consent()) << "only calls are asked for";
  v1::Interaction inbound = OutboundOf(v1::Interaction::CALL);
  inbound.set_direction(v1::Interaction::INBOUND);
  FlagInteraction(lead, inbound);
  EXPECT_FALSE(inbound.without_consent());
  lead.add_phones()->mutable_consent()->set_kind(v1::Consent::SPOKEN);
  v1::Interaction call = OutboundOf(v1::Interaction::CALL);
  FlagInteraction(lead, call);
  EXPECT_FALSE(call.without_consent()) << "one phone with a consent is enough";
}

TEST(FlagInteraction, IsSaidByTheServiceAloneAndTold) {
  Change change = NewLead();
  v1::HistoryPage page;
  v1::Interaction claimed = OutboundOf(v1::Interaction::MESSAGE);
  claimed.set_without_consent(true);
  claimed.set_despite_do_not_contact(true);
  ASSERT_THAT(AddInteraction(change, page, claimed), IsOk());
  EXPECT_FALSE(page.interactions(0).without_consent());
  EXPECT_FALSE(page.interactions(0).despite_do_not_contact());

  ASSERT_THAT(SetDoNotContact(change, true, {}), IsOk());
  change.facts.clear();
  ASSERT_THAT(AddInteraction(change, page, OutboundOf(v1::Interaction::CALL)), IsOk());
  EXPECT_TRUE(page.interactions(1).without_consent());
  EXPECT_TRUE(page.interactions(1).despite_do_not_contact());
  EXPECT_TRUE(change.facts[0].interaction_logged().without_consent());
  EXPECT_TRUE(change.facts[0].interaction_logged().despite_do_not_contact());
}

}  // namespace
}  // namespace zamer::lead
