// docs/using-the-lead-api.md, played from top to bottom.
#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>
#include <google/protobuf/util/json_util.h>
#include <gtest/gtest.h>

#include <map>
#include <memory>

#include "google/rpc/error_details.pb.h"
#include "services/common/status/errors.h"
#include "tests/support/api_examples.h"
#include "tests/support/generic_call.h"
#include "tests/support/sample.h"
#include "tests/support/scene.h"
#include "tests/support/status_matchers.h"

namespace zamer::testing {
namespace {

using google::protobuf::Value;

std::unique_ptr<google::protobuf::Message> New(const google::protobuf::Descriptor& type) {
  return std::unique_ptr<google::protobuf::Message>(
      google::protobuf::MessageFactory::generated_factory()->GetPrototype(&type)->New());
}

// An error as the page shows it.
Value Shown(const absl::Status& status) {
  Value shown;
  auto& fields = *shown.mutable_struct_value()->mutable_fields();
  fields["code"].set_string_value(absl::StatusCodeToString(status.code()));
  if (const auto reason = ReasonOf(status)) fields["reason"].set_string_value(std::string(ReasonName(*reason)));
  for (const auto& [key, value] : MetadataOf(status)) {
    (*fields["metadata"].mutable_struct_value()->mutable_fields())[key].set_string_value(value);
  }
  google::rpc::BadRequest bad;
  const auto payload = status.GetPayload("type.googleapis.com/google.rpc.BadRequest");
  if (payload && bad.ParseFromString(std::string(*payload))) {
    for (const auto& violation : bad.field_violations()) {
      fields["fields"].mutable_list_value()->add_values()->set_string_value(violation.field());
    }
  }
  return shown;
}

Value Shown(const google::protobuf::Message& message) {
  google::protobuf::util::JsonPrintOptions options;
  options.preserve_proto_field_names = true;
  options.always_print_primitive_fields = true;
  std::string json;
  EXPECT_TRUE(google::protobuf::util::MessageToJsonString(message, &json, options).ok());
  return ParseJson(json);
}

class LeadApiPageTest : public ::testing::Test {
 protected:
  // What comes back, as the page shows it, and whether it is an error.
  std::pair<Value, bool> Play(const ApiExample& example) {
    const auto* const method = google::protobuf::DescriptorPool::generated_pool()->FindMethodByName(
        absl::StrCat("zamer.lead.v1.LeadService.", example.method));
    if (method == nullptr) throw std::runtime_error("no such call: " + example.method);
    const auto request = New(*method->input_type());
    const auto parsed =
        google::protobuf::util::JsonStringToMessage(ToJson(placeholders_.Fill(example.request)), request.get());
    if (!parsed.ok()) throw std::runtime_error(std::string(parsed.message()));
    const absl::StatusOr<std::string> answer =
        GenericCall(cluster_.Channel(Service::kLead), {.method = PathOf(*method),
                                                       .bytes = request->SerializeAsString(),
                                                       .token = callers_.at(example.caller)->token()});
    if (!answer.ok()) return {Shown(answer.status()), true};
    const auto response = New(*method->output_type());
    EXPECT_TRUE(response->ParseFromString(*answer));
    return {Shown(*response), false};
  }

  void LetThemPull() {
    scheduling::v1::UpdateDepartmentRequest request;
    request.mutable_department()->set_name(pulling_.name());
    request.mutable_department()->mutable_settings()->set_assignment_mode(scheduling::v1::DepartmentSettings::PULL);
    request.mutable_update_mask()->add_paths("settings.assignment_mode");
    ASSERT_THAT(pulling_.operators().Call(&SchedulingApi::UpdateDepartment, request), IsOk());
  }
  // Until the lead service knows the department: callers send what they have seen.
  static void WaitUntilKnown(Scene& scene) {
    lead::v1::CountLeadsRequest request;
    request.set_parent(scene.name());
    ASSERT_THAT(scene.manager().Call(&LeadApi::CountLeads, request), IsOk());
  }

  Cluster cluster_{{.bin_dir = ZAMER_BIN_DIR}};
  Scene scene_{cluster_};
  Scene pulling_{cluster_, "d2"};
  const std::map<std::string, Caller*> callers_ = {{"manager", &scene_.manager()},
                                                   {"office", &scene_.office()},
                                                   {"head", &scene_.head()},
                                                   {"puller", &pulling_.manager()},
                                                   {"gateway", &scene_.gateway()}};
  Placeholders placeholders_;
};

TEST_F(LeadApiPageTest, EveryExampleIsTrue) {
  LetThemPull();
  WaitUntilKnown(scene_);
  WaitUntilKnown(pulling_);

  const std::vector<ApiExample> examples = ApiExamplesIn(DocPage(ZAMER_SOURCE_DIR "/docs/using-the-lead-api.md"));
  EXPECT_GT(examples.size(), 25U);
  for (const ApiExample& example : examples) {
    SCOPED_TRACE(absl::StrCat("line ", example.line, ", ", example.method));
    const auto [answer, refused] = Play(example);
    ASSERT_EQ(refused, example.refused) << ToJson(answer);
    ASSERT_EQ(placeholders_.Difference(example.answer, answer), "") << ToJson(answer);
  }
}

TEST(PlaceholdersTest, FindWhatIsOtherThanExpected) {
  Placeholders placeholders;
  const auto difference = [&](const std::string& expected, const std::string& actual) {
    return placeholders.Difference(ParseJson(expected), ParseJson(actual));
  };
  EXPECT_EQ(difference(R"({"a": "<one>", "b": 2})", R"({"a": "x", "b": 2, "c": 3})"), "");
  EXPECT_EQ(difference(R"({"a": "<one>"})", R"({"a": "x"})"), "");
  EXPECT_EQ(difference(R"({"a": "<one>"})", R"({"a": "y"})"), R"(.a is "y" rather than <one>, x)");
  EXPECT_EQ(difference(R"({"a": "<two>"})", R"({"a": ""})"), R"(.a is "" rather than <two>)");
  EXPECT_EQ(difference(R"({"a": "x"})", R"({})"), ".a is not there");
  EXPECT_EQ(difference(R"({"a": null})", R"({})"), "");
  EXPECT_EQ(difference(R"({"a": null})", R"({"a": 1})"), ".a is 1 rather than null");
  EXPECT_EQ(difference(R"({"a": [{"b": 1}, {"b": 2}]})", R"({"a": [{"b": 1}, {"b": 3}]})"),
            ".a[1].b is 3 rather than 2");
  EXPECT_EQ(difference(R"([1])", R"([1, 2])"), " has 2 items rather than 1");
  EXPECT_EQ(difference(R"([1, "…"])", R"([1, 2, 3])"), "");
  EXPECT_EQ(difference(R"([1, "…"])", R"([])"), " has 0 items rather than at least 1");
  EXPECT_EQ(placeholders.Fill(ParseJson(R"("<one>")")).string_value(), "x");
  EXPECT_THROW(placeholders.Fill(ParseJson(R"("<three>")")), std::runtime_error);
  const std::string due = placeholders.Fill(ParseJson(R"("<in 2 hours>")")).string_value();
  EXPECT_EQ(difference(R"("<in 2 hours>")", '"' + due + '"'), "");
}

}  // namespace
}  // namespace zamer::testing
