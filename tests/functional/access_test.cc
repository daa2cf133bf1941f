// Who may call what: every method of every service, found by the descriptors, so that a new one is covered by itself.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "tests/support/caller.h"
#include "tests/support/cluster.h"
#include "tests/support/generic_call.h"
#include "tests/support/sample.h"
#include "tests/support/status_matchers.h"

namespace zamer::testing {
namespace {

using google::protobuf::MethodDescriptor;
using ::testing::Not;
using type::v1::Role;

constexpr char kEmployee[] = "departments/d1/employees/e1";

class AccessTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { cluster_ = new Cluster({.bin_dir = ZAMER_BIN_DIR}); }
  static void TearDownTestSuite() {
    delete cluster_;
    cluster_ = nullptr;
  }

  static const std::shared_ptr<grpc::Channel>& ChannelOf(const MethodDescriptor& method) {
    for (const Service service : kServices) {
      if (GrpcNameOf(service) == method.service()->full_name()) return cluster_->Channel(service);
    }
    throw std::runtime_error("no such service");
  }

  // A request within all rules, about department `department`.
  static absl::Status Call(const MethodDescriptor& method, const std::string& token,
                           const std::string& department = "d1") {
    const auto request = MakeSample(*method.input_type(), {.department = department});
    return GenericCall(ChannelOf(method),
                       {.method = PathOf(method), .bytes = request->SerializeAsString(), .token = token})
        .status();
  }

  static std::string TokenOf(Role role, const std::string& department = "d1") {
    return MintToken(kEmployee, department, {role});
  }

  static std::vector<Role> AllRoles() {
    std::vector<Role> roles;
    for (int number = 1; type::v1::Role_IsValid(number); ++number) roles.push_back(static_cast<Role>(number));
    return roles;
  }

  static Cluster* cluster_;
};

Cluster* AccessTest::cluster_ = nullptr;

TEST_F(AccessTest, EveryMethodSaysWhoMayCallIt) {
  for (const MethodDescriptor* method : AllMethods()) {
    EXPECT_FALSE(PolicyOf(*method).roles().empty()) << method->full_name();
  }
}

TEST_F(AccessTest, EveryChangingMethodIsMadeSafeToRetry) {
  for (const MethodDescriptor* method : AllMethods()) {
    const auto* const request_id = method->input_type()->FindFieldByName("request_id");
    EXPECT_EQ(PolicyOf(*method).mutating(), request_id != nullptr) << method->full_name();
    if (request_id != nullptr) EXPECT_TRUE(IsRequired(*request_id)) << method->full_name();
  }
}

TEST_F(AccessTest, WithoutATokenNothingIsAnswered) {
  for (const MethodDescriptor* method : AllMethods()) {
    EXPECT_THAT(Call(*method, ""), StatusIs(Reason::kTokenMissing)) << method->full_name();
    EXPECT_THAT(Call(*method, "not.a.token"), StatusIs(Reason::kTokenInvalid)) << method->full_name();
  }
}

TEST_F(AccessTest, ARoleThatIsNotListedIsRefusedByEveryMethod) {
  for (const MethodDescriptor* method : AllMethods()) {
    for (const Role role : AllRoles()) {
      const absl::Status status = Call(*method, TokenOf(role));
      if (std::ranges::count(PolicyOf(*method).roles(), role) == 0) {
        EXPECT_THAT(status, StatusIs(Reason::kRoleNotAllowed)) << method->full_name() << " " << Role_Name(role);
      } else {
        EXPECT_NE(status.code(), absl::StatusCode::kUnauthenticated) << method->full_name() << " " << Role_Name(role);
        EXPECT_THAT(status, Not(StatusIs(Reason::kOtherDepartment))) << method->full_name() << " " << Role_Name(role);
      }
    }
  }
}

TEST_F(AccessTest, TierOneHasNoWayToEstimatesAndContracts) {
  int methods = 0;
  for (const MethodDescriptor* method : AllMethods()) {
    if (method->service()->full_name() != GrpcNameOf(Service::kContract)) continue;
    ++methods;
    for (const Role role : {Role::LEAD_MANAGER, Role::OFFICE_MANAGER}) {
      EXPECT_THAT(Call(*method, TokenOf(role)), StatusIs(absl::StatusCode::kPermissionDenied)) << method->full_name();
    }
  }
  EXPECT_GT(methods, 0);
}

TEST_F(AccessTest, AnotherDepartmentIsRefusedByEveryMethodThatNamesOne) {
  int methods = 0;
  for (const MethodDescriptor* method : AllMethods()) {
    const auto request = MakeSample(*method->input_type(), {.department = "d2"});
    const auto names_department = [](const FieldPlace& place) {
      return RulesOf(*place.field).format() == type::v1::RESOURCE_NAME;
    };
    if (std::ranges::none_of(PlacesIn(*request), names_department)) continue;
    ++methods;
    const std::string token = TokenOf(static_cast<Role>(PolicyOf(*method).roles(0)), "d1");
    EXPECT_THAT(Call(*method, token, "d2"), StatusIs(Reason::kOtherDepartment)) << method->full_name();
  }
  EXPECT_GT(methods, 40);
}

TEST_F(AccessTest, WhatIsNotInTheApiIsNotAnswered) {
  const std::string token = MintToken("services/x", "*", AllRoles());
  for (const Service service : kServices) {
    const GenericRequest request{.method = "/" + std::string(GrpcNameOf(service)) + "/DropEverything", .token = token};
    EXPECT_THAT(GenericCall(cluster_->Channel(service), request), StatusIs(absl::StatusCode::kUnimplemented));
  }
}

}  // namespace
}  // namespace zamer::testing
