// By what a person is found, and who shares a contact with whom, over gRPC, on a real Redis.
#include "tests/store/lead_fixture.h"

namespace zamer::lead {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Fact = v1::LeadEvent;

constexpr char kPhone[] = "+79123456789";

class LeadServiceIdentity : public LeadFixture {
 protected:
  static v1::CreateLeadRequest EmailFrom(const std::string& address) {
    v1::CreateLeadRequest request;
    request.set_parent(kDepartment);
    request.mutable_lead()->add_emails()->set_address(address);
    request.mutable_touch()->set_channel(kSite);
    return request;
  }
  static v1::CreateLeadRequest EnquiryOf(const std::string& name, const std::string& phone = kPhone) {
    v1::CreateLeadRequest request = Enquiry(phone);
    request.mutable_lead()->set_client_name(name);
    return request;
  }
  template <class Request>
  static Request Pair(const std::string& name, const std::string& other) {
    Request request;
    request.set_name(name);
    request.set_other(other);
    return request;
  }
  absl::StatusOr<v1::Lead> Link(const std::string& name, const std::string& other) {
    return Call(Anna(), &Api::LinkHousehold, Pair<v1::LinkHouseholdRequest>(name, other));
  }
  absl::StatusOr<v1::Lead> Unlink(const std::string& name, const std::string& other) {
    return Call(Anna(), &Api::UnlinkHousehold, Pair<v1::UnlinkHouseholdRequest>(name, other));
  }
  absl::StatusOr<v1::Lead> Merge(const std::string& name, const std::string& other) {
    return Call(Anna(), &Api::MergeLeads, Pair<v1::MergeLeadsRequest>(name, other));
  }
  // Boris, who holds the family's phone, and Olga of a messenger, who left it too.
  void MakeFamily() {
    boris_ = Create(EnquiryOf("Борис")).name();
    clock_.Advance(absl::Minutes(1));
    v1::CreateLeadRequest message = Message("olga");
    message.mutable_lead()->set_client_name("Ольга");
    olga_ = Create(message).name();
    ASSERT_THAT(Link(boris_, olga_), IsOk());
    ASSERT_THAT(Capture(olga_, kPhone), IsOk());
  }

  std::string boris_;
  std::string olga_;
};

TEST_F(LeadServiceIdentity, APersonIsFoundByAnEmailHoweverItIsTyped) {
  const v1::Lead lead = Create(EmailFrom(" Anna.B@Mail.RU"));
  ASSERT_EQ(lead.emails_size(), 1);
  EXPECT_EQ(lead.emails(0).address(), "anna.b@mail.ru");
  const v1::Lead again = Create(EmailFrom("anna.b@mail.ru"));
  EXPECT_EQ(again.name(), lead.name());
  EXPECT_EQ(again.touch_count(), 2);
  EXPECT_EQ(again.emails_size(), 1);
  EXPECT_NE(Create(EmailFrom("boris@mail.ru")).name(), lead.name());
}

TEST_F(LeadServiceIdentity, AnAddressThatIsNoneIsRefusedAndNotRepeated) {
  for (const char* address : {"secret", "secret@b@c", "se cret@mail.ru", "@secret.ru"}) {
    const auto refused = Call(Anna(), &Api::CreateLead, EmailFrom(address));
    EXPECT_THAT(refused, StatusIs(Reason::kFieldInvalid));
    EXPECT_EQ(refused.status().ToString().find("secret"), std::string::npos);
  }
}

TEST_F(LeadServiceIdentity, AnAddressInATextIsNotRead) {
  v1::CreateLeadRequest request = Message("user-1");
  request.set_text("write to anna@mail.ru");
  EXPECT_EQ(Create(request).emails_size(), 0);
}

TEST_F(LeadServiceIdentity, APhoneAndAnEmailOfTwoLeadsMakeThemOne) {
  const v1::Lead older = Create(EmailFrom("anna@mail.ru"));
  clock_.Advance(absl::Minutes(1));
  const v1::Lead newer = Create(Enquiry(kPhone));
  v1::CreateLeadRequest both = Enquiry(kPhone);
  both.mutable_lead()->add_emails()->set_address("ANNA@mail.ru");
  const v1::Lead lead = Create(both);
  EXPECT_EQ(lead.name(), older.name());
  EXPECT_EQ(lead.phones_size(), 1);
  EXPECT_EQ(lead.emails_size(), 1);
  EXPECT_EQ(Read(newer.name()).merged_into(), older.name());
}

TEST_F(LeadServiceIdentity, WhereTheyCannotBeMergedThePhoneGoesFirstThenTheIdentityThenTheEmail) {
  const v1::Lead by_email = Create(EmailFrom("anna@mail.ru"));
  const v1::Lead by_identity = Create(Message("anna"));
  const v1::Lead by_phone = Create(Enquiry(kPhone));
  int meeting = 0;
  for (const v1::Lead& lead : {by_email, by_identity, by_phone}) {
    ASSERT_THAT(ApplyBooked(lead.name(), absl::StrCat("m", ++meeting)), IsOk());
  }
  v1::CreateLeadRequest request = Message("anna");
  request.mutable_lead()->add_emails()->set_address("anna@mail.ru");
  EXPECT_EQ(Create(request).name(), by_identity.name());
  request.mutable_lead()->add_phones()->set_raw(kPhone);
  const v1::Lead taken = Create(request);
  EXPECT_EQ(taken.name(), by_phone.name());
  EXPECT_EQ(taken.emails_size(), 0) << "what the others hold stays theirs";
}

TEST_F(LeadServiceIdentity, AnEmailIsForgottenWithThePerson) {
  const v1::Lead lead = Create(EmailFrom("anna@mail.ru"));
  v1::EraseLeadRequest request;
  request.set_name(lead.name());
  ASSERT_THAT(Call(Head(), &Api::EraseLead, request), IsOk());
  EXPECT_EQ(Read(lead.name()).emails_size(), 0);
  EXPECT_NE(Create(EmailFrom("anna@mail.ru")).name(), lead.name());
}

TEST_F(LeadServiceIdentity, AHouseholdIsOnBothLeadsAndToldOnBoth) {
  MakeFamily();
  EXPECT_THAT(Read(boris_).household(), ElementsAre(olga_));
  EXPECT_THAT(Read(olga_).household(), ElementsAre(boris_));
  EXPECT_EQ(CountEvents(Fact::kHouseholdChanged), 2);
  ASSERT_THAT(Unlink(olga_, boris_), IsOk());
  EXPECT_THAT(Read(boris_).household(), IsEmpty());
  EXPECT_THAT(Read(olga_).household(), IsEmpty());
  EXPECT_EQ(CountEvents(Fact::kHouseholdChanged), 4);
}

TEST_F(LeadServiceIdentity, AHouseholdIsMergedNeitherByASharedPhoneNorByHand) {
  MakeFamily();
  const v1::Lead olga = Read(olga_);
  EXPECT_EQ(olga.phones_size(), 1) << "it is her phone too";
  EXPECT_EQ(olga.state(), v1::Lead::PHONE_CAPTURED);
  EXPECT_THAT(Merge(olga_, boris_), StatusIs(Reason::kSameHousehold));
  v1::CreateLeadRequest both = Message("olga");
  both.mutable_lead()->add_phones()->set_raw(kPhone);
  EXPECT_EQ(Create(both).name(), olga_);
  EXPECT_EQ(CountEvents(Fact::kLeadMerged), 0);
  ASSERT_THAT(Unlink(boris_, olga_), IsOk());
  EXPECT_THAT(Merge(olga_, boris_), IsOk());
}

TEST_F(LeadServiceIdentity, AnEnquiryWithASharedPhoneGoesToWhomItNamesElseToItsHolder) {
  MakeFamily();
  EXPECT_EQ(Create(Enquiry(kPhone)).name(), boris_);
  EXPECT_EQ(Create(EnquiryOf("ольга")).name(), olga_);
  EXPECT_EQ(Create(EnquiryOf("Борис")).name(), boris_);
  EXPECT_EQ(Create(EnquiryOf("Виктор")).name(), boris_);
  v1::CreateLeadRequest message = Message("olga");
  message.mutable_lead()->add_phones()->set_raw(kPhone);
  message.mutable_lead()->set_client_name("Борис");
  EXPECT_EQ(Create(message).name(), olga_) << "an identity says more than a name";
  EXPECT_EQ(Read(olga_).touch_count(), 3);
  EXPECT_EQ(Read(boris_).touch_count(), 4);
}

TEST_F(LeadServiceIdentity, AHouseholdGoesOnWithTheLeadThatOneOfItIsMergedInto) {
  const v1::Lead first = Create(Message("first", kSite));
  clock_.Advance(absl::Minutes(1));
  MakeFamily();
  ASSERT_THAT(Merge(boris_, first.name()), IsOk());
  EXPECT_THAT(Merge(olga_, first.name()), StatusIs(Reason::kSameHousehold));
  EXPECT_EQ(Create(EnquiryOf("Ольга")).name(), olga_);
  EXPECT_EQ(Create(Enquiry(kPhone)).name(), first.name());
}

TEST_F(LeadServiceIdentity, AnEarlierMemberWhoIsNamedGetsALaterLead) {
  MakeFamily();
  ASSERT_THAT(Lose(olga_), IsOk());
  clock_.Advance(absl::Hours(24 * 120));
  const v1::Lead later = Create(EnquiryOf("Ольга"));
  EXPECT_EQ(later.previous_lead(), olga_);
  EXPECT_EQ(later.phones_size(), 1);
  EXPECT_EQ(Create(Message("olga")).name(), later.name());
  EXPECT_EQ(Create(EnquiryOf("Ольга")).name(), later.name()) << "and not another one";
  EXPECT_EQ(Create(Enquiry(kPhone)).name(), boris_);
  EXPECT_THAT(Merge(later.name(), boris_), StatusIs(Reason::kSameHousehold));
}

TEST_F(LeadServiceIdentity, ALeadIsLinkedWithAnotherOfItsDepartmentOnly) {
  const v1::Lead lead = Create(Enquiry(kPhone));
  EXPECT_THAT(Link(lead.name(), lead.name()), StatusIs(Reason::kFieldInvalid));
  EXPECT_FALSE(Link(lead.name(), "departments/d2/leads/x").ok());
  EXPECT_THAT(Link(lead.name(), "departments/d1/leads/nobody"), StatusIs(Reason::kLeadNotFound));
}

}  // namespace
}  // namespace zamer::lead
