// Whether a person may be contacted and by what right, over gRPC, on a real Redis.
#include "tests/store/lead_fixture.h"

namespace zamer::lead {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Fact = v1::LeadEvent;

constexpr char kPhone[] = "+79123456789";

class LeadServiceContact : public LeadFixture {
 protected:
  absl::StatusOr<v1::Lead> SetDoNotContact(const std::string& lead, bool do_not_contact, const std::string& etag = {}) {
    v1::SetDoNotContactRequest request;
    request.set_name(lead);
    request.set_do_not_contact(do_not_contact);
    request.set_reason("asked");
    request.set_etag(etag);
    return Call(Anna(), &Api::SetDoNotContact, request);
  }
  absl::StatusOr<v1::Lead> Plan(const std::string& lead) {
    v1::ScheduleFollowUpRequest request;
    request.set_parent(lead);
    *request.mutable_follow_up()->mutable_due_time() = ToTimestamp(clock_.Now() + absl::Hours(1));
    return Call(Anna(), &Api::ScheduleFollowUp, request);
  }
  absl::StatusOr<v1::Lead> Assign(const std::string& lead, const std::string& employee) {
    v1::AssignLeadRequest request;
    request.set_name(lead);
    request.set_owner(Employee(employee));
    return Call(Head(), &Api::AssignLead, request);
  }
  int FocusSize(const std::string& employee) {
    v1::ListFocusRequest request;
    request.set_parent(Employee(employee));
    request.mutable_ahead()->set_seconds(31 * 24 * 3600);
    const auto focus = Call(Head(), &Api::ListFocus, request);
    EXPECT_THAT(focus, IsOk());
    return focus.ok() ? focus->entries_size() : -1;
  }
  std::vector<std::string> Queued() {
    v1::ListLeadsRequest request;
    request.set_queued(true);
    return List(request);
  }
  // An enquiry in which the person comes in this way.
  static v1::CreateLeadRequest EnquiryBy(v1::Touch::Kind kind, const std::string& phone = kPhone) {
    v1::CreateLeadRequest request = Enquiry(phone);
    request.mutable_touch()->set_kind(kind);
    return request;
  }
};

TEST_F(LeadServiceContact, ADoNotContactEndsTasksRemindersAndAssignmentAtOnce) {
  const v1::Lead lead = Create(Enquiry(kPhone));
  ASSERT_THAT(Plan(lead.name()), IsOk());
  ASSERT_GT(FocusSize("anna"), 0);
  const auto flagged = SetDoNotContact(lead.name(), true);
  ASSERT_THAT(flagged, IsOk());
  EXPECT_TRUE(flagged->do_not_contact());
  EXPECT_EQ(flagged->follow_ups_size(), 0);
  EXPECT_EQ(FocusSize("anna"), 0);
  const v1::LeadEvent told = Events().back();
  EXPECT_EQ(told.meta().subject(), lead.name());
  EXPECT_TRUE(told.do_not_contact_changed().do_not_contact());
  EXPECT_EQ(told.do_not_contact_changed().reason(), "asked");
  EXPECT_THAT(Plan(lead.name()), StatusIs(Reason::kDoNotContact));
  EXPECT_THAT(Assign(lead.name(), "boris"), StatusIs(Reason::kDoNotContact));
  EXPECT_EQ(FireAt(March(4, 12)), 0) << "neither the first response nor the follow-up falls due";
}

TEST_F(LeadServiceContact, OneWhoWaitsLeavesTheQueueAndTakingItBackFindsAnOwner) {
  clock_.Set(March(1, 21));  // Saturday
  const v1::Lead lead = Create(Enquiry(kPhone));
  ASSERT_THAT(Queued(), ElementsAre(lead.name()));
  ASSERT_THAT(SetDoNotContact(lead.name(), true), IsOk());
  EXPECT_THAT(Queued(), IsEmpty());
  FireAt(March(3, 10));
  EXPECT_EQ(Read(lead.name()).owner(), "");
  const auto lifted = SetDoNotContact(lead.name(), false);
  ASSERT_THAT(lifted, IsOk());
  EXPECT_FALSE(lifted->do_not_contact());
  EXPECT_EQ(lifted->owner(), Employee("anna"));
}

TEST_F(LeadServiceContact, ItIsToldOnceAndChecksTheEtag) {
  const v1::Lead lead = Create(Enquiry(kPhone));
  EXPECT_THAT(SetDoNotContact(lead.name(), true, "\"999\""), StatusIs(absl::StatusCode::kAborted));
  ASSERT_THAT(SetDoNotContact(lead.name(), true, lead.etag()), IsOk());
  const std::string etag = Read(lead.name()).etag();
  ASSERT_THAT(SetDoNotContact(lead.name(), true), IsOk());
  EXPECT_EQ(Read(lead.name()).etag(), etag) << "nothing changed";
  EXPECT_EQ(CountEvents(Fact::kDoNotContactChanged), 1);
}

TEST_F(LeadServiceContact, TheClientsOwnEnquiryIsKeptAndTheFlagStays) {
  const v1::Lead lead = Create(Enquiry(kPhone));
  ASSERT_THAT(SetDoNotContact(lead.name(), true), IsOk());
  const v1::Lead again = Create(EnquiryBy(v1::Touch::FORM));
  EXPECT_EQ(again.name(), lead.name());
  EXPECT_EQ(again.touch_count(), 2);
  EXPECT_TRUE(again.do_not_contact());
  EXPECT_EQ(FocusSize("anna"), 0);
  EXPECT_EQ(CountEvents(Fact::kTouchAdded), 1);
  ASSERT_THAT(SetDoNotContact(lead.name(), false), IsOk());
  EXPECT_GT(FocusSize("anna"), 0) << "he still waits for an answer";
}

TEST_F(LeadServiceContact, ItHoldsForAllLeadsOfThePersonAndIsToldOfEach) {
  const v1::Lead past = Create(Enquiry(kPhone));
  ASSERT_THAT(Lose(past.name()), IsOk());
  ASSERT_THAT(SetDoNotContact(past.name(), true), IsOk());
  clock_.Advance(absl::Hours(24 * 120));
  const v1::Lead later = Create(Enquiry(kPhone));
  ASSERT_NE(later.name(), past.name());
  EXPECT_EQ(later.previous_lead(), past.name());
  EXPECT_TRUE(later.do_not_contact());
  EXPECT_EQ(later.owner(), "");
  EXPECT_THAT(Queued(), IsEmpty());
  EXPECT_EQ(CountEvents(Fact::kDoNotContactChanged), 2);

  ASSERT_THAT(SetDoNotContact(past.name(), false), IsOk());
  EXPECT_FALSE(Read(later.name()).do_not_contact()) << "by whichever of his leads";
  ASSERT_THAT(SetDoNotContact(later.name(), true), IsOk());
  EXPECT_TRUE(Read(past.name()).do_not_contact());
}

TEST_F(LeadServiceContact, ItIsOfTheLeadThatAMergedOneGoesOnAs) {
  const v1::Lead survivor = Create(Message("user-1"));
  clock_.Advance(absl::Minutes(1));
  const v1::Lead merged = Create(Enquiry(kPhone));
  ASSERT_THAT(Capture(survivor.name(), kPhone), IsOk());
  const auto flagged = SetDoNotContact(merged.name(), true);
  ASSERT_THAT(flagged, IsOk());
  EXPECT_EQ(flagged->name(), survivor.name());
  EXPECT_TRUE(Read(survivor.name()).do_not_contact());
}

TEST_F(LeadServiceContact, AnOutboundInteractionDespiteItIsKeptAndFlagged) {
  const v1::Lead lead = Create(EnquiryBy(v1::Touch::FORM));
  ASSERT_THAT(Log(lead.name(), OutboundCall()), IsOk());
  ASSERT_THAT(SetDoNotContact(lead.name(), true), IsOk());
  const auto logged = Log(lead.name(), OutboundCall(30));
  ASSERT_THAT(logged, IsOk());
  EXPECT_TRUE(logged->despite_do_not_contact());
  const std::vector<v1::Interaction> all = Interactions(lead.name());
  ASSERT_EQ(all.size(), 2U);
  EXPECT_FALSE(all[0].despite_do_not_contact());
  EXPECT_TRUE(all[1].despite_do_not_contact());
  int told = 0;
  for (const v1::LeadEvent& event : Events()) {
    if (event.interaction_logged().despite_do_not_contact()) ++told;
  }
  EXPECT_EQ(told, 1);
}

TEST_F(LeadServiceContact, EveryContactPointSaysWhereItIsFrom) {
  v1::CreateLeadRequest request = Message("user-1");
  request.mutable_lead()->add_phones()->set_raw(kPhone);
  request.mutable_lead()->add_emails()->set_address("anna@mail.ru");
  request.mutable_touch()->set_kind(v1::Touch::MESSAGE);
  const v1::Lead lead = Create(request);
  ASSERT_EQ(lead.phones_size() + lead.external_identities_size() + lead.emails_size(), 3);
  for (const v1::Consent& consent :
       {lead.phones(0).consent(), lead.external_identities(0).consent(), lead.emails(0).consent()}) {
    EXPECT_EQ(consent.kind(), v1::Consent::OWN_ENQUIRY);
    EXPECT_EQ(consent.channel(), kVk);
    EXPECT_EQ(FromTimestamp(consent.time()), March(3, 12));
    EXPECT_EQ(consent.recorded_by(), Employee("anna"));
  }
}

TEST_F(LeadServiceContact, ACapturedPhoneHasTheConsentThatIsGivenWithIt) {
  const v1::Lead lead = Create(Message("user-1"));
  v1::CapturePhoneRequest request;
  request.set_name(lead.name());
  request.mutable_phone()->set_raw(kPhone);
  request.mutable_phone()->mutable_consent()->set_kind(v1::Consent::SPOKEN);
  request.mutable_phone()->mutable_consent()->set_recorded_by("services/forged");
  const auto captured = Call(Anna(), &Api::CapturePhone, request);
  ASSERT_THAT(captured, IsOk());
  EXPECT_EQ(captured->phones(0).consent().kind(), v1::Consent::SPOKEN);
  EXPECT_EQ(captured->phones(0).consent().recorded_by(), Employee("anna"));
  EXPECT_EQ(FromTimestamp(captured->phones(0).consent().time()), March(3, 12));
}

TEST_F(LeadServiceContact, ACallToASourcedNumberIsFlaggedUntilThePersonEnquires) {
  const v1::Lead lead = Create(EnquiryBy(v1::Touch::COLD));
  EXPECT_EQ(lead.phones(0).consent().kind(), v1::Consent::NONE);
  const auto cold = Log(lead.name(), OutboundCall());
  ASSERT_THAT(cold, IsOk());
  EXPECT_TRUE(cold->without_consent());
  int told = 0;
  for (const v1::LeadEvent& event : Events()) {
    if (event.interaction_logged().without_consent()) ++told;
  }
  EXPECT_EQ(told, 1);
  const v1::Lead again = Create(EnquiryBy(v1::Touch::CALL));
  ASSERT_EQ(again.name(), lead.name());
  EXPECT_EQ(again.phones(0).consent().kind(), v1::Consent::OWN_ENQUIRY);
  const auto warm = Log(lead.name(), OutboundCall());
  ASSERT_THAT(warm, IsOk());
  EXPECT_FALSE(warm->without_consent());
}

TEST_F(LeadServiceContact, ARecordingIsForTheSalesHeadAndForWhoseCallItWas) {
  const v1::Lead lead = Create(Enquiry(kPhone));
  v1::LogInteractionRequest request;
  request.set_parent(lead.name());
  *request.mutable_interaction() = OutboundCall(30);
  request.mutable_interaction()->set_recording_uri("https://pbx/1");
  const auto own = Call(Anna(), &Api::LogInteraction, request);
  ASSERT_THAT(own, IsOk());
  EXPECT_EQ(own->recording_uri(), "https://pbx/1");
  request.mutable_interaction()->set_employee(Employee("boris"));
  request.set_request_id("of-another");
  for (int i = 0; i < 2; ++i) {  // the second is a retry
    const auto of_another = Call(Anna(), &Api::LogInteraction, request);
    ASSERT_THAT(of_another, IsOk());
    EXPECT_EQ(of_another->recording_uri(), "");
  }
  v1::ListInteractionsRequest list;
  list.set_parent(lead.name());
  const auto seen_by = [&](Caller& caller) {
    std::vector<bool> shown;
    const auto page = Call(caller, &Api::ListInteractions, list);
    EXPECT_THAT(page, IsOk());
    if (!page.ok()) return shown;
    for (const v1::Interaction& each : page->interactions()) shown.push_back(!each.recording_uri().empty());
    return shown;
  };
  EXPECT_THAT(seen_by(Anna()), ElementsAre(true, false));
  EXPECT_THAT(seen_by(As("boris", type::v1::LEAD_MANAGER)), ElementsAre(false, true));
  EXPECT_THAT(seen_by(Head()), ElementsAre(true, true));
  EXPECT_THAT(seen_by(Operator()), ElementsAre(false, false));
}

}  // namespace
}  // namespace zamer::lead
