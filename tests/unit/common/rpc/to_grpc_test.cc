#include "services/common/rpc/to_grpc.h"

#include <gmock/gmock.h>

#include "services/common/status/errors.h"
#include "tests/support/status_matchers.h"

namespace zamer::rpc {
namespace {

using zamer::testing::IsOk;
using zamer::testing::StatusIs;

TEST(ToGrpc, IsUndoneByFromGrpc) {
  Violations violations;
  violations.Add("lead.phones[1].text", "must be a phone number");
  for (const absl::Status& status :
       {absl::OkStatus(), violations.ToStatus(), IllegalTransition("departments/d1/leads/l1", "LOST", "MEETING_HELD"),
        ResourceExhausted(Reason::kOverloaded, "Slow down.", absl::Seconds(2), {{"limit", "7"}})}) {
    EXPECT_EQ(FromGrpc(ToGrpc(status)), status);
  }
}

TEST(ToGrpc, KeepsCodeAndMessageReadableForAnyClient) {
  const grpc::Status status = ToGrpc(NotFound(Reason::kLeadNotFound, "Look the lead up again."));
  EXPECT_EQ(status.error_code(), grpc::StatusCode::NOT_FOUND);
  EXPECT_EQ(status.error_message(), "Look the lead up again.");
}

TEST(FromGrpc, GivesWhatGrpcSaysAReasonOfOurs) {
  EXPECT_THAT(FromGrpc({grpc::StatusCode::UNAVAILABLE, "failed to connect"}), StatusIs(Reason::kPeerUnavailable));
  EXPECT_THAT(FromGrpc({grpc::StatusCode::DEADLINE_EXCEEDED, ""}), StatusIs(Reason::kDeadlineExpired));
  EXPECT_THAT(FromGrpc({grpc::StatusCode::CANCELLED, ""}), StatusIs(Reason::kCallCancelled));
  EXPECT_THAT(FromGrpc({grpc::StatusCode::UNIMPLEMENTED, "no"}), StatusIs(absl::StatusCode::kUnimplemented));
}

TEST(FromGrpc, DistrustsDetailsThatSayAnotherCode) {
  const grpc::Status good = ToGrpc(NotFound(Reason::kLeadNotFound, "Look it up."));
  const grpc::Status odd(grpc::StatusCode::UNAVAILABLE, "", good.error_details());
  EXPECT_THAT(FromGrpc(odd), StatusIs(Reason::kPeerUnavailable));
  EXPECT_THAT(FromGrpc({grpc::StatusCode::CANCELLED, "", "\xff not a message"}), StatusIs(Reason::kCallCancelled));
}

}  // namespace
}  // namespace zamer::rpc
