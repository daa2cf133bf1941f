// Visitors of the showroom, over gRPC, on a real Redis.
#include "tests/store/lead_fixture.h"

namespace zamer::lead {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using Fact = v1::LeadEvent;

constexpr char kPhone[] = "8 (912) 345 67 89";

class LeadServiceVisit : public LeadFixture {
 protected:
  Caller& Office() { return As("olga", type::v1::OFFICE_MANAGER); }

  static v1::RecordVisitRequest Visitor(const std::string& phone = {}) {
    v1::RecordVisitRequest request;
    request.set_parent(kDepartment);
    request.mutable_visit()->set_city("Samara");
    if (!phone.empty()) request.mutable_phone()->set_raw(phone);
    return request;
  }
  v1::Visit Record(const v1::RecordVisitRequest& request) {
    auto visit = Call(Office(), &Api::RecordVisit, request);
    EXPECT_THAT(visit, IsOk());
    return visit.value_or(v1::Visit());
  }
  absl::StatusOr<v1::Visit> CaptureOf(const std::string& visit, const std::string& phone,
                                      const std::string& name = {}) {
    v1::CaptureVisitPhoneRequest request;
    request.set_name(visit);
    request.mutable_phone()->set_raw(phone);
    request.set_client_name(name);
    return Call(Office(), &Api::CaptureVisitPhone, request);
  }
  std::vector<std::string> Visits(int page_size = 0) {
    v1::ListVisitsRequest request;
    request.set_parent(kDepartment);
    request.set_page_size(page_size);
    std::vector<std::string> names;
    do {
      const auto page = Call(Head(), &Api::ListVisits, request);
      EXPECT_THAT(page, IsOk());
      if (!page.ok()) break;
      for (const v1::Visit& visit : page->visits()) names.push_back(visit.name());
      request.set_page_token(page->next_page_token());
    } while (!request.page_token().empty());
    return names;
  }
};

TEST_F(LeadServiceVisit, AVisitorWithoutAPhoneIsCounted) {
  const v1::Visit visit = Record(Visitor());
  EXPECT_EQ(visit.employee(), Employee("olga"));
  EXPECT_EQ(FromTimestamp(visit.occurred_time()), clock_.Now());
  EXPECT_EQ(visit.lead(), "");
  EXPECT_THAT(List({}), IsEmpty());
  const v1::LeadEvent told = Events().back();
  EXPECT_EQ(told.meta().subject(), visit.name());
  EXPECT_EQ(told.visit_recorded().employee(), Employee("olga"));
  EXPECT_EQ(told.visit_recorded().city(), "Samara");
  EXPECT_FALSE(told.visit_recorded().with_phone());
}

TEST_F(LeadServiceVisit, AVisitorWithAPhoneIsALead) {
  v1::RecordVisitRequest request = Visitor(kPhone);
  request.set_client_name("Ivan");
  request.set_channel(kVk);
  request.mutable_visit()->set_employee(Employee("petr"));
  const v1::Visit visit = Record(request);
  const v1::Lead lead = Read(visit.lead());
  EXPECT_EQ(lead.client_name(), "Ivan");
  EXPECT_EQ(lead.city(), "Samara");
  EXPECT_EQ(lead.phones(0).e164(), "+79123456789");
  EXPECT_EQ(lead.phones(0).consent().kind(), v1::Consent::OWN_ENQUIRY);
  EXPECT_EQ(lead.phones(0).consent().recorded_by(), Employee("olga"));
  EXPECT_EQ(lead.state(), v1::Lead::PHONE_CAPTURED);
  EXPECT_EQ(lead.owner(), Employee("anna"));
  ASSERT_EQ(lead.touches_size(), 1);
  EXPECT_EQ(lead.touches(0).kind(), v1::Touch::VISIT);
  EXPECT_EQ(lead.touches(0).channel(), kVk);
  const auto interactions = Interactions(lead.name());
  ASSERT_THAT(interactions, SizeIs(1));
  EXPECT_EQ(interactions[0].kind(), v1::Interaction::VISIT);
  EXPECT_EQ(interactions[0].employee(), Employee("petr"));
  EXPECT_TRUE(lead.first_response().has_due_time());
  EXPECT_FALSE(lead.first_response().has_attempt_time()) << "the phone was left to be called";
  EXPECT_TRUE(Events().back().visit_recorded().with_phone());
  EXPECT_EQ(Events().back().visit_recorded().lead(), lead.name());
}

TEST_F(LeadServiceVisit, AVisitorWhoIsKnownIsATouchOnHisLead) {
  const v1::Lead lead = Create(Enquiry(kPhone, kSite));
  clock_.Advance(absl::Minutes(1));
  EXPECT_EQ(Record(Visitor(kPhone)).lead(), lead.name());
  const v1::Lead after = Read(lead.name());
  EXPECT_EQ(after.touch_count(), 2);
  EXPECT_EQ(after.touches(0).channel(), kSite) << "the first touch takes the credit";
  EXPECT_EQ(after.interaction_count(), 1);
}

TEST_F(LeadServiceVisit, APhoneThatIsLeftLaterMakesTheLeadThen) {
  v1::RecordVisitRequest request = Visitor();
  request.set_channel(kVk);
  const v1::Visit visit = Record(request);
  clock_.Advance(absl::Minutes(20));
  const auto captured = CaptureOf(visit.name(), kPhone, "Ivan");
  ASSERT_THAT(captured, IsOk());
  EXPECT_EQ(captured->name(), visit.name());
  EXPECT_EQ(FromTimestamp(captured->occurred_time()), March(3, 12));
  const v1::Lead lead = Read(captured->lead());
  EXPECT_EQ(lead.client_name(), "Ivan");
  EXPECT_EQ(lead.city(), "Samara");
  EXPECT_EQ(lead.touches(0).channel(), kVk);
  EXPECT_EQ(FromTimestamp(lead.arrive_time()), clock_.Now());
  EXPECT_EQ(FromTimestamp(lead.first_response().due_time()), March(3, 12, 25));
  EXPECT_EQ(FromTimestamp(Interactions(lead.name())[0].occurred_time()), March(3, 12));
  EXPECT_EQ(CountEvents(Fact::kVisitRecorded), 2);
  EXPECT_TRUE(Events().back().visit_recorded().with_phone());

  EXPECT_THAT(CaptureOf(visit.name(), "8 912 000-00-01"), StatusIs(Reason::kVisitHasPhone));
  EXPECT_THAT(CaptureOf("departments/d1/visits/none", kPhone), StatusIs(Reason::kVisitNotFound));
}

TEST_F(LeadServiceVisit, ALocalNumberIsOfTheShowroomsCity) {
  v1::ImportCitiesRequest cities;
  cities.set_parent(kDepartment);
  v1::City& city = *cities.add_cities();
  city.set_name("departments/d1/cities/samara");
  city.set_display_name("Samara");
  city.set_area_code("846");
  ASSERT_THAT(Call(Head(), &Api::ImportCities, cities), IsOk());
  EXPECT_EQ(Read(Record(Visitor("200-12-34")).lead()).phones(0).e164(), "+78462001234");
  const auto captured = CaptureOf(Record(Visitor()).name(), "200-12-35");
  ASSERT_THAT(captured, IsOk());
  EXPECT_EQ(Read(captured->lead()).phones(0).e164(), "+78462001235");
}

TEST_F(LeadServiceVisit, AVisitorsPhoneBringsTheCallsThatWereKept) {
  v1::RecordCallRequest told;
  told.set_parent(kDepartment);
  told.mutable_call()->set_external_id("c1");
  told.mutable_call()->set_client_number(kPhone);
  told.mutable_call()->set_direction(v1::Interaction::INBOUND);
  *told.mutable_call()->mutable_occurred_time() = ToTimestamp(clock_.Now() - absl::Hours(1));
  ASSERT_THAT(Call(Head(), &Api::RecordCall, told), IsOk());
  const auto interactions = Interactions(Record(Visitor(kPhone)).lead());
  ASSERT_THAT(interactions, SizeIs(2));
  EXPECT_EQ(interactions[1].external_id(), "c1");
}

TEST_F(LeadServiceVisit, ListsTheNewestFirstInPages) {
  std::vector<std::string> newest_first;
  for (int i = 0; i < 5; ++i) {
    clock_.Advance(absl::Minutes(1));
    newest_first.insert(newest_first.begin(), Record(Visitor()).name());
  }
  v1::RecordVisitRequest earlier = Visitor();
  *earlier.mutable_visit()->mutable_occurred_time() = ToTimestamp(March(2, 15));
  newest_first.push_back(Record(earlier).name());
  EXPECT_THAT(Visits(), ::testing::ElementsAreArray(newest_first));
  EXPECT_THAT(Visits(2), ::testing::ElementsAreArray(newest_first));
}

TEST_F(LeadServiceVisit, RefusesWhatCannotBe) {
  v1::RecordVisitRequest request = Visitor();
  *request.mutable_visit()->mutable_occurred_time() = ToTimestamp(clock_.Now() + absl::Hours(1));
  EXPECT_THAT(Call(Office(), &Api::RecordVisit, request), StatusIs(Reason::kFieldInvalid));
  request = Visitor();
  request.set_channel("departments/d1/channels/none");
  EXPECT_THAT(Call(Office(), &Api::RecordVisit, request), StatusIs(Reason::kChannelNotFound));
  request = Visitor();
  request.mutable_visit()->set_employee("departments/d2/employees/olga");
  EXPECT_THAT(Call(Office(), &Api::RecordVisit, request), StatusIs(Reason::kOtherDepartment));
  EXPECT_THAT(Call(Office(), &Api::RecordVisit, Visitor("no number")), StatusIs(Reason::kPhoneUnreadable));
  EXPECT_THAT(Visits(), IsEmpty());
  EXPECT_THAT(List({}), IsEmpty());
}

TEST_F(LeadServiceVisit, ARetryIsNoSecondVisitor) {
  v1::RecordVisitRequest request = Visitor(kPhone);
  request.set_request_id("visit-retry");
  const v1::Visit visit = Record(request);
  EXPECT_EQ(Record(request).SerializeAsString(), visit.SerializeAsString());
  EXPECT_THAT(Visits(), ElementsAre(visit.name()));
  EXPECT_EQ(Read(visit.lead()).touch_count(), 1);
}

}  // namespace
}  // namespace zamer::lead
