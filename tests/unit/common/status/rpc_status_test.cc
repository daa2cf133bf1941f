#include "services/common/status/rpc_status.h"

#include <gtest/gtest.h>

#include "services/common/status/errors.h"

namespace zamer {
namespace {

TEST(RpcStatus, RoundTripsEveryReason) {
  for (const ReasonEntry& entry : AllReasons()) {
    const absl::Status status = MakeError(entry.reason, "Sentence.", {{"key", "value"}});
    const absl::Status back = FromRpcStatus(ToRpcStatus(status));
    EXPECT_EQ(back, status) << entry.name;
    EXPECT_EQ(ReasonOf(back), entry.reason) << entry.name;
  }
}

TEST(RpcStatus, RoundTripsSeveralDetails) {
  const absl::Status status = IllegalTransition("departments/d1/leads/l1", "NEW", "LOST");
  const google::rpc::Status message = ToRpcStatus(status);
  EXPECT_EQ(message.code(), 9);
  EXPECT_EQ(message.details_size(), 2);
  EXPECT_EQ(FromRpcStatus(message), status);
}

TEST(RpcStatus, OfOkHasNothing) {
  EXPECT_EQ(ToRpcStatus(absl::OkStatus()).ByteSizeLong(), 0u);
  EXPECT_TRUE(FromRpcStatus(google::rpc::Status()).ok());
}

TEST(RpcStatus, TakesForeignCodesForUnknown) {
  google::rpc::Status message;
  for (const int code : {-1, 17, 1 << 30}) {
    message.set_code(code);
    EXPECT_EQ(FromRpcStatus(message).code(), absl::StatusCode::kUnknown) << code;
  }
}

TEST(RpcStatus, DropsADetailWithoutAType) {
  google::rpc::Status message;
  message.set_code(5);
  message.add_details()->set_value("bytes");
  EXPECT_EQ(FromRpcStatus(message), absl::NotFoundError(""));
}

}  // namespace
}  // namespace zamer
