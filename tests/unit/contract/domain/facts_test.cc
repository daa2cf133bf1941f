#include "services/contract/domain/facts.h"

#include <gtest/gtest.h>

#include "tests/unit/contract/domain/builders.h"

namespace zamer::contract {
namespace {

TEST(ContractFacts, CarryTheCreditTheMoneyAndTheTouch) {
  v1::Contract contract = ContractWith({});
  contract.set_first_touch(false);
  contract.set_meeting("departments/d1/meetings/m1");
  const v1::ContractFacts facts = ContractSigned(contract).contract_signed().contract();
  EXPECT_EQ(facts.lead(), kLead);
  EXPECT_EQ(facts.designer(), Anna().name);
  EXPECT_EQ(facts.total().minor_units(), 100'000);
  EXPECT_EQ(facts.list_total().minor_units(), 110'000);
  EXPECT_EQ(FromTimestamp(facts.sign_time()), TestNow() - absl::Hours(1));
  EXPECT_TRUE(facts.has_first_touch());
  EXPECT_FALSE(facts.first_touch());
  EXPECT_EQ(facts.meeting(), "departments/d1/meetings/m1");
}

TEST(ContractFacts, LeaveUnsetWhatIsNotKnown) {
  v1::Contract contract;
  contract.set_imported(true);
  const v1::ContractFacts facts = ContractSigned(contract).contract_signed().contract();
  EXPECT_TRUE(facts.imported());
  EXPECT_FALSE(facts.has_total());
  EXPECT_FALSE(facts.has_list_total());
  EXPECT_FALSE(facts.has_sign_time());
  EXPECT_FALSE(facts.has_first_touch());
}

TEST(LedgerEntriesRecorded, SayWhatWasPaidUpToEach) {
  const v1::Contract contract = ContractWith(
      {Payment("p1", 100), Entry("c1", v1::LedgerEntry::COST, 7), Entry("r1", v1::LedgerEntry::REFUND, 30)});
  const std::vector<v1::ContractEvent> events = LedgerEntriesRecorded(contract);
  ASSERT_EQ(events.size(), 3u);
  EXPECT_EQ(events[0].ledger_entry_recorded().paid().minor_units(), 100);
  EXPECT_EQ(events[1].ledger_entry_recorded().paid().minor_units(), 100);
  EXPECT_EQ(events[1].ledger_entry_recorded().kind(), v1::LedgerEntry::COST);
  EXPECT_EQ(events[2].ledger_entry_recorded().paid().minor_units(), 70);
  EXPECT_EQ(events[2].ledger_entry_recorded().paid().minor_units(), contract.paid().minor_units());
}

}  // namespace
}  // namespace zamer::contract
