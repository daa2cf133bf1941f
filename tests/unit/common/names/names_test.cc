#include "services/common/names/names.h"

#include <gtest/gtest.h>

namespace zamer {
namespace {

TEST(DepartmentOf, IsTheSecondSegmentOfEveryNameBelowADepartment) {
  EXPECT_EQ(DepartmentOf("departments/d1"), "d1");
  EXPECT_EQ(DepartmentOf("departments/d1/leads/l1"), "d1");
}

TEST(DepartmentOf, IsEmptyForANameOfNoDepartment) {
  EXPECT_EQ(DepartmentOf("services/lead"), "");
  EXPECT_EQ(DepartmentOf("departments"), "");
  EXPECT_EQ(DepartmentOf(""), "");
}

TEST(LastSegment, IsTheResourcesOwnId) {
  EXPECT_EQ(LastSegment("departments/d1/leads/l1"), "l1");
  EXPECT_EQ(LastSegment("l1"), "l1");
  EXPECT_EQ(LastSegment("departments/"), "");
}

TEST(Child, PutsCollectionAndIdBelowTheParent) {
  EXPECT_EQ(Child(DepartmentNameOf("d1"), "leads", "l1"), "departments/d1/leads/l1");
}

template <class Name>
class EveryName : public testing::Test {};

struct Department {
  using Type = DepartmentName;
  static constexpr const char* kText = "departments/d1";
};
struct Employee {
  using Type = EmployeeName;
  static constexpr const char* kText = "departments/d1/employees/e1";
};
struct Meeting {
  using Type = MeetingName;
  static constexpr const char* kText = "departments/d1/meetings/m1";
};
struct Lead {
  using Type = LeadName;
  static constexpr const char* kText = "departments/d1/leads/l1";
};
struct Contract {
  using Type = ContractName;
  static constexpr const char* kText = "departments/d1/contracts/c1";
};
struct Estimate {
  using Type = EstimateName;
  static constexpr const char* kText = "departments/d1/estimates/e1";
};
using AllNames = testing::Types<Department, Employee, Meeting, Lead, Contract, Estimate>;
TYPED_TEST_SUITE(EveryName, AllNames);

TYPED_TEST(EveryName, ComesBackAsItWasParsed) {
  const auto name = TypeParam::Type::Parse(TypeParam::kText);
  ASSERT_TRUE(name);
  EXPECT_EQ(name->department, "d1");
  EXPECT_EQ(name->ToString(), TypeParam::kText);
}

TYPED_TEST(EveryName, RefusesTextThatIsNotExactlyItsPattern) {
  const std::string text = TypeParam::kText;
  for (const std::string& wrong :
       {std::string(), std::string("departments"), std::string("departments/"), "/" + text, text + "/", text + "/x",
        text + "/x/y", text.substr(0, text.rfind('/') + 1), "x" + text, std::string("services/lead"),
        std::string("departments/d1/others/o1"), std::string("departments//leads/l1")}) {
    EXPECT_FALSE(TypeParam::Type::Parse(wrong)) << wrong;
  }
}

}  // namespace
}  // namespace zamer
