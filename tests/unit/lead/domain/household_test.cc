#include "services/lead/domain/household.h"

#include <absl/strings/str_cat.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/lead/domain/erasure.h"
#include "services/lead/domain/merge.h"
#include "services/lead/domain/one_lead.h"
#include "tests/support/status_matchers.h"
#include "tests/unit/lead/domain/builders.h"

namespace zamer::lead {
namespace {

using Fact = v1::LeadEvent;
using testing::IsOk;
using testing::StatusIs;

constexpr char kShared[] = "+79123456789";

std::string NameOf(std::string_view id) { return absl::StrCat("departments/d1/leads/", std::string(id)); }

Change LeadOf(std::string_view id, const std::string& client_name = {}, Person person = {}) {
  person.client_name = client_name;
  return NewLead(Now(), std::move(person), NameOf(id));
}

TEST(Household, IsToldOnBothOnceAndTakenBack) {
  Change a = LeadOf("a");
  Change b = LeadOf("b");
  ASSERT_THAT(LinkHousehold(a, b), IsOk());
  ASSERT_THAT(LinkHousehold(b, a), IsOk()) << "known already";
  EXPECT_EQ(a.lead().household(0), NameOf("b"));
  EXPECT_EQ(b.lead().household(0), NameOf("a"));
  ASSERT_EQ(FactsOf(a), std::vector{Fact::kHouseholdChanged});
  ASSERT_EQ(FactsOf(b), std::vector{Fact::kHouseholdChanged});
  EXPECT_EQ(a.facts[0].household_changed().other(), NameOf("b"));
  EXPECT_TRUE(a.facts[0].household_changed().linked());

  ASSERT_THAT(UnlinkHousehold(b, a), IsOk());
  ASSERT_THAT(UnlinkHousehold(b, a), IsOk());
  EXPECT_EQ(a.lead().household_size() + b.lead().household_size(), 0);
  EXPECT_EQ(Count(a, Fact::kHouseholdChanged), 2);
  EXPECT_FALSE(a.facts[1].household_changed().linked());
}

TEST(Household, IsNeverMergedUntilItIsTakenBack) {
  Change a = LeadOf("a");
  Change b = LeadOf("b");
  ASSERT_THAT(LinkHousehold(a, b), IsOk());
  EXPECT_THAT(CheckMerge(a.record, b.record), StatusIs(Reason::kSameHousehold));
  EXPECT_THAT(CheckMerge(b.record, a.record), StatusIs(Reason::kSameHousehold));
  ASSERT_THAT(UnlinkHousehold(a, b), IsOk());
  EXPECT_THAT(CheckMerge(a.record, b.record), IsOk());
}

TEST(Household, GoesOnThroughMergesOnBothSides) {
  Change a = LeadOf("a");
  Change b = LeadOf("b");
  ASSERT_THAT(LinkHousehold(a, b), IsOk());
  Change a_survivor = NewLead(Now() - absl::Hours(1), {}, NameOf("a0"));
  ASSERT_THAT(Merge(a_survivor, a), IsOk());
  EXPECT_TRUE(AreHousehold(a_survivor.record, b.record));
  Change b_survivor = NewLead(Now() - absl::Hours(1), {}, NameOf("b0"));
  ASSERT_THAT(Merge(b_survivor, b), IsOk());
  EXPECT_THAT(CheckMerge(a_survivor.record, b_survivor.record), StatusIs(Reason::kSameHousehold));
  ASSERT_THAT(UnlinkHousehold(a_survivor, b_survivor), IsOk());
  EXPECT_THAT(CheckMerge(a_survivor.record, b_survivor.record), IsOk());
}

TEST(Household, HasALimit) {
  Change a = LeadOf("a");
  for (int i = 0; i < kMaxHousehold; ++i) {
    Change other = LeadOf(absl::StrCat("b", i));
    ASSERT_THAT(LinkHousehold(a, other), IsOk());
  }
  Change one_more = LeadOf("c");
  EXPECT_THAT(LinkHousehold(one_more, a), StatusIs(Reason::kFieldInvalid));
  EXPECT_EQ(one_more.lead().household_size(), 0);
}

TEST(Household, IsNotOfLeadsThatAreMerged) {
  Change survivor = NewLead(Now() - absl::Hours(1), {}, NameOf("a0"));
  Change merged = LeadOf("a");
  ASSERT_THAT(Merge(survivor, merged), IsOk());
  Change other = LeadOf("b");
  EXPECT_THAT(LinkHousehold(other, merged), StatusIs(Reason::kIllegalTransition));
}

// Whom an enquiry with the family's phone is for: anna holds it, and both list it.
struct Family {
  Family() {
    Person annas = WithPhone(kShared);
    v1::ExternalIdentity& identity = annas.identities.emplace_back();
    identity.set_channel("departments/d1/channels/vk");
    identity.set_external_id("anna");
    anna = LeadOf("a", "Анна Петрова", annas);
    Person bobs = WithPhone(kShared);
    bobs.keys.clear();
    bobs.phones.emplace_back().set_e164("+79120000000");
    bobs.emails.emplace_back().set_address("bob@mail.ru");
    bob = LeadOf("b", "Борис Петров", bobs);
  }

  std::size_t Choose(const Person& person) const { return ChooseInHousehold({&anna.record, &bob.record}, person); }

  Change anna = LeadOf("a");
  Change bob = LeadOf("b");
};

TEST(ChooseInHousehold, GoesToTheHolderWhereNobodyElseIsNamed) {
  EXPECT_EQ(Family().Choose(WithPhone(kShared)), 0);
  Person stranger = WithPhone(kShared);
  stranger.client_name = "Виктор";
  EXPECT_EQ(Family().Choose(stranger), 0);
  stranger.client_name = "Петров";
  EXPECT_EQ(Family().Choose(stranger), 0) << "that is both their name";
}

TEST(ChooseInHousehold, GoesToWhoseNameIsNamed) {
  Person person = WithPhone(kShared);
  for (const char* name : {"Борис", "борис петров", "Борис Петров Ильич"}) {
    person.client_name = name;
    EXPECT_EQ(Family().Choose(person), 1) << name;
  }
  person.client_name = "Анна";
  EXPECT_EQ(Family().Choose(person), 0);
}

TEST(ChooseInHousehold, GoesToWhoseOwnContactIsNamedAndThatBeforeTheName) {
  Person person = WithPhone(kShared);
  person.emails.emplace_back().set_address("bob@mail.ru");
  EXPECT_EQ(Family().Choose(person), 1);
  v1::ExternalIdentity& identity = person.identities.emplace_back();
  identity.set_channel("departments/d1/channels/vk");
  identity.set_external_id("anna");
  EXPECT_EQ(Family().Choose(person), 0) << "an identity goes before an address";
  person = WithPhone(kShared);
  person.phones.emplace_back().set_e164("+79120000000");
  EXPECT_EQ(Family().Choose(person), 1) << "a phone that is his alone";
  person.client_name = "Анна";
  EXPECT_EQ(Family().Choose(person), 0) << "a name goes before a phone";
}

TEST(LeaveKeys, LeavesTheContactsListedAndFoundByTheirHolder) {
  Person person = WithPhone(kShared);
  person.keys.emplace_back("identity:1");
  LeaveKeys(person, {"a", "b"}, "a");
  Change lead = LeadOf("b");
  LearnContacts(lead.record, person);
  EXPECT_EQ(lead.lead().phones_size(), 1);
  ASSERT_EQ(lead.record.person_keys_size(), 1);
  EXPECT_EQ(lead.record.person_keys(0), "identity:1");
}

TEST(CheckMerge, RefusesAPersonWhoWasForgottenAndOneWithALaterLead) {
  Change erased = LeadOf("a");
  Erase(erased);
  Change past = LeadOf("b");
  past.record.set_successor("c");
  const Change other = LeadOf("d");
  EXPECT_THAT(CheckMerge(other.record, erased.record), StatusIs(Reason::kLeadErased));
  EXPECT_THAT(CheckMerge(past.record, other.record), StatusIs(Reason::kIllegalTransition));
}

TEST(CheckNotOneLead, TellsACycleFromALeadThatWentElsewhere) {
  const Change a = LeadOf("a");
  const Change b = LeadOf("b");
  EXPECT_THAT(CheckNotOneLead(a.lead(), b.lead(), NameOf("a"), NameOf("b")), IsOk());
  EXPECT_THAT(CheckNotOneLead(a.lead(), b.lead(), NameOf("a"), NameOf("a")), StatusIs(Reason::kMergeCycle));
  EXPECT_THAT(CheckNotOneLead(a.lead(), b.lead(), NameOf("c"), NameOf("c")), StatusIs(Reason::kMergeCycle));
  const absl::Status elsewhere = CheckNotOneLead(a.lead(), b.lead(), NameOf("a"), NameOf("c"));
  EXPECT_THAT(elsewhere, StatusIs(Reason::kIllegalTransition));
  EXPECT_THAT(MetadataOf(elsewhere), ::testing::Contains(::testing::Pair("merged_into", NameOf("c"))));
}

}  // namespace
}  // namespace zamer::lead
