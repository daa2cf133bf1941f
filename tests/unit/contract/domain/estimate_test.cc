#include "services/contract/domain/estimate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <map>
#include <optional>

#include "tests/support/status_matchers.h"
#include "tests/unit/contract/domain/builders.h"

namespace zamer::contract {
namespace {

using testing::IsOk;
using testing::StatusIs;
using State = v1::Estimate::State;

absl::StatusOr<v1::Estimate> Create(const v1::Estimate& offer, const Actor& actor) {
  return CreateEstimate(offer, kEstimate, kLead, actor, Terms(), TestNow());
}

TEST(CreateEstimate, WithinTheLimitIsADraftOfItsMaker) {
  const auto estimate = Create(OfferWithDiscount(1'000'000), Anna());
  ASSERT_THAT(estimate, IsOk());
  EXPECT_EQ(estimate->state(), v1::Estimate::DRAFT);
  EXPECT_EQ(estimate->designer(), Anna().name);
  EXPECT_EQ(estimate->changed_by(), Anna().name);
  EXPECT_EQ(estimate->discount_bps(), 1000);
  EXPECT_EQ(estimate->total().minor_units(), 9'000'000);
}

TEST(CreateEstimate, OneUnitOverTheLimitNeedsApproval) {
  const auto estimate = Create(OfferWithDiscount(1'000'001), Anna());
  ASSERT_THAT(estimate, IsOk());
  EXPECT_EQ(estimate->discount_bps(), 1001);
  EXPECT_EQ(estimate->state(), v1::Estimate::APPROVAL_PENDING);
}

TEST(CreateEstimate, OfASalesHeadHasTheSameLimit) {
  EXPECT_EQ(Create(OfferWithDiscount(1'000'000), Head())->state(), v1::Estimate::DRAFT);
  EXPECT_EQ(Create(OfferWithDiscount(2'000'000), Head())->state(), v1::Estimate::APPROVAL_PENDING);
}

TEST(CreateEstimate, IgnoresWhatIsNotTheCallersToSay) {
  v1::Estimate offer = OfferWithDiscount(0);
  offer.set_state(v1::Estimate::APPROVED);
  offer.set_designer(Boris().name);
  offer.set_contract(kContract);
  offer.set_approved_version("mine");
  const auto estimate = Create(offer, Anna());
  ASSERT_THAT(estimate, IsOk());
  EXPECT_EQ(estimate->state(), v1::Estimate::DRAFT);
  EXPECT_EQ(estimate->designer(), Anna().name);
  EXPECT_EQ(estimate->contract(), "");
  EXPECT_EQ(estimate->approved_version(), "");
}

TEST(UpdateEstimate, VoidsTheApproval) {
  v1::Estimate approved = EstimateIn(v1::Estimate::APPROVED, 2'000'000);
  approved.set_decided_by(Head().name);
  const auto next = UpdateEstimate(approved, OfferWithDiscount(1'900'000), {}, Anna(), Terms());
  ASSERT_THAT(next, IsOk());
  EXPECT_EQ(next->state(), v1::Estimate::APPROVAL_PENDING);
  EXPECT_EQ(next->approved_version(), "");
  EXPECT_EQ(next->decided_by(), "");
}

TEST(UpdateEstimate, ReplacesOnlyTheNamedParts) {
  const v1::Estimate current = EstimateIn(v1::Estimate::DRAFT, 500'000);
  const v1::Estimate other = OfferOf({LineOf(2000, 10'000'000)}, 100'000);
  const auto lines = UpdateEstimate(current, other, {.lines = true, .discount = false}, Anna(), Terms());
  EXPECT_EQ(lines->total().minor_units(), 19'500'000);
  const auto discount = UpdateEstimate(current, other, {.lines = false, .discount = true}, Anna(), Terms());
  EXPECT_EQ(discount->total().minor_units(), 9'900'000);
  const auto cleared =
      UpdateEstimate(current, OfferWithDiscount(0), {.lines = false, .discount = true}, Anna(), Terms());
  EXPECT_EQ(cleared->total().minor_units(), 10'000'000);
}

TEST(UpdateEstimate, DoesNotTakeAllLinesAway) {
  const v1::Estimate current = EstimateIn(v1::Estimate::DRAFT, 500'000);
  v1::Estimate without_lines;
  *without_lines.mutable_discount() = OfferWithDiscount(1).discount();
  EXPECT_THAT(UpdateEstimate(current, without_lines, {}, Anna(), Terms()), StatusIs(Reason::kFieldInvalid));
  EXPECT_THAT(UpdateEstimate(current, without_lines, {.lines = false, .discount = true}, Anna(), Terms()), IsOk());
}

TEST(UpdateEstimate, IsForItsDesignerAndTheSalesHead) {
  const v1::Estimate current = EstimateIn(v1::Estimate::DRAFT);
  EXPECT_THAT(UpdateEstimate(current, OfferWithDiscount(1), {}, Boris(), Terms()), StatusIs(Reason::kRoleNotAllowed));
  const auto by_head = UpdateEstimate(current, OfferWithDiscount(1), {}, Head(), Terms());
  ASSERT_THAT(by_head, IsOk());
  EXPECT_EQ(by_head->designer(), Anna().name);
  EXPECT_EQ(by_head->changed_by(), Head().name);
}

TEST(ApproveEstimate, RemembersTheVersionAndTheApprover) {
  const auto approved = ApproveEstimate(EstimateIn(v1::Estimate::APPROVAL_PENDING, 2'000'000), Head(), "v1");
  ASSERT_THAT(approved, IsOk());
  EXPECT_EQ(approved->approved_version(), "v1");
  EXPECT_EQ(approved->decided_by(), Head().name);
}

TEST(ApproveEstimate, IsNeverForOnesOwn) {
  const v1::Estimate own = *Create(OfferWithDiscount(2'000'000), Head());
  EXPECT_THAT(ApproveEstimate(own, Head(), "v1"), StatusIs(Reason::kApproverIsRequester));
  EXPECT_THAT(ApproveEstimate(own, Deputy(), "v1"), IsOk());
}

TEST(ApproveEstimate, IsNotForWhoMadeThePresentVersionOfSomebodyElses) {
  const v1::Estimate current = EstimateIn(v1::Estimate::DRAFT);
  const v1::Estimate changed = *UpdateEstimate(current, OfferWithDiscount(2'000'000), {}, Head(), Terms());
  EXPECT_THAT(ApproveEstimate(changed, Head(), "v1"), StatusIs(Reason::kApproverIsRequester));
  EXPECT_THAT(ApproveEstimate(changed, Deputy(), "v1"), IsOk());
}

TEST(CheckSignable, ADraftIsHeldToTheLimitOfToday) {
  v1::DepartmentTerms stricter = Terms();
  stricter.set_designer_discount_limit_bps(500);
  EXPECT_THAT(CheckSignable(EstimateIn(v1::Estimate::DRAFT, 1'000'000), "v1", stricter),
              StatusIs(Reason::kDiscountOverLimit));
}

TEST(CheckSignable, AnApprovalOfAnotherVersionIsStale) {
  EXPECT_THAT(CheckSignable(EstimateIn(v1::Estimate::APPROVED, 2'000'000), "v2", Terms()),
              StatusIs(Reason::kApprovalStale));
}

// Every command in every state: the state it leads to, or the reason why it does not.
struct Outcome {
  Outcome(State to) : state(to) {}       // NOLINT(google-explicit-constructor): a cell of the table
  Outcome(Reason why) : refused(why) {}  // NOLINT(google-explicit-constructor)
  std::optional<State> state;
  std::optional<Reason> refused;
};

TEST(EstimateStates, FollowTheTable) {
  struct Row {
    State from;
    Outcome update, approve, reject, sign;
  };
  constexpr Reason kIllegal = Reason::kIllegalTransition;
  const Row table[] = {
      {v1::Estimate::DRAFT, v1::Estimate::DRAFT, kIllegal, kIllegal, v1::Estimate::SIGNED},
      {v1::Estimate::APPROVAL_PENDING, v1::Estimate::DRAFT, v1::Estimate::APPROVED, v1::Estimate::REJECTED,
       Reason::kDiscountOverLimit},
      {v1::Estimate::APPROVED, v1::Estimate::DRAFT, kIllegal, kIllegal, v1::Estimate::SIGNED},
      {v1::Estimate::REJECTED, v1::Estimate::DRAFT, kIllegal, kIllegal, Reason::kDiscountOverLimit},
      {v1::Estimate::SIGNED, kIllegal, kIllegal, kIllegal, Reason::kContractAlreadyExists},
      {v1::Estimate::DECLINED, kIllegal, kIllegal, kIllegal, kIllegal},
      {v1::Estimate::EXPIRED, kIllegal, kIllegal, kIllegal, Reason::kQuoteExpired},
  };
  EXPECT_EQ(std::size(table), static_cast<std::size_t>(v1::Estimate::State_ARRAYSIZE - 1)) << "a state is missing";
  for (const Row& row : table) {
    const v1::Estimate current = EstimateIn(row.from);
    const auto check = [&](const char* command, const absl::StatusOr<State>& got, const Outcome& wanted) {
      const std::string what = v1::Estimate::State_Name(row.from) + " " + command;
      if (wanted.refused) {
        EXPECT_THAT(got, StatusIs(*wanted.refused)) << what;
      } else {
        EXPECT_THAT(got, testing::IsOkAndHolds(*wanted.state)) << what;
      }
    };
    const auto state_of = [](const absl::StatusOr<v1::Estimate>& next) -> absl::StatusOr<State> {
      if (!next.ok()) return next.status();
      return next->state();
    };
    check("update", state_of(UpdateEstimate(current, OfferWithDiscount(0), {}, Anna(), Terms())), row.update);
    check("approve", state_of(ApproveEstimate(current, Head(), "v1")), row.approve);
    check("reject", state_of(RejectEstimate(current, Head())), row.reject);
    const absl::Status signable = CheckSignable(current, "v1", Terms());
    check("sign", signable.ok() ? absl::StatusOr<State>(v1::Estimate::SIGNED) : signable, row.sign);
  }
}

}  // namespace
}  // namespace zamer::contract
