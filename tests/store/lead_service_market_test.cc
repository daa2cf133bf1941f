// Cities and how much of their market is used, over gRPC, on a real Redis.
#include "tests/store/lead_fixture.h"

namespace zamer::lead {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;
using Fact = v1::LeadEvent;

class LeadServiceMarket : public LeadFixture {
 protected:
  static v1::City CityOf(const std::string& id, const std::string& spelling, std::int64_t monthly_maximum = 0) {
    v1::City city;
    city.set_name(Child(kDepartment, "cities", id));
    city.set_display_name(spelling);
    city.set_population(monthly_maximum * 120);
    return city;
  }
  absl::StatusOr<int> Import(const std::vector<v1::City>& cities) {
    v1::ImportCitiesRequest request;
    request.set_parent(kDepartment);
    for (const v1::City& city : cities) *request.add_cities() = city;
    const auto answer = Call(Head(), &Api::ImportCities, request);
    if (!answer.ok()) return answer.status();
    return answer->changed();
  }
  std::vector<v1::City> Cities(int page_size = 0) {
    v1::ListCitiesRequest request;
    request.set_parent(kDepartment);
    request.set_page_size(page_size);
    std::vector<v1::City> cities;
    do {
      const auto page = Call(Anna(), &Api::ListCities, request);
      EXPECT_THAT(page, IsOk());
      if (!page.ok()) break;
      cities.insert(cities.end(), page->cities().begin(), page->cities().end());
      request.set_page_token(page->next_page_token());
    } while (!request.page_token().empty());
    return cities;
  }
  static v1::CreateLeadRequest From(const std::string& city, const std::string& phone) {
    v1::CreateLeadRequest request = Enquiry(phone);
    request.mutable_lead()->set_city(city);
    return request;
  }
  absl::Status MoveTo(const std::string& lead, const std::string& city) {
    v1::UpdateLeadRequest request;
    request.mutable_lead()->set_name(lead);
    request.mutable_lead()->set_city(city);
    return Call(Anna(), &Api::UpdateLead, request).status();
  }
  // City and phones of a month of 2036; of the present one for 0.
  std::vector<std::pair<std::string, std::int64_t>> Used(int month = 0) {
    v1::GetSaturationRequest request;
    request.set_name(kDepartment);
    if (month > 0) request.mutable_month()->set_year(2036);
    if (month > 0) request.mutable_month()->set_month(month);
    const auto saturation = Call(Anna(), &Api::GetSaturation, request);
    EXPECT_THAT(saturation, IsOk());
    std::vector<std::pair<std::string, std::int64_t>> used;
    if (!saturation.ok()) return used;
    for (const auto& city : saturation->cities()) used.emplace_back(city.city(), city.phones());
    return used;
  }
  std::vector<int> Warnings() {
    std::vector<int> percents;
    for (const v1::LeadEvent& event : Events()) {
      if (event.has_market_saturated()) percents.push_back(event.market_saturated().percent());
    }
    return percents;
  }
};

TEST_F(LeadServiceMarket, CitiesAreImportedOnceAndListedById) {
  EXPECT_THAT(Import({CityOf("s", "Samara", 10), CityOf("k", "Kinel", 1)}), testing::IsOkAndHolds(2));
  EXPECT_THAT(Import({CityOf("s", "Samara", 10), CityOf("k", "Kinel", 2)}), testing::IsOkAndHolds(1));
  EXPECT_EQ(CountEvents(Fact::kCityChanged), 3);
  for (const int page_size : {0, 1}) {
    const std::vector<v1::City> cities = Cities(page_size);
    ASSERT_EQ(cities.size(), 2U);
    EXPECT_EQ(cities[0].display_name(), "Kinel");
    EXPECT_EQ(cities[0].etag(), "\"2\"");
    EXPECT_EQ(cities[1].monthly_maximum(), 10);
  }
  EXPECT_THAT(Import({CityOf("x", "Samara")}), StatusIs(Reason::kFieldInvalid));
}

TEST_F(LeadServiceMarket, ACityChangesByItsEtag) {
  ASSERT_THAT(Import({CityOf("s", "Samara", 10)}), IsOk());
  v1::UpdateCityRequest update;
  update.mutable_city()->set_name(Child(kDepartment, "cities", "s"));
  update.mutable_city()->set_etag("\"1\"");
  update.mutable_city()->set_reachable_share_bps(5'000);
  const auto updated = Call(Head(), &Api::UpdateCity, update);
  ASSERT_THAT(updated, IsOk());
  EXPECT_EQ(updated->monthly_maximum(), 5);
  EXPECT_EQ(updated->etag(), "\"2\"");
  EXPECT_EQ(Events().back().city_changed().monthly_maximum(), 5);
  update.clear_request_id();
  EXPECT_THAT(Call(Head(), &Api::UpdateCity, update), StatusIs(Reason::kEtagStale));
  update.mutable_city()->set_name(Child(kDepartment, "cities", "none"));
  EXPECT_THAT(Call(Head(), &Api::UpdateCity, update), StatusIs(Reason::kCityNotFound));
}

TEST_F(LeadServiceMarket, APhoneCountsOnceInTheCityOfItsLead) {
  ASSERT_THAT(Import({CityOf("s", "Samara", 10), CityOf("k", "Kinel", 5)}), IsOk());
  const v1::Lead lead = Create(From("Samara", "+79123456701"));
  Create(From("Samara", "+79123456701"));
  Create(From("Samara", ""));
  EXPECT_THAT(Used(), ElementsAre(Pair("Kinel", 0), Pair("Samara", 1)));
  const v1::Lead later = Create(From("Kinel", ""));
  ASSERT_THAT(Capture(later.name(), "+79123456702"), IsOk());
  EXPECT_THAT(Used(), ElementsAre(Pair("Kinel", 1), Pair("Samara", 1)));
  ASSERT_THAT(MoveTo(lead.name(), "Kinel"), IsOk());
  EXPECT_THAT(Used(), ElementsAre(Pair("Kinel", 2), Pair("Samara", 0)));
  ASSERT_THAT(MoveTo(lead.name(), "Nowhere"), IsOk());
  EXPECT_THAT(Used(), ElementsAre(Pair("Kinel", 1), Pair("Nowhere", 1), Pair("Samara", 0)));
  EXPECT_EQ(CountEvents(Fact::kMarketUsed), 6);
}

TEST_F(LeadServiceMarket, LeadsOfOnePersonCountAsOne) {
  ASSERT_THAT(Import({CityOf("s", "Samara", 10)}), IsOk());
  const v1::Lead first = Create(From("Samara", "+79123456701"));
  clock_.Advance(absl::Minutes(1));
  const v1::Lead second = Create(From("Samara", "+79123456702"));
  EXPECT_THAT(Used(), ElementsAre(Pair("Samara", 2)));
  ASSERT_THAT(Capture(first.name(), "+79123456702"), IsOk()) << "the two become one";
  EXPECT_THAT(Used(), ElementsAre(Pair("Samara", 1)));
  v1::UnmergeLeadRequest unmerge;
  unmerge.set_name(second.name());
  ASSERT_THAT(Call(Head(), &Api::UnmergeLead, unmerge), IsOk());
  EXPECT_THAT(Used(), ElementsAre(Pair("Samara", 2)));
  v1::EraseLeadRequest erase;
  erase.set_name(first.name());
  ASSERT_THAT(Call(Head(), &Api::EraseLead, erase), IsOk());
  EXPECT_THAT(Used(), ElementsAre(Pair("Samara", 2))) << "counts stay";
}

TEST_F(LeadServiceMarket, APersonWhoComesBackIsNobodyNew) {
  ASSERT_THAT(Import({CityOf("s", "Samara", 10)}), IsOk());
  const v1::Lead first = Create(From("Samara", "+79123456701"));
  ASSERT_THAT(Lose(first.name()), IsOk());
  clock_.Set(March(3, 12) + absl::Hours(24 * 120));
  const v1::Lead second = Create(From("Samara", "+79123456701"));
  ASSERT_EQ(second.previous_lead(), first.name());
  EXPECT_THAT(Used(3), ElementsAre(Pair("Samara", 1)));
  EXPECT_THAT(Used(), ElementsAre(Pair("Samara", 0)));
}

TEST_F(LeadServiceMarket, WarnsOnceAtEachShareInEachMonth) {
  ASSERT_THAT(Import({CityOf("s", "Samara", 5)}), IsOk());
  std::vector<std::string> leads;
  for (int i = 0; i < 6; ++i) leads.push_back(Create(From("Samara", absl::StrCat("+7912345670", i))).name());
  EXPECT_THAT(Warnings(), ElementsAre(80, 100));
  ASSERT_THAT(MoveTo(leads[0], "Kinel"), IsOk());
  ASSERT_THAT(MoveTo(leads[1], "Kinel"), IsOk());
  ASSERT_THAT(MoveTo(leads[0], "Samara"), IsOk());
  EXPECT_THAT(Warnings(), ElementsAre(80, 100)) << "known already";
  clock_.Set(March(31, 23, 59));
  Create(From("Samara", "+79123456711"));
  clock_.Set(March(31, 23, 59) + absl::Minutes(2));
  Create(From("Samara", "+79123456712"));
  EXPECT_THAT(Used(4), ElementsAre(Pair("Samara", 1)));
  EXPECT_THAT(Used(3), ElementsAre(Pair("Kinel", 1), Pair("Samara", 6)));
}

TEST_F(LeadServiceMarket, WithoutADescribedCityNothingIsCounted) {
  const v1::Lead lead = Create(From("Samara", "+79123456701"));
  EXPECT_EQ(CountEvents(Fact::kMarketUsed), 0);
  EXPECT_THAT(Used(), IsEmpty());
  clock_.Advance(absl::Minutes(1));
  ASSERT_THAT(Import({CityOf("s", "Samara", 5)}), IsOk());
  Create(From("Samara", "+79123456702"));
  ASSERT_THAT(MoveTo(lead.name(), "Kinel"), IsOk());
  EXPECT_THAT(Used(), ElementsAre(Pair("Samara", 1))) << "what was not counted is not subtracted";
}

TEST_F(LeadServiceMarket, ReplicasCountTogether) {
  AddReplica();
  ASSERT_THAT(Import({CityOf("s", "Samara", 100)}), IsOk());
  for (int i = 0; i < 20; ++i) {
    const auto lead = Call(Anna(static_cast<std::size_t>(i % 2)), &Api::CreateLead,
                           From("Samara", absl::StrCat("+791234567", 10 + i)));
    ASSERT_THAT(lead, IsOk());
  }
  EXPECT_THAT(Used(), ElementsAre(Pair("Samara", 20)));
}

TEST_F(LeadServiceMarket, HistoryCountsInItsOwnMonths) {
  ASSERT_THAT(Import({CityOf("s", "Samara", 10)}), IsOk());
  v1::ImportHistoryRequest history;
  history.set_parent(kDepartment);
  history.set_system("crm");
  const auto add = [&](const std::string& person, const std::string& phone, absl::Time time) {
    v1::ImportedLead& deal = *history.add_rows()->mutable_lead();
    deal.set_person_id(person);
    deal.set_row_id(absl::StrCat("r", history.rows_size()));
    deal.set_state(v1::Lead::LOST);
    deal.set_phone(phone);
    deal.set_city("Samara");
    *deal.mutable_touch()->mutable_time() = ToTimestamp(time);
  };
  add("p1", "8 912 345-67-01", March(1, 12));
  add("p1", "8 912 345-67-01", March(1, 12) - absl::Hours(24 * 30));
  add("p2", "8 912 345-67-02", March(1, 12));
  add("p3", "not a number", March(1, 12));
  ASSERT_THAT(Call(Operator(), &Api::ImportHistory, history), IsOk());
  EXPECT_THAT(Used(1), ElementsAre(Pair("Samara", 1)));
  EXPECT_THAT(Used(3), ElementsAre(Pair("Samara", 1)));
}

TEST_F(LeadServiceMarket, LocalPhonesAreReadByTheCitysAreaCode) {
  v1::City samara = CityOf("s", "Samara", 10);
  samara.set_area_code("846");
  ASSERT_THAT(Import({samara, CityOf("k", "Kinel", 5)}), IsOk());
  EXPECT_EQ(Create(From("Samara", "200-12-34")).phones(0).e164(), "+78462001234");
  EXPECT_THAT(Call(Anna(), &Api::CreateLead, From("Kinel", "200-12-35")), StatusIs(Reason::kPhoneUnreadable));
  v1::CreateLeadRequest words = From("Samara", "");
  words.set_text("звоните 200-12-36 вечером");
  EXPECT_EQ(Create(words).phones(0).e164(), "+78462001236");
  const v1::Lead lead = Create(From("Samara", ""));
  const auto captured = Capture(lead.name(), "2001237");
  ASSERT_THAT(captured, IsOk());
  EXPECT_EQ(captured->phones(0).e164(), "+78462001237");
  EXPECT_THAT(Capture(Create(From("", "")).name(), "2001238"), StatusIs(Reason::kPhoneUnreadable));
}

TEST_F(LeadServiceMarket, AMonthIsAMonth) {
  v1::GetSaturationRequest request;
  request.set_name(kDepartment);
  *request.mutable_month() = ToDate(absl::CivilDay(2036, 3, 1));
  EXPECT_THAT(Call(Anna(), &Api::GetSaturation, request), StatusIs(Reason::kFieldInvalid)) << "day 0";
  request.set_name("departments/d2");
  EXPECT_FALSE(Call(Anna(), &Api::GetSaturation, request).ok());
}

}  // namespace
}  // namespace zamer::lead
