// Lists of leads by all filters, and their counts, over gRPC, on a real Redis.
#include <map>

#include "tests/store/lead_fixture.h"

namespace zamer::lead {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class LeadServiceList : public LeadFixture {
 protected:
  // A lead that arrives a minute after the one before it.
  std::string Arrive(const std::string& name, const std::string& city, const std::string& channel = kVk,
                     const std::string& phone = {}) {
    clock_.Advance(absl::Minutes(1));
    v1::CreateLeadRequest request = Enquiry(phone, channel);
    request.mutable_lead()->set_client_name(name);
    request.mutable_lead()->set_city(city);
    return Create(request).name();
  }
  void FollowUp(const std::string& lead, absl::Time due) {
    v1::ScheduleFollowUpRequest request;
    request.set_parent(lead);
    *request.mutable_follow_up()->mutable_due_time() = ToTimestamp(due);
    ASSERT_THAT(Call(Anna(), &Api::ScheduleFollowUp, request), IsOk());
  }
  template <class Set>
  std::vector<std::string> ListBy(Set set) {
    v1::ListLeadsRequest request;
    set(request);
    return List(request);
  }
  // Counts by the states' names.
  std::map<std::string, std::int64_t> Count(v1::CountLeadsRequest request) {
    request.set_parent(kDepartment);
    const auto counts = Call(Anna(), &Api::CountLeads, request);
    EXPECT_THAT(counts, IsOk());
    std::map<std::string, std::int64_t> by_name;
    for (const auto& count : counts->states()) by_name[v1::Lead::State_Name(count.state())] = count.count();
    if (counts->queued() > 0) by_name["queued"] = counts->queued();
    return by_name;
  }
};

TEST_F(LeadServiceList, FiltersByCityChannelAndStateTogether) {
  const std::string a = Arrive("Anna", "Samara", kVk, "+79123456701");
  const std::string b = Arrive("Boris", "Samara", kSite, "+79123456702");
  const std::string c = Arrive("Clara", "Tver", kVk, "+79123456703");
  const std::string d = Arrive("Dmitry", "Samara", kVk, "+79123456704");
  ASSERT_THAT(Lose(d), IsOk());
  EXPECT_THAT(ListBy([](auto& r) { r.set_city("Samara"); }), ElementsAre(d, b, a));
  EXPECT_THAT(ListBy([](auto& r) { r.set_channel(kVk); }), ElementsAre(d, c, a));
  EXPECT_THAT(ListBy([](auto& r) {
                r.set_city("Samara");
                r.set_channel(kVk);
                r.set_page_size(1);
              }),
              ElementsAre(d, a));
  EXPECT_THAT(ListBy([](auto& r) {
                r.set_city("Samara");
                r.set_open(true);
              }),
              ElementsAre(b, a));
  EXPECT_THAT(ListBy([](auto& r) {
                r.set_city("Samara");
                r.set_state(v1::Lead::LOST);
              }),
              ElementsAre(d));
  EXPECT_THAT(ListBy([](auto& r) {
                r.set_state(v1::Lead::LOST);
                r.set_open(true);
              }),
              IsEmpty());
}

TEST_F(LeadServiceList, FindsAPersonByNameAndByPhoneAndForgetsWhatIsNotSoAnyMore) {
  const std::string a = Arrive("Пётр Иванов", "Samara", kVk, "+79123456701");
  const std::string b = Arrive("Иванка", "Tver", kVk, "+79120006701");
  const auto find = [&](const std::string& text) { return ListBy([&](auto& r) { r.set_text(text); }); };
  EXPECT_THAT(find("иван"), ElementsAre(b, a));
  EXPECT_THAT(find("иванов петр"), ElementsAre(a));
  EXPECT_THAT(find("6701"), ElementsAre(b, a));
  EXPECT_THAT(find("345-67-01"), ElementsAre(a));
  EXPECT_THAT(find("ив"), IsEmpty());
  v1::UpdateLeadRequest update;
  update.mutable_lead()->set_name(a);
  update.mutable_lead()->set_client_name("Семён");
  ASSERT_THAT(Call(Anna(), &Api::UpdateLead, update), IsOk());
  EXPECT_THAT(find("иван"), ElementsAre(b));
  EXPECT_THAT(find("семе"), ElementsAre(a));
}

TEST_F(LeadServiceList, RangesOfArrivalAreHalfOpen) {
  const std::string a = Arrive("Anna", "Samara");
  const absl::Time second = clock_.Now() + absl::Minutes(1);
  const std::string b = Arrive("Boris", "Samara");
  const std::string c = Arrive("Clara", "Samara");
  EXPECT_THAT(ListBy([&](auto& r) {
                *r.mutable_arrive_start_time() = ToTimestamp(second);
                *r.mutable_arrive_end_time() = ToTimestamp(second + absl::Minutes(1));
              }),
              ElementsAre(b));
  EXPECT_THAT(ListBy([&](auto& r) { *r.mutable_arrive_end_time() = ToTimestamp(second); }), ElementsAre(a));
  EXPECT_THAT(ListBy([&](auto& r) {
                *r.mutable_arrive_start_time() = ToTimestamp(second);
                r.set_page_size(1);
              }),
              ElementsAre(c, b));
}

TEST_F(LeadServiceList, ARangeOfNextStepsIsInTheirOrder) {
  const std::string a = Arrive("Anna", "Samara");
  const std::string b = Arrive("Boris", "Samara");
  const std::string c = Arrive("Clara", "Tver");
  Arrive("Dmitry", "Samara");
  FollowUp(a, March(5, 12));
  FollowUp(b, March(4, 12));
  FollowUp(c, March(4, 11));
  EXPECT_EQ(FromTimestamp(Read(a).next_step_time()), March(5, 12));
  const auto until = [&](absl::Time end, const std::string& city) {
    return ListBy([&](auto& r) {
      *r.mutable_next_step_end_time() = ToTimestamp(end);
      r.set_city(city);
      r.set_page_size(1);
    });
  };
  EXPECT_THAT(until(March(6, 0), ""), ElementsAre(c, b, a));
  EXPECT_THAT(until(March(4, 12), ""), ElementsAre(c));
  EXPECT_THAT(until(March(6, 0), "Samara"), ElementsAre(b, a));
  ASSERT_THAT(Lose(b), IsOk());
  EXPECT_THAT(until(March(6, 0), "Samara"), ElementsAre(a));
}

TEST_F(LeadServiceList, APageGoesOnWhereItEndedWhileLeadsChangeTheirStates) {
  std::vector<std::string> names;
  for (int i = 0; i < 6; ++i) names.insert(names.begin(), Arrive("Somebody", "Samara"));
  v1::ListLeadsRequest request;
  request.set_parent(kDepartment);
  request.set_page_size(2);
  const auto first = Call(Anna(), &Api::ListLeads, request);
  ASSERT_THAT(first, IsOk());
  ASSERT_THAT(Lose(names[0]), IsOk());
  ASSERT_THAT(Capture(names[3], "+79123456701"), IsOk());
  Arrive("Somebody", "Samara");
  request.set_page_token(first->next_page_token());
  request.set_page_size(3);
  const auto second = Call(Anna(), &Api::ListLeads, request);
  ASSERT_THAT(second, IsOk());
  std::vector<std::string> seen;
  for (const v1::Lead& lead : second->leads()) seen.push_back(lead.name());
  EXPECT_THAT(seen, ElementsAre(names[2], names[3], names[4]));
}

TEST_F(LeadServiceList, AWrongRangeOrTextIsToldByItsField) {
  v1::ListLeadsRequest request;
  request.set_parent(kDepartment);
  *request.mutable_arrive_start_time() = ToTimestamp(March(3, 12));
  *request.mutable_arrive_end_time() = ToTimestamp(March(3, 12));
  EXPECT_THAT(Call(Anna(), &Api::ListLeads, request), StatusIs(Reason::kFieldInvalid));
  request.clear_arrive_end_time();
  EXPECT_THAT(Call(Anna(), &Api::ListLeads, request), IsOk());
  request.set_text("--");
  EXPECT_THAT(Call(Anna(), &Api::ListLeads, request), StatusIs(Reason::kFieldInvalid));
}

TEST_F(LeadServiceList, CountsByStateOwnerAndRange) {
  const std::string a = Arrive("Anna", "Samara", kVk, "+79123456701");
  const absl::Time second = clock_.Now() + absl::Minutes(1);
  Arrive("Boris", "Samara", kVk, "+79123456702");
  Arrive("Clara", "Samara");
  ASSERT_THAT(Lose(a), IsOk());
  using Counts = std::map<std::string, std::int64_t>;
  EXPECT_EQ(Count({}), (Counts{{"NEW", 1}, {"PHONE_CAPTURED", 1}, {"LOST", 1}}));
  v1::CountLeadsRequest request;
  request.set_owner(Employee("boris"));
  EXPECT_EQ(Count(request), (Counts{{"PHONE_CAPTURED", 1}}));
  request.clear_owner();
  *request.mutable_arrive_start_time() = ToTimestamp(second);
  EXPECT_EQ(Count(request), (Counts{{"NEW", 1}, {"PHONE_CAPTURED", 1}}));
  *request.mutable_arrive_end_time() = request.arrive_start_time();
  request.set_parent(kDepartment);
  EXPECT_THAT(Call(Anna(), &Api::CountLeads, request), StatusIs(Reason::kFieldInvalid));
  clock_.Set(March(3, 20));
  Arrive("Dora", "Samara");
  EXPECT_EQ(Count({})["queued"], 1);
}

TEST_F(LeadServiceList, AMergedLeadIsFoundAndCountedByItsStateOnly) {
  const std::string a = Arrive("Anna", "Samara", kVk, "+79123456701");
  const std::string b = Arrive("Anna", "Samara");
  ASSERT_THAT(Capture(b, "+79123456701"), IsOk());
  EXPECT_THAT(ListBy([](auto& r) { r.set_text("anna"); }), ElementsAre(a));
  EXPECT_THAT(ListBy([](auto& r) { r.set_city("Samara"); }), ElementsAre(a));
  EXPECT_THAT(ListBy([](auto& r) {
                r.set_city("Samara");
                r.set_state(v1::Lead::MERGED);
              }),
              ElementsAre(b));
  EXPECT_EQ(Count({})["MERGED"], 1);
}

}  // namespace
}  // namespace zamer::lead
