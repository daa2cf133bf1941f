#include "services/common/rpc/check_request.h"

#include <gmock/gmock.h>

#include <functional>
#include <limits>
#include <string>
#include <vector>

#include "garden_service.pb.h"
#include "google/rpc/error_details.pb.h"
#include "tests/support/status_matchers.h"

namespace zamer::rpc {
namespace {

using test::v1::CreatePlantRequest;
using test::v1::Plant;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using zamer::testing::IsOk;
using zamer::testing::StatusIs;

// A plant that breaks no rule.
Plant Good() {
  Plant plant;
  plant.set_kind(Plant::TREE);
  plant.set_label("oak");
  plant.set_age(3);
  return plant;
}

// The fields that a plant's violations name, after `spoil` was done to a good one.
std::vector<std::string> Violated(const std::function<void(Plant&)>& spoil) {
  Plant plant = Good();
  spoil(plant);
  const absl::Status status = CheckFields(PlanOf(*Plant::descriptor()), plant, nullptr);
  std::vector<std::string> fields;
  google::rpc::BadRequest details;
  const auto payload = status.GetPayload("type.googleapis.com/google.rpc.BadRequest");
  if (payload.has_value()) details.ParseFromString(std::string(*payload));
  for (const auto& violation : details.field_violations()) fields.push_back(violation.field());
  return fields;
}

TEST(CheckFields, AcceptsWhatBreaksNoRule) {
  EXPECT_THAT(Violated([](Plant&) {}), IsEmpty());
}

TEST(CheckFields, NeedsWhatIsRequired) {
  EXPECT_THAT(Violated([](Plant& p) { p.clear_kind(); }), ElementsAre("kind"));
  EXPECT_THAT(Violated([](Plant& p) { p.clear_label(); }), ElementsAre("label"));
}

TEST(CheckFields, BoundsTextsInBytesNotInLetters) {
  EXPECT_THAT(Violated([](Plant& p) { p.set_label("12345678"); }), IsEmpty());
  EXPECT_THAT(Violated([](Plant& p) { p.set_label("дубок"); }), ElementsAre("label"));
}

TEST(CheckFields, BoundsTextsWithoutALimitOfTheirOwn) {
  EXPECT_THAT(Violated([](Plant& p) { p.set_seed(std::string(256, 'x')); }), IsEmpty());
  EXPECT_THAT(Violated([](Plant& p) { p.set_seed(std::string(257, 'x')); }), ElementsAre("seed"));
}

TEST(CheckFields, BoundsNumbersAtBothEnds) {
  EXPECT_THAT(Violated([](Plant& p) { p.set_height(1); }), IsEmpty());
  EXPECT_THAT(Violated([](Plant& p) { p.set_height(100); }), IsEmpty());
  EXPECT_THAT(Violated([](Plant& p) { p.set_height(101); }), ElementsAre("height"));
  EXPECT_THAT(Violated([](Plant& p) { p.set_height(-1); }), ElementsAre("height"));
}

TEST(CheckFields, TakesAZeroForUnsetUnlessTheNumberIsRequired) {
  EXPECT_THAT(Violated([](Plant& p) { p.set_height(0); }), IsEmpty());
  EXPECT_THAT(Violated([](Plant& p) { p.set_age(0); }), ElementsAre("age"));
}

TEST(CheckFields, RefusesNumbersThatAreNone) {
  EXPECT_THAT(Violated([](Plant& p) { p.set_price(10); }), IsEmpty());
  EXPECT_THAT(Violated([](Plant& p) { p.set_price(10.5); }), ElementsAre("price"));
  EXPECT_THAT(Violated([](Plant& p) { p.set_price(std::numeric_limits<double>::quiet_NaN()); }), ElementsAre("price"));
  EXPECT_THAT(Violated([](Plant& p) { p.set_price(std::numeric_limits<double>::infinity()); }), ElementsAre("price"));
}

TEST(CheckFields, RefusesEnumNumbersThatItDoesNotKnow) {
  EXPECT_THAT(Violated([](Plant& p) { p.set_kind(static_cast<Plant::Kind>(7)); }), ElementsAre("kind"));
  EXPECT_THAT(Violated([](Plant& p) {
                p.add_kinds(Plant::TREE);
                p.add_kinds(static_cast<Plant::Kind>(7));
              }),
              ElementsAre("kinds[1]"));
}

TEST(CheckFields, RefusesTimesThatProtobufDoesNotAllow) {
  EXPECT_THAT(Violated([](Plant& p) { p.mutable_planted_time()->set_nanos(999'999'999); }), IsEmpty());
  EXPECT_THAT(Violated([](Plant& p) { p.mutable_planted_time()->set_nanos(-1); }), ElementsAre("planted_time"));
  EXPECT_THAT(Violated([](Plant& p) { p.mutable_planted_time()->set_seconds(253402300800); }),
              ElementsAre("planted_time"));
  EXPECT_THAT(Violated([](Plant& p) {
                p.mutable_thirst()->set_seconds(1);
                p.mutable_thirst()->set_nanos(-1);
              }),
              ElementsAre("thirst"));
}

TEST(CheckFields, ChecksFormats) {
  EXPECT_THAT(Violated([](Plant& p) {
                p.set_name("plants/p1");
                p.set_time_zone("Mars/Base");
                p.set_currency("rub");
                p.set_etag("3");
              }),
              ElementsAre("name", "time_zone", "currency", "etag"));
}

TEST(CheckFields, RefusesTextThatIsNoUtf8) {
  EXPECT_THAT(Violated([](Plant& p) { p.set_label("\xff"); }), ElementsAre("label"));
}

TEST(CheckFields, GoesDownIntoMessagesListsAndMaps) {
  EXPECT_THAT(Violated([](Plant& p) {
                *p.add_offshoots() = Good();
                *p.add_offshoots() = Good();
                p.mutable_offshoots(1)->set_label("much too long");
                *p.mutable_offshoots(1)->add_offshoots() = Good();
                p.mutable_offshoots(1)->mutable_offshoots(0)->clear_kind();
              }),
              ElementsAre("offshoots[1].label", "offshoots[1].offshoots[0].kind"));
  EXPECT_THAT(Violated([](Plant& p) { (*p.mutable_beds())["south"].set_name("beds/b1"); }),
              ElementsAre("beds[0].value.name"));
}

TEST(CheckFields, BoundsListsAndMaps) {
  EXPECT_THAT(Violated([](Plant& p) {
                for (int i = 0; i < 3; ++i) *p.add_offshoots() = Good();
              }),
              ElementsAre("offshoots"));
  EXPECT_THAT(Violated([](Plant& p) {
                for (int i = 0; i < 101; ++i) (*p.mutable_beds())[std::to_string(i)];
              }),
              ElementsAre("beds"));
}

TEST(CheckFields, HoldsTheValuesOfAMapToItsRules) {
  EXPECT_THAT(Violated([](Plant& p) { (*p.mutable_notes())["spring"] = std::string(300, 'x'); }), IsEmpty());
  EXPECT_THAT(Violated([](Plant& p) { (*p.mutable_notes())["spring"] = std::string(301, 'x'); }),
              ElementsAre("notes[0].value"));
  EXPECT_THAT(Violated([](Plant& p) { (*p.mutable_fruits())["apples"] = 10; }), ElementsAre("fruits[0].value"));
}

TEST(CheckFields, HoldsTheKeysOfAMapToTheUsualLimit) {
  EXPECT_THAT(Violated([](Plant& p) { (*p.mutable_notes())[std::string(256, 'x')]; }), IsEmpty());
  EXPECT_THAT(Violated([](Plant& p) { (*p.mutable_notes())[std::string(257, 'x')]; }), ElementsAre("notes[0].key"));
}

TEST(CheckFields, ClearsWhatOnlyTheServiceSetsAtAnyDepth) {
  Plant plant = Good();
  plant.set_state("far too long");
  *plant.add_offshoots() = Good();
  plant.mutable_offshoots(0)->set_state("far too long");
  EXPECT_THAT(CheckFields(PlanOf(*Plant::descriptor()), plant, nullptr), IsOk());
  EXPECT_EQ(plant.state(), "");
  EXPECT_EQ(plant.offshoots(0).state(), "");
}

TEST(CheckFields, NeedsTheFieldThatThePolicyAsksFor) {
  const auto& type = *CreatePlantRequest::descriptor();
  CreatePlantRequest request;
  request.set_department("departments/d1");
  *request.mutable_plant() = Good();
  EXPECT_THAT(CheckFields(PlanOf(type), request, nullptr), IsOk());
  EXPECT_THAT(CheckFields(PlanOf(type), request, type.FindFieldByName("request_id")), StatusIs(Reason::kFieldInvalid));
}

constexpr security::RoleSet kNoRoles;

absl::Status CheckScope(const std::string& department, const std::function<void(Plant&)>& name) {
  Plant plant;
  name(plant);
  return CheckDepartments(PlanOf(*Plant::descriptor()), plant, {"services/test", department, kNoRoles});
}

TEST(CheckDepartments, AllowsTheCallersOwn) {
  EXPECT_THAT(CheckScope("d1", [](Plant& p) { p.set_name("departments/d1/plants/p1"); }), IsOk());
  EXPECT_THAT(CheckScope("d1", [](Plant&) {}), IsOk());
}

TEST(CheckDepartments, RefusesAnotherAtAnyDepth) {
  const auto refuses = [](const std::function<void(Plant&)>& name) {
    EXPECT_THAT(CheckScope("d1", name), StatusIs(Reason::kOtherDepartment));
    EXPECT_THAT(CheckScope("*", name), IsOk());
  };
  refuses([](Plant& p) { p.set_name("departments/d2/plants/p1"); });
  refuses([](Plant& p) { p.add_offshoots()->add_offshoots()->set_name("departments/d2/plants/p1"); });
  refuses([](Plant& p) { (*p.mutable_beds())["south"].set_name("departments/d2/beds/b1"); });
  refuses([](Plant& p) {
    p.add_neighbours("departments/d1/plants/p1");
    p.add_neighbours("departments/d2/plants/p1");
  });
}

TEST(CheckDepartments, IsNotFooledByMalformedNames) {
  for (const char* name : {"departments/", "departments//plants/p1", "departments/-/plants/p1", "departments/d11",
                           "departments/d1%2f/plants", "departments/D1/plants/p1"}) {
    EXPECT_THAT(CheckScope("d1", [&](Plant& p) { p.set_name(name); }), StatusIs(Reason::kOtherDepartment)) << name;
  }
}

TEST(CheckDepartments, PassesOverWhatACallerCannotSet) {
  EXPECT_THAT(CheckScope("d1", [](Plant& p) { p.set_origin("departments/d2"); }), IsOk());
}

}  // namespace
}  // namespace zamer::rpc
