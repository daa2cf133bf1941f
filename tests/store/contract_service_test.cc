// The contract service's promises, over gRPC, on a real Redis.
#include "tests/store/contract_fixture.h"

namespace zamer::contract {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;
using ::testing::SizeIs;

using ContractServiceTest = ContractFixture;

TEST_F(ContractServiceTest, AContractGoesFromTheEstimateToProduction) {
  ApplyHeld("l1", "m1");
  const v1::Estimate estimate = MakeEstimate("l1", 100'000, 10'000);
  EXPECT_EQ(estimate.state(), v1::Estimate::DRAFT);
  EXPECT_EQ(estimate.etag(), "\"1\"");

  const auto contract = Sign(Anna(), estimate.name());
  ASSERT_THAT(contract, IsOk());
  EXPECT_EQ(contract->designer(), kAnna);
  EXPECT_TRUE(contract->first_touch());
  EXPECT_EQ(contract->meeting(), "departments/d1/meetings/m1");
  EXPECT_THAT(HandOver(Anna(), contract->name()), StatusIs(Reason::kPrepaymentMissing));

  EXPECT_EQ(Pay(contract->name(), "p1", 45'000)->state(), v1::Contract::PREPAID);
  const auto order = HandOver(Anna(), contract->name());
  ASSERT_THAT(order, IsOk());
  EXPECT_EQ(LastSegment(order->name()), LastSegment(contract->name()));
  EXPECT_FALSE(order->forced());
  EXPECT_EQ(Read(contract->name()).state(), v1::Contract::IN_PRODUCTION);

  v1::GetProductionOrderRequest get;
  get.set_name(order->name());
  EXPECT_EQ(Call(Boris(), &Api::GetProductionOrder, get)->contract(), contract->name());

  const std::vector<v1::ContractEvent> events = Events();
  ASSERT_THAT(events, SizeIs(5));
  EXPECT_EQ(events[0].estimate_changed().state(), v1::Estimate::DRAFT);
  EXPECT_EQ(events[1].estimate_changed().state(), v1::Estimate::SIGNED);
  EXPECT_EQ(events[2].contract_signed().contract().designer(), kAnna);
  EXPECT_EQ(events[3].ledger_entry_recorded().paid().minor_units(), 45'000);
  EXPECT_EQ(events[4].contract_handed_over().production_order(), order->name());
  EXPECT_EQ(events[2].meta().actor(), kAnna);
  EXPECT_EQ(events[2].meta().subject(), contract->name());
  EXPECT_EQ(events[2].meta().department(), kDepartment);
  EXPECT_EQ(events[4].meta().version(), 3);
}

TEST_F(ContractServiceTest, TwoHundredHandOversMakeOneOrder) {
  const v1::Contract contract = MakeContract("l1");
  ASSERT_THAT(Pay(contract.name(), "p1", 50'000), IsOk());
  std::vector<v1::HandOverToProductionRequest> requests(200);
  for (auto& request : requests) {
    request.set_name(contract.name());
    request.set_request_id(NextRequest());
  }
  int made = 0;
  for (const auto& answer : CallAll("anna", type::v1::DESIGNER, &Api::HandOverToProduction, requests)) {
    if (answer.ok()) {
      ++made;
    } else {
      EXPECT_THAT(answer, StatusIs(Reason::kAlreadyHandedOver));
      EXPECT_THAT(
          MetadataOf(answer.status()),
          Contains(Pair("production_order", Child(kDepartment, "productionOrders", LastSegment(contract.name())))));
    }
  }
  EXPECT_EQ(made, 1);
  int events = 0;
  for (const v1::ContractEvent& event : Events()) events += event.has_contract_handed_over();
  EXPECT_EQ(events, 1);
}

TEST_F(ContractServiceTest, ARetriedHandOverGivesTheSameOrder) {
  const v1::Contract contract = MakeContract("l1");
  v1::HandOverToProductionRequest request;
  request.set_name(contract.name());
  request.set_force(true);
  request.set_request_id("once");
  const auto first = Call(Head(), &Api::HandOverToProduction, request);
  const auto again = Call(Head(), &Api::HandOverToProduction, request);
  ASSERT_THAT(first, IsOk());
  ASSERT_THAT(again, IsOk());
  EXPECT_EQ(first->SerializeAsString(), again->SerializeAsString());
  EXPECT_TRUE(again->forced());
}

TEST_F(ContractServiceTest, APaymentReportedByManyClientsCountsOnce) {
  const v1::Contract contract = MakeContract("l1");
  std::vector<v1::RecordPaymentRequest> requests(200, PaymentOf(contract.name(), "bank-1", 30'000));
  for (auto& request : requests) request.set_request_id(NextRequest());
  for (const auto& answer : CallAll("bank", type::v1::SERVICE, &Api::RecordPayment, requests)) {
    ASSERT_THAT(answer, IsOk());
    EXPECT_EQ(answer->paid().minor_units(), 30'000);
  }
  EXPECT_THAT(Read(contract.name()).ledger(), SizeIs(1));
  EXPECT_THAT(Pay(contract.name(), "bank-1", 30'001), StatusIs(Reason::kPaymentIdReused));
}

TEST_F(ContractServiceTest, PaymentsAtTheSameTimeAllCount) {
  const v1::Contract contract = MakeContract("l1");
  std::vector<v1::RecordPaymentRequest> requests;
  for (int i = 0; i < 200; ++i) {
    requests.push_back(PaymentOf(contract.name(), absl::StrCat("p", i), 100));
    requests.back().set_request_id(NextRequest());
  }
  for (const auto& answer : CallAll("bank", type::v1::SERVICE, &Api::RecordPayment, requests)) {
    EXPECT_THAT(answer, IsOk());
  }
  const v1::Contract after = Read(contract.name());
  EXPECT_EQ(after.paid().minor_units(), 20'000);
  EXPECT_THAT(after.ledger(), SizeIs(200));
}

TEST_F(ContractServiceTest, AnEstimateSignedTwiceAtTheSameTimeIsOneContract) {
  ApplyHeld("l1", "m1");
  const v1::Estimate estimate = MakeEstimate("l1");
  std::vector<v1::SignContractRequest> requests(20);
  for (auto& request : requests) {
    request.set_estimate(estimate.name());
    request.set_request_id(NextRequest());
  }
  int made = 0;
  for (const auto& answer : CallAll("anna", type::v1::DESIGNER, &Api::SignContract, requests)) {
    made += answer.ok();
    if (!answer.ok()) EXPECT_THAT(answer, StatusIs(Reason::kContractAlreadyExists));
  }
  EXPECT_EQ(made, 1);
  EXPECT_THAT(ListOf("l1"), SizeIs(1));
}

TEST_F(ContractServiceTest, AnApprovalIsForExactlyTheVersionThatWasSeen) {
  ApplyHeld("l1", "m1");
  const v1::Estimate seen = MakeEstimate("l1", 100'000, 20'000);
  EXPECT_EQ(seen.state(), v1::Estimate::APPROVAL_PENDING);
  EXPECT_THAT(Sign(Anna(), seen.name()), StatusIs(Reason::kDiscountOverLimit));

  v1::UpdateEstimateRequest update;
  *update.mutable_estimate() = seen;
  *update.mutable_estimate()->mutable_discount() = Rub(40'000);
  ASSERT_THAT(Call(Anna(), &Api::UpdateEstimate, update), IsOk());

  v1::ApproveEstimateRequest approve;
  approve.set_name(seen.name());
  approve.set_etag(seen.etag());
  EXPECT_THAT(Call(Head(), &Api::ApproveEstimate, approve), StatusIs(Reason::kEtagStale));
  approve.set_etag("\"2\"");
  const auto approved = Call(Head(), &Api::ApproveEstimate, approve);
  ASSERT_THAT(approved, IsOk());
  EXPECT_EQ(approved->state(), v1::Estimate::APPROVED);
  EXPECT_THAT(Sign(Anna(), seen.name()), IsOk());
}

TEST_F(ContractServiceTest, AChangeAfterTheApprovalVoidsIt) {
  ApplyHeld("l1", "m1");
  const v1::Estimate estimate = MakeEstimate("l1", 100'000, 20'000);
  v1::ApproveEstimateRequest approve;
  approve.set_name(estimate.name());
  approve.set_etag(estimate.etag());
  v1::UpdateEstimateRequest update;
  *update.mutable_estimate() = *Call(Head(), &Api::ApproveEstimate, approve);
  *update.mutable_estimate()->mutable_discount() = Rub(20'001);
  update.mutable_update_mask()->add_paths("discount");
  EXPECT_EQ(Call(Anna(), &Api::UpdateEstimate, update)->state(), v1::Estimate::APPROVAL_PENDING);
  EXPECT_THAT(Sign(Anna(), estimate.name()), StatusIs(Reason::kDiscountOverLimit));
}

TEST_F(ContractServiceTest, ASignatureNeedsAHeldMeeting) {
  EXPECT_THAT(Sign(Anna(), MakeEstimate("l1").name()), StatusIs(Reason::kMeetingNotHeld));
}

TEST_F(ContractServiceTest, FirstTouchIsFrozenAtTheSignature) {
  ApplyHeld("l1", "late", absl::Hours(1));
  const v1::Contract contract = Sign(Anna(), MakeEstimate("l1").name()).value();
  EXPECT_TRUE(contract.first_touch());
  ApplyHeld("l1", "earlier", absl::Hours(100));
  EXPECT_TRUE(Read(contract.name()).first_touch());
  EXPECT_FALSE(Sign(Anna(), MakeEstimate("l1").name())->first_touch());
}

TEST_F(ContractServiceTest, MeetingsAndContractsOfAMergedLeadFollowItsSurvivor) {
  const v1::Contract of_merged = MakeContract("merged");
  const v1::Contract of_survivor = MakeContract("survivor");
  const v1::Estimate open = MakeEstimate("merged");
  ASSERT_THAT(ApplyMerge("merged", "survivor"), IsOk());
  ASSERT_THAT(ApplyMerge("survivor", "last"), IsOk());
  ApplyHeld("merged", "second", absl::Minutes(1));

  const auto signed_after = Sign(Anna(), open.name());
  ASSERT_THAT(signed_after, IsOk());
  EXPECT_EQ(signed_after->lead(), LeadName("last"));
  EXPECT_FALSE(signed_after->first_touch()) << "the two leads together had three meetings";

  const auto all = ElementsAre(signed_after->name(), of_survivor.name(), of_merged.name());
  EXPECT_THAT(ListOf("last"), all);
  EXPECT_THAT(ListOf("last", 1), all);
  EXPECT_THAT(ListOf("merged", 2), all);
  EXPECT_EQ(MakeEstimate("merged").lead(), LeadName("last"));
}

TEST_F(ContractServiceTest, AMergeThatIsTakenBackLeavesEachLeadItsOwnMeetings) {
  ApplyHeld("merged", "first");
  ASSERT_THAT(ApplyMerge("merged", "survivor"), IsOk());
  const v1::Estimate of_survivor = MakeEstimate("survivor");
  ASSERT_THAT(ApplyUnmerge("merged", "survivor", "first"), IsOk());
  EXPECT_THAT(Sign(Anna(), of_survivor.name()), StatusIs(absl::StatusCode::kFailedPrecondition));
  const auto signed_by_itself = Sign(Anna(), MakeEstimate("merged").name());
  ASSERT_THAT(signed_by_itself, IsOk());
  EXPECT_EQ(signed_by_itself->lead(), LeadName("merged"));
}

TEST_F(ContractServiceTest, AMergeInACircleIsRefused) {
  ASSERT_THAT(ApplyMerge("a", "b"), IsOk());
  EXPECT_THAT(ApplyMerge("b", "a"), StatusIs(Reason::kMergeCycle));
}

TEST_F(ContractServiceTest, OldTermsThatArriveLateChangeNothing) {
  ApplyDepartment("KZT", 3);
  ApplyDepartment("RUB", 2);
  EXPECT_THAT(Call(Anna(), &Api::CreateEstimate, EstimateFor("l1")), StatusIs(Reason::kCurrencyMismatch));
}

TEST_F(ContractServiceTest, AnUnreadableEventIsRefusedForTheDeadLetters) {
  EXPECT_THAT(Consume(ApplySchedulingEvent, "\xff"), StatusIs(Reason::kInternal));
  EXPECT_THAT(Consume(ApplyLeadEvent, "\xff"), StatusIs(Reason::kInternal));
}

TEST_F(ContractServiceTest, FactsThatContractsDoNotNeedArePassedOver) {
  lead::v1::LeadEvent event;
  event.mutable_lead_queued();
  EXPECT_THAT(Consume(ApplyLeadEvent, event.SerializeAsString()), IsOk());
}

TEST_F(ContractServiceTest, OnlyTierTwoGetsIn) {
  Person& manager = As("maria", type::v1::LEAD_MANAGER);
  EXPECT_THAT(Call(manager, &Api::CreateEstimate, EstimateFor("l1")), StatusIs(Reason::kRoleNotAllowed));
  v1::ListContractsRequest list;
  list.set_parent(kDepartment);
  EXPECT_THAT(Call(manager, &Api::ListContracts, list), StatusIs(Reason::kRoleNotAllowed));
  Person& stranger = As("stranger", type::v1::DESIGNER, "d2");
  EXPECT_THAT(Call(stranger, &Api::ListContracts, list), StatusIs(Reason::kOtherDepartment));
}

TEST_F(ContractServiceTest, ADesignerReadsAllAndChangesOnlyHisOwn) {
  const v1::Contract contract = MakeContract("l1");
  EXPECT_EQ(Read(contract.name()).name(), contract.name());
  EXPECT_THAT(HandOver(Boris(), contract.name()), StatusIs(Reason::kRoleNotAllowed));
  v1::CancelContractRequest cancel;
  cancel.set_name(contract.name());
  cancel.set_reason("changed_mind");
  EXPECT_THAT(Call(Boris(), &Api::CancelContract, cancel), StatusIs(Reason::kRoleNotAllowed));
}

TEST_F(ContractServiceTest, ACancellationIsDatedRefundedAndAnEvent) {
  const v1::Contract contract = MakeContract("l1");
  ASSERT_THAT(Pay(contract.name(), "p1", 30'000), IsOk());
  v1::CancelContractRequest cancel;
  cancel.set_name(contract.name());
  cancel.set_reason("changed_mind");
  cancel.set_etag("\"1\"");
  EXPECT_THAT(Call(Anna(), &Api::CancelContract, cancel), StatusIs(Reason::kEtagStale));
  cancel.clear_etag();
  const auto cancelled = Call(Anna(), &Api::CancelContract, cancel);
  ASSERT_THAT(cancelled, IsOk());
  EXPECT_EQ(cancelled->refund_due().minor_units(), 30'000);
  EXPECT_EQ(Events().back().contract_cancelled().reason(), "changed_mind");
  EXPECT_THAT(HandOver(Anna(), contract.name()), StatusIs(Reason::kContractCancelled));
}

TEST_F(ContractServiceTest, WhatIsNotThereIsNamed) {
  EXPECT_THAT(Sign(Anna(), "departments/d1/estimates/none"), StatusIs(Reason::kEstimateNotFound));
  EXPECT_THAT(Pay("departments/d1/contracts/none", "p1", 1), StatusIs(Reason::kContractNotFound));
  v1::GetProductionOrderRequest get;
  get.set_name("departments/d1/productionOrders/none");
  EXPECT_THAT(Call(Anna(), &Api::GetProductionOrder, get), StatusIs(Reason::kProductionOrderNotFound));
  v1::ImportContractsRequest batch = BatchOf(1);
  batch.set_parent("departments/d9");
  EXPECT_THAT(Call(Operator(), &Api::ImportContracts, batch), StatusIs(Reason::kDepartmentNotFound));
}

TEST_F(ContractServiceTest, AMaskMayNameOnlyTheOffer) {
  v1::UpdateEstimateRequest update;
  *update.mutable_estimate() = MakeEstimate("l1");
  update.mutable_update_mask()->add_paths("designer");
  EXPECT_THAT(Call(Anna(), &Api::UpdateEstimate, update), StatusIs(Reason::kFieldInvalid));
}

TEST_F(ContractServiceTest, ListsAreTheNewestFirstPageByPage) {
  std::vector<std::string> made;
  for (int i = 0; i < 5; ++i) made.insert(made.begin(), MakeContract(absl::StrCat("l", i)).name());
  EXPECT_EQ(ListOf("", 2), made);
  EXPECT_THAT(ListOf("l3"), ElementsAre(made[1]));
  EXPECT_THAT(ListOf("nobody"), IsEmpty());
}

TEST_F(ContractServiceTest, TheFeedServesWhatWasCommitted) {
  const v1::Contract contract = MakeContract("l1");
  type::v1::SubscribeRequest request;
  request.set_partition(store().keys().PartitionOf("d1"));
  auto feed = Bank().client.Read(&Api::Subscribe, request, {.deadline = Soon()});
  std::vector<std::string> subjects;
  while (subjects.size() < 3) {
    const auto next = testing::RunOnLoop(loop_, feed.Read());
    ASSERT_THAT(next, IsOk());
    for (const auto& entry : (*next)->entries()) subjects.push_back(entry.event().meta().subject());
  }
  EXPECT_THAT(subjects, ElementsAre(contract.estimate(), contract.estimate(), contract.name()));
  const auto latest = Call(Bank(), &Api::GetFeed, type::v1::GetFeedRequest());
  ASSERT_THAT(latest, IsOk());
  EXPECT_EQ(latest->latest_cursors_size(), 16);
}

TEST_F(ContractServiceTest, NoDeadLettersAreListedWhereThereAreNone) {
  type::v1::ListDeadLettersRequest list;
  EXPECT_THAT(Call(Operator(), &Api::ListDeadLetters, list)->dead_letters(), IsEmpty());
  type::v1::RedriveRequest redrive;
  EXPECT_EQ(Call(Operator(), &Api::Redrive, redrive)->applied(), 0);
}

}  // namespace
}  // namespace zamer::contract
