// What an update must hold: what it changes, and the name of what it changes.
#include "services/common/rpc/update_mask.h"

#include <gmock/gmock.h>

#include <functional>
#include <string>
#include <vector>

#include "garden_service.pb.h"
#include "google/rpc/error_details.pb.h"
#include "services/common/rpc/check_request.h"

namespace zamer::rpc {
namespace {

using test::v1::Plant;
using test::v1::UpdatePlantRequest;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

UpdatePlantRequest Update(const std::vector<std::string>& mask) {
  UpdatePlantRequest request;
  request.mutable_plant()->set_name("departments/d1/plants/p1");
  request.set_reason("autumn");
  for (const std::string& path : mask) request.mutable_update_mask()->add_paths(path);
  return request;
}

std::vector<std::string> Violated(UpdatePlantRequest request) {
  const absl::Status status = CheckFields(PlanOf(*UpdatePlantRequest::descriptor()), request, nullptr);
  std::vector<std::string> fields;
  google::rpc::BadRequest details;
  const auto payload = status.GetPayload("type.googleapis.com/google.rpc.BadRequest");
  if (payload.has_value()) details.ParseFromString(std::string(*payload));
  for (const auto& violation : details.field_violations()) fields.push_back(violation.field());
  return fields;
}

TEST(UpdateMask, AsksOnlyForWhatItNames) {
  EXPECT_THAT(Violated(Update({"height"})), IsEmpty());
  EXPECT_THAT(Violated(Update({"label"})), ElementsAre("plant.label"));
  EXPECT_THAT(Violated(Update({"kind", "height", "age"})), ElementsAre("plant.kind", "plant.age"));
}

TEST(UpdateMask, AsksForEverythingByAStar) {
  EXPECT_THAT(Violated(Update({"*"})), ElementsAre("plant.kind", "plant.label", "plant.age"));
}

TEST(UpdateMask, AsksForNothingMoreThanIsPopulatedWhenItIsUnsetOrEmpty) {
  EXPECT_THAT(Violated(Update({})), IsEmpty());
  UpdatePlantRequest empty = Update({});
  empty.mutable_update_mask();
  EXPECT_THAT(Violated(empty), IsEmpty());
  empty.mutable_plant()->add_offshoots()->set_label("oak");
  EXPECT_THAT(Violated(empty), ElementsAre("plant.offshoots[0].kind", "plant.offshoots[0].age"));
}

TEST(UpdateMask, AsksForWhatIsBelowAndAboveWhatItNames) {
  UpdatePlantRequest below = Update({"offshoots"});
  below.mutable_plant()->add_offshoots()->set_kind(Plant::TREE);
  EXPECT_THAT(Violated(below), ElementsAre("plant.offshoots[0].label", "plant.offshoots[0].age"));
  UpdatePlantRequest between = Update({"offshoots.label"});
  between.mutable_plant()->add_offshoots();
  EXPECT_THAT(Violated(between), ElementsAre("plant.offshoots[0].label"));
  EXPECT_TRUE(
      UpdateMask(UpdatePlantRequest::descriptor()->FindFieldByName("update_mask"), between).ChangesUnset("offshoots"));
}

TEST(UpdateMask, IsNotMistakenForANameThatBeginsAlike) {
  EXPECT_THAT(Violated(Update({"label_of_another", "lab", "ages.of.trees"})), IsEmpty());
}

TEST(UpdateMask, LeavesEveryOtherRuleForWhatIsPopulated) {
  UpdatePlantRequest update = Update({"height"});
  update.mutable_plant()->set_label("much too long");
  update.mutable_plant()->set_kind(static_cast<Plant::Kind>(7));
  update.mutable_plant()->set_age(10);
  update.mutable_plant()->set_etag("3");
  EXPECT_THAT(Violated(update), ElementsAre("plant.kind", "plant.label", "plant.age", "plant.etag"));
}

TEST(UpdateMask, DoesNotTouchTheRequestsOwnFieldsAndTheNameOfWhatIsUpdated) {
  UpdatePlantRequest nothing;
  nothing.mutable_update_mask()->add_paths("height");
  EXPECT_THAT(Violated(nothing), ElementsAre("plant", "reason"));
  nothing.mutable_plant()->add_offshoots();  // only what is updated needs a name
  EXPECT_THAT(Violated(nothing), ElementsAre("plant.name", "reason"));
}

}  // namespace
}  // namespace zamer::rpc
