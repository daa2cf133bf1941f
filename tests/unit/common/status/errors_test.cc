#include "services/common/status/errors.h"

#include <absl/strings/str_cat.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <type_traits>

#include "google/rpc/error_details.pb.h"

namespace zamer {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Pair;

template <typename Detail>
Detail PayloadOf(const absl::Status& status) {
  Detail detail;
  const auto payload = status.GetPayload("type.googleapis.com/" + detail.GetDescriptor()->full_name());
  EXPECT_TRUE(payload.has_value() && detail.ParseFromString(std::string(*payload)));
  return detail;
}

// A factory takes the reasons of its own code only; another one does not compile.
template <absl::StatusCode code, Reason reason>
concept Takes = requires { typename std::integral_constant<Reason, ReasonFor<code>(reason).reason()>; };
static_assert(Takes<absl::StatusCode::kNotFound, Reason::kLeadNotFound>);
static_assert(!Takes<absl::StatusCode::kNotFound, Reason::kSlotTaken>);
static_assert(!Takes<absl::StatusCode::kAborted, Reason::kLeadNotFound>);

TEST(Errors, CarryCodeSentenceReasonAndMetadata) {
  const absl::Status status =
      NotFound(Reason::kLeadNotFound, "Check the lead's name.", {{"lead", "departments/d1/leads/l1"}, {"a", "b"}});
  EXPECT_EQ(status.code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(status.message(), "Check the lead's name.");
  EXPECT_EQ(ReasonOf(status), Reason::kLeadNotFound);
  EXPECT_THAT(MetadataOf(status), ElementsAre(Pair("a", "b"), Pair("lead", "departments/d1/leads/l1")));
}

TEST(Errors, CarryExactlyOneErrorInfoOfOurDomain) {
  const absl::Status status = Aborted(Reason::kConflict, "Retry.");
  int details = 0;
  status.ForEachPayload([&](absl::string_view, const absl::Cord&) { ++details; });
  EXPECT_EQ(details, 1);
  const auto info = PayloadOf<google::rpc::ErrorInfo>(status);
  EXPECT_EQ(info.domain(), "zamer");
  EXPECT_EQ(info.reason(), "CONFLICT");
}

TEST(Errors, MadeAtRunTimeTakeTheCodeOfTheirReason) {
  for (const ReasonEntry& entry : AllReasons()) {
    const absl::Status status = MakeError(entry.reason, "Sentence.");
    EXPECT_EQ(status.code(), entry.code) << entry.name;
    EXPECT_EQ(ReasonOf(status), entry.reason) << entry.name;
  }
}

TEST(Errors, HaveNoReasonWhenTheyAreNotOurs) {
  EXPECT_EQ(ReasonOf(absl::OkStatus()), std::nullopt);
  EXPECT_EQ(ReasonOf(absl::NotFoundError("foreign")), std::nullopt);
  google::rpc::ErrorInfo info;
  info.set_reason("CONFLICT");
  info.set_domain("elsewhere.example");
  EXPECT_EQ(ReasonOf(WithDetail(absl::AbortedError("foreign"), info)), std::nullopt);
}

TEST(Errors, HaveNoReasonWhenTheDetailIsGarbage) {
  absl::Status status = absl::NotFoundError("odd");
  status.SetPayload("type.googleapis.com/google.rpc.ErrorInfo", absl::Cord("\xff\xff\xff"));
  EXPECT_EQ(ReasonOf(status), std::nullopt);
  EXPECT_TRUE(MetadataOf(status).empty());
}

TEST(Errors, SayWhenToRetryWhereARetryHelps) {
  EXPECT_EQ(RetryAfterOf(Unavailable(Reason::kDraining, "Retry elsewhere.", absl::Milliseconds(250))),
            absl::Milliseconds(250));
  EXPECT_EQ(RetryAfterOf(ResourceExhausted(Reason::kOverloaded, "Slow down.", absl::Seconds(2))), absl::Seconds(2));
  EXPECT_EQ(RetryAfterOf(Internal("A rule was broken.")), std::nullopt);
}

TEST(Errors, NeverAskToRetryInThePastOrNever) {
  EXPECT_EQ(RetryAfterOf(Unavailable(Reason::kDraining, "Retry.", -absl::Seconds(1))), absl::ZeroDuration());
  EXPECT_EQ(RetryAfterOf(Unavailable(Reason::kDraining, "Retry.", absl::InfiniteDuration())), absl::Hours(24));
}

TEST(Errors, NameBothStatesOfAnIllegalTransition) {
  const absl::Status status = IllegalTransition("departments/d1/leads/l1", "LOST", "MEETING_BOOKED");
  EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(ReasonOf(status), Reason::kIllegalTransition);
  EXPECT_THAT(MetadataOf(status), ElementsAre(Pair("from", "LOST"), Pair("subject", "departments/d1/leads/l1"),
                                              Pair("to", "MEETING_BOOKED")));
  const auto failure = PayloadOf<google::rpc::PreconditionFailure>(status);
  ASSERT_EQ(failure.violations_size(), 1);
  EXPECT_EQ(failure.violations(0).subject(), "departments/d1/leads/l1");
  EXPECT_EQ(failure.violations(0).description(), "LOST cannot become MEETING_BOOKED");
}

TEST(Errors, KeepTheLastDetailOfAType) {
  google::rpc::ResourceInfo first, second;
  first.set_resource_name("slots/1");
  second.set_resource_name("slots/2");
  const absl::Status taken = FailedPrecondition(Reason::kSlotTaken, "Offer another slot.");
  const absl::Status status = WithDetail(WithDetail(taken, first), second);
  EXPECT_EQ(PayloadOf<google::rpc::ResourceInfo>(status).resource_name(), "slots/2");
  EXPECT_EQ(ReasonOf(status), Reason::kSlotTaken);
  EXPECT_TRUE(WithDetail(absl::OkStatus(), first).ok());
}

TEST(Violations, AreOkWhenThereAreNone) { EXPECT_TRUE(Violations().ToStatus().ok()); }

TEST(Violations, AreListedAllAtOnce) {
  Violations violations;
  violations.Add("lead.city", "Name a city of this department.");
  violations.Add("lead.phones[1].text", "Give at least seven digits.");
  const absl::Status status = violations.ToStatus();
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(ReasonOf(status), Reason::kFieldInvalid);
  EXPECT_THAT(std::string(status.message()), HasSubstr("2 fields are wrong"));
  const auto request = PayloadOf<google::rpc::BadRequest>(status);
  ASSERT_EQ(request.field_violations_size(), 2);
  EXPECT_EQ(request.field_violations(0).field(), "lead.city");
  EXPECT_EQ(request.field_violations(1).description(), "Give at least seven digits.");
}

TEST(Violations, AreCountedBeyondThoseListed) {
  Violations violations;
  for (int i = 0; i < 1000; ++i) violations.Add(absl::StrCat("lines[", i, "].quantity"), "Give 1 to 999.");
  const absl::Status status = violations.ToStatus();
  EXPECT_EQ(PayloadOf<google::rpc::BadRequest>(status).field_violations_size(), int{Violations::kMaxListed});
  EXPECT_THAT(MetadataOf(status), ElementsAre(Pair("violations", "1000")));
}

}  // namespace
}  // namespace zamer
