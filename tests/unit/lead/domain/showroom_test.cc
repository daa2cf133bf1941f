#include "services/lead/domain/showroom.h"

#include <gtest/gtest.h>

#include "services/lead/domain/first_response.h"
#include "tests/support/status_matchers.h"
#include "tests/unit/lead/domain/builders.h"

namespace zamer::lead {
namespace {

using testing::IsOk;
using testing::StatusIs;

v1::VisitRecord Visited() {
  v1::VisitRecord record;
  record.mutable_visit()->set_name("departments/d1/visits/v1");
  *record.mutable_visit()->mutable_occurred_time() = ToTimestamp(Now());
  record.mutable_visit()->set_employee(kAnna);
  record.mutable_visit()->set_city("Samara");
  record.set_channel("departments/d1/channels/vk");
  return record;
}

TEST(Showroom, AVisitorArrivesWhenHeLeavesAPhone) {
  const absl::Time later = Now() + absl::Minutes(20);
  const Enquiry enquiry = EnquiryOf(Visited(), WithPhone("+79123456789"), later);
  EXPECT_EQ(enquiry.touch.kind(), v1::Touch::VISIT);
  EXPECT_EQ(enquiry.touch.channel(), "departments/d1/channels/vk");
  EXPECT_EQ(FromTimestamp(enquiry.touch.time()), later);
  EXPECT_EQ(enquiry.person.city, "Samara");
  EXPECT_EQ(enquiry.person.phones.size(), 1);
}

TEST(Showroom, AVisitIsInTheHistoryAndAnswersNoClock) {
  const v1::Interaction interaction = InteractionOf(Visited().visit());
  EXPECT_EQ(interaction.kind(), v1::Interaction::VISIT);
  EXPECT_EQ(interaction.employee(), kAnna);
  EXPECT_EQ(FromTimestamp(interaction.occurred_time()), Now());
  EXPECT_FALSE(IsAttempt(interaction));
  EXPECT_FALSE(IsTalk(interaction));
}

TEST(Showroom, TellsWhetherThereIsAPhone) {
  v1::VisitRecord record = Visited();
  EXPECT_THAT(CheckNoLead(record.visit()), IsOk());
  EXPECT_FALSE(FactOf(record.visit()).with_phone());
  record.mutable_visit()->set_lead(kLead);
  EXPECT_THAT(CheckNoLead(record.visit()), StatusIs(Reason::kVisitHasPhone));
  EXPECT_TRUE(FactOf(record.visit()).with_phone());
  EXPECT_EQ(FactOf(record.visit()).lead(), kLead);
  EXPECT_EQ(FactOf(record.visit()).employee(), kAnna);
  EXPECT_EQ(FactOf(record.visit()).city(), "Samara");
}

}  // namespace
}  // namespace zamer::lead
