// Contracts of another system's history, over gRPC, on a real Redis.
#include "tests/store/contract_fixture.h"

namespace zamer::contract {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

using ContractServiceImport = ContractFixture;

TEST_F(ContractServiceImport, AnImportTakesWhatIsRightAndNamesWhatIsNot) {
  v1::ImportContractsRequest batch = BatchOf(3);
  batch.mutable_rows(1)->mutable_total()->set_currency_code("USD");
  const auto done = Call(Operator(), &Api::ImportContracts, batch);
  ASSERT_THAT(done, IsOk());
  ASSERT_THAT(done->results(), SizeIs(3));
  EXPECT_EQ(done->results(1).contract(), "");
  EXPECT_EQ(done->results(1).field(), "total");
  EXPECT_EQ(done->results(1).reason(), "CURRENCY_MISMATCH");
  EXPECT_THAT(ListOf(""), SizeIs(2));

  const v1::Contract contract = Read(done->results(2).contract());
  EXPECT_TRUE(contract.imported());
  EXPECT_FALSE(contract.has_sign_time());
  EXPECT_FALSE(contract.has_first_touch());
  EXPECT_EQ(contract.paid().minor_units(), 500);

  const std::vector<v1::ContractEvent> events = Events();
  ASSERT_THAT(events, SizeIs(4));
  EXPECT_TRUE(events[0].contract_signed().contract().imported());
  EXPECT_FALSE(events[0].meta().has_occurred_time());
  EXPECT_EQ(events[1].ledger_entry_recorded().paid().minor_units(), 500);
}

TEST_F(ContractServiceImport, AnImportDoneAgainChangesNothing) {
  v1::ImportContractsRequest batch = BatchOf(3);
  *batch.add_rows() = batch.rows(0);
  batch.set_request_id("batch-1");
  const auto first = Call(Operator(), &Api::ImportContracts, batch);
  ASSERT_THAT(first, IsOk());
  EXPECT_FALSE(first->results(0).unchanged());
  EXPECT_TRUE(first->results(3).unchanged());
  const auto retried = Call(Operator(), &Api::ImportContracts, batch);
  ASSERT_THAT(retried, IsOk());
  EXPECT_EQ(retried->SerializeAsString(), first->SerializeAsString());

  batch.set_request_id("batch-2");
  const auto again = Call(Operator(), &Api::ImportContracts, batch);
  ASSERT_THAT(again, IsOk());
  for (int i = 0; i < 4; ++i) {
    EXPECT_TRUE(again->results(i).unchanged());
    EXPECT_EQ(again->results(i).contract(), first->results(i).contract());
  }
  EXPECT_THAT(Events(), SizeIs(6));
}

TEST_F(ContractServiceImport, ARehearsedImportSaysTheSameAndWritesNothing) {
  v1::ImportContractsRequest batch = BatchOf(2);
  batch.mutable_rows(1)->mutable_ledger(0)->mutable_amount()->set_minor_units(0);
  batch.set_validate_only(true);
  const auto rehearsed = Call(Operator(), &Api::ImportContracts, batch);
  batch.set_validate_only(false);
  ASSERT_THAT(rehearsed, IsOk());
  EXPECT_THAT(ListOf(""), IsEmpty());
  EXPECT_THAT(Events(), IsEmpty());
  EXPECT_EQ(rehearsed->SerializeAsString(), Call(Operator(), &Api::ImportContracts, batch)->SerializeAsString());
}

TEST_F(ContractServiceImport, ARowOfAnotherSystemIsAnotherContract) {
  v1::ImportContractsRequest batch = BatchOf(1);
  const std::string one = Call(Operator(), &Api::ImportContracts, batch)->results(0).contract();
  batch.set_system("bitrix");
  batch.clear_request_id();
  EXPECT_NE(Call(Operator(), &Api::ImportContracts, batch)->results(0).contract(), one);
}

}  // namespace
}  // namespace zamer::contract
