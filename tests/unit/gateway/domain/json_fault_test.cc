// The complaints are those of protobuf's own reader, so that another version of it is noticed here.
#include "services/gateway/domain/json_fault.h"

#include <google/protobuf/util/json_util.h>
#include <gtest/gtest.h>

#include <string>

#include "google/rpc/error_details.pb.h"
#include "services/common/status/rpc_status.h"
#include "tests/support/status_matchers.h"
#include "zamer/lead/v1/lead_service.pb.h"

namespace zamer::gateway {
namespace {

using testing::StatusIs;

absl::Status FaultOf(const std::string& json) {
  lead::v1::CreateLeadRequest request;
  const auto read = google::protobuf::util::JsonStringToMessage(json, &request);
  EXPECT_FALSE(read.ok()) << json;
  return JsonFault({read.message().data(), static_cast<std::size_t>(read.message().size())});
}

// `field: description` of the first violation.
std::string ViolationOf(const absl::Status& fault) {
  google::rpc::BadRequest bad;
  const google::rpc::Status status = ToRpcStatus(fault);
  for (const auto& detail : status.details()) detail.UnpackTo(&bad);
  if (bad.field_violations().empty()) return "";
  return bad.field_violations(0).field() + ": " + bad.field_violations(0).description();
}

TEST(JsonFault, NamesAnUnknownField) {
  EXPECT_EQ(ViolationOf(FaultOf(R"({"laed": {}})")), "laed: must be a field of the message");
  EXPECT_EQ(ViolationOf(FaultOf(R"({"lead": {"phnes": []}})")), "lead.phnes: must be a field of the message");
}

TEST(JsonFault, NamesAFieldOfAnotherTypeWithoutQuotingItsValue) {
  const absl::Status fault = FaultOf(R"({"lead": {"createTime": "+79031234567"}})");
  EXPECT_THAT(fault, StatusIs(Reason::kFieldInvalid));
  EXPECT_EQ(ViolationOf(fault).find("lead.create"), 0) << ViolationOf(fault);
  EXPECT_EQ(fault.ToString().find("7903"), std::string::npos) << fault;
}

TEST(JsonFault, QuotesNothingOfJsonThatCannotBeRead) {
  for (const std::string json : {"", "{", "[]", R"({"lead": )", R"({"lead": {"+79031234567})", "\xff\xfe", "7"}) {
    const absl::Status fault = FaultOf(json);
    EXPECT_EQ(fault.code(), absl::StatusCode::kInvalidArgument) << json;
    EXPECT_EQ(fault.ToString().find("7903"), std::string::npos) << fault;
  }
}

TEST(JsonFault, ShowsNoNameThatIsNotOneOfAField) {
  const absl::Status fault = FaultOf(R"({"Иван +7 903 123-45-67": 1})");
  EXPECT_EQ(ViolationOf(fault), "(unreadable name): must be a field of the message");
}

}  // namespace
}  // namespace zamer::gateway
