#include "services/lead/domain/market.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/common/time/zone.h"
#include "services/lead/domain/erasure.h"
#include "services/lead/domain/merge.h"
#include "tests/support/status_matchers.h"
#include "tests/unit/lead/domain/builders.h"

namespace zamer::lead {
namespace {

using testing::IsOk;
using testing::StatusIs;
using Fact = v1::LeadEvent;

const auto kInvalid = absl::StatusCode::kInvalidArgument;

v1::City CityOf(const std::string& id, const std::string& spelling, std::int64_t population = 0) {
  v1::City city;
  city.set_name("departments/d1/cities/" + id);
  city.set_display_name(spelling);
  city.set_population(population);
  return city;
}

v1::ImportCitiesRequest Import(const std::vector<v1::City>& cities) {
  v1::ImportCitiesRequest request;
  request.set_parent("departments/d1");
  for (const v1::City& city : cities) *request.add_cities() = city;
  return request;
}

v1::CityList Cities(const std::vector<v1::City>& cities, absl::Time since = Now() - absl::Hours(1)) {
  v1::CityList list;
  EXPECT_THAT(ImportCities(list, Import(cities), since), IsOk());
  return list;
}

absl::TimeZone Zone() { return *LoadZone("Europe/Moscow"); }

TEST(MonthlyMaximum, IsPopulationTimesShareByInterval) {
  struct {
    std::int64_t population;
    int share_bps;  // -1 for unset
    int months;     // -1 for unset
    std::int64_t expected;
  } const cases[] = {
      {0, -1, -1, 0},   {1'164'685, -1, -1, 9705}, {1'164'685, 5000, -1, 4852},          {1'164'685, 0, 12, 0},
      {119, -1, -1, 0}, {120, 10'000, 120, 1},     {100'000'000, 10'000, 1, 100'000'000}};
  for (const auto& [population, share_bps, months, expected] : cases) {
    v1::City city = CityOf("c", "C", population);
    if (share_bps >= 0) city.set_reachable_share_bps(share_bps);
    if (months >= 0) city.set_purchase_interval_months(months);
    EXPECT_EQ(MonthlyMaximum(city), expected) << population << " " << share_bps << " " << months;
  }
}

TEST(ImportCities, CountsAndTellsWhatIsDifferent) {
  v1::CityList list;
  const auto first = ImportCities(list, Import({CityOf("s", "Samara", 1'200), CityOf("k", "Kinel", 120)}), Now());
  ASSERT_THAT(first, IsOk());
  EXPECT_EQ(first->changed, 2);
  ASSERT_EQ(first->facts.size(), 2U);
  EXPECT_EQ(first->facts[0].event.city_changed().city(), "Samara");
  EXPECT_EQ(first->facts[0].event.city_changed().monthly_maximum(), 10);
  EXPECT_EQ(first->facts[0].subject, "departments/d1/cities/s");
  EXPECT_EQ(list.cities(0).city().display_name(), "Kinel") << "by id";
  const auto second = ImportCities(list, Import({CityOf("s", "Samara", 2'400), CityOf("k", "Kinel", 120)}), Now());
  ASSERT_THAT(second, IsOk());
  EXPECT_EQ(second->changed, 1);
  EXPECT_EQ(FindCity(list, "departments/d1/cities/s")->version(), 2);
}

TEST(ImportCities, TakesTheSpellingsOfTwoCitiesForOneAnother) {
  v1::CityList list = Cities({CityOf("a", "A", 120), CityOf("b", "B", 240)});
  const auto change = ImportCities(list, Import({CityOf("a", "B", 120), CityOf("b", "A", 240)}), Now());
  ASSERT_THAT(change, IsOk());
  ASSERT_EQ(change->facts.size(), 2U) << "neither is gone";
  const auto renamed = ImportCities(list, Import({CityOf("a", "C", 120)}), Now());
  ASSERT_THAT(renamed, IsOk());
  ASSERT_EQ(renamed->facts.size(), 2U);
  EXPECT_EQ(renamed->facts[1].event.city_changed().city(), "B");
  EXPECT_EQ(renamed->facts[1].event.city_changed().monthly_maximum(), 0);
}

TEST(ImportCities, RefusesWhatIsAmbiguous) {
  v1::CityList list = Cities({CityOf("s", "Samara")});
  EXPECT_THAT(ImportCities(list, Import({CityOf("a", "Samara")}), Now()), StatusIs(kInvalid));
  list = Cities({CityOf("s", "Samara")});
  EXPECT_THAT(ImportCities(list, Import({CityOf("a", "A"), CityOf("a", "B")}), Now()), StatusIs(kInvalid));
  v1::City other = CityOf("x", "X");
  other.set_name("departments/d2/cities/x");
  EXPECT_THAT(ImportCities(list, Import({other}), Now()), StatusIs(kInvalid));
  v1::City code = CityOf("y", "Y");
  code.set_area_code("84-6");
  EXPECT_THAT(ImportCities(list, Import({code}), Now()), StatusIs(kInvalid));
}

TEST(UpdateCity, ChangesByMask) {
  v1::CityList list = Cities({CityOf("s", "Samara", 1'200), CityOf("k", "Kinel")});
  v1::UpdateCityRequest update;
  update.mutable_city()->set_name("departments/d1/cities/s");
  update.mutable_city()->set_reachable_share_bps(5'000);
  ASSERT_THAT(UpdateCity(list, update), IsOk());
  EXPECT_EQ(Shown(*FindCity(list, "departments/d1/cities/s")).monthly_maximum(), 5);
  update.mutable_city()->set_display_name("Kinel");
  EXPECT_THAT(UpdateCity(list, update), StatusIs(kInvalid));
  update.mutable_city()->set_name("departments/d1/cities/nowhere");
  EXPECT_THAT(UpdateCity(list, update), StatusIs(absl::StatusCode::kNotFound));
}

// Leads of Samara.
Person Known(const std::string& e164) {
  Person person = WithPhone(e164);
  person.city = "Samara";
  return person;
}

class MarketPlaces : public ::testing::Test {
 protected:
  std::optional<MarketCell> Cell(const Change& change) const {
    return CellOf(MarketPlaceOf(change.record), cities_, Zone());
  }

  v1::CityList cities_ = Cities({CityOf("s", "Samara", 1'200)});
};

TEST_F(MarketPlaces, AreOfLeadsWithAPhoneAndACity) {
  Person somebody;
  somebody.city = "Samara";
  EXPECT_FALSE(Cell(NewLead(Now(), somebody))) << "no phone";
  EXPECT_FALSE(Cell(NewLead(Now(), WithPhone("+79123456789")))) << "no city";
  EXPECT_TRUE(Cell(NewLead(Now(), Known("+79123456789"))));
}

TEST_F(MarketPlaces, AreInTheMonthOfTheDepartmentsZone) {
  cities_ = Cities({CityOf("s", "Samara", 1'200)}, Moscow("2026-01-01 00:00"));
  const Change march = NewLead(Moscow("2026-03-31 23:59"), Known("+79123456789"));
  const Change april = NewLead(Moscow("2026-04-01 00:00"), Known("+79123456780"));
  EXPECT_EQ(Cell(march), (MarketCell{"Samara", absl::CivilMonth(2026, 3)}));
  EXPECT_EQ(Cell(april), (MarketCell{"Samara", absl::CivilMonth(2026, 4)}));
}

TEST_F(MarketPlaces, AreOnlyOfWhatBecameKnownSinceTheMarketWasDescribed) {
  const Change lead = NewLead(Now(), Known("+79123456789"));
  cities_ = Cities({CityOf("s", "Samara", 1'200)}, Now() + absl::Hours(24));
  EXPECT_FALSE(Cell(lead));
  EXPECT_FALSE(CellOf(MarketPlaceOf(lead.record), v1::CityList(), Zone())) << "no market at all";
}

TEST_F(MarketPlaces, AreOneForTwoLeadsThatAreMerged) {
  Change older = NewLead(Now() - absl::Hours(48), Known("+79123456789"));
  Change newer = NewLead(Now(), Known("+79123456780"), "departments/d1/leads/l2");
  ASSERT_THAT(Merge(older, newer), IsOk());
  EXPECT_FALSE(MarketPlaceOf(newer.record));
  ASSERT_TRUE(MarketPlaceOf(older.record));
  EXPECT_EQ(MarketPlaceOf(older.record)->phone_time, Now() - absl::Hours(48)) << "known since the first";
}

TEST_F(MarketPlaces, OfASurvivorWithoutAPhoneAreTheOthers) {
  Person somebody;
  somebody.city = "Samara";
  Change older = NewLead(Now() - absl::Hours(48), somebody);
  Change newer = NewLead(Now() - absl::Hours(2), Known("+79123456780"), "departments/d1/leads/l2");
  ASSERT_THAT(Merge(older, newer), IsOk());
  ASSERT_TRUE(MarketPlaceOf(older.record));
  EXPECT_EQ(MarketPlaceOf(older.record)->phone_time, Now() - absl::Hours(2));
}

TEST_F(MarketPlaces, AreNotOfATextInWhichNoNumberIs) {
  Person unreadable;
  unreadable.city = "Samara";
  unreadable.phones.emplace_back().set_raw("ask his wife");
  Change older = NewLead(Now() - absl::Hours(48));
  Change newer = NewLead(Now(), {}, "departments/d1/leads/l2");
  LearnContacts(newer.record, unreadable);
  ASSERT_THAT(Merge(older, newer), IsOk());
  EXPECT_EQ(older.lead().phones_size(), 1) << "kept as it was typed";
  EXPECT_FALSE(older.record.phone_captured());
  EXPECT_FALSE(MarketPlaceOf(older.record));
}

TEST_F(MarketPlaces, StayWhenAPersonIsForgotten) {
  Change lead = NewLead(Now(), Known("+79123456789"));
  const auto before = Cell(lead);
  Erase(lead);
  EXPECT_EQ(Cell(lead), before);
}

TEST(CountInMarket, TellsEachShareOnceAndTheNumberAlways) {
  v1::MarketMonth month;
  const MarketCell cell{"Samara", absl::CivilMonth(2026, 3)};
  struct {
    int more;
    std::int64_t phones;
    std::vector<int> percents;
  } const steps[] = {{7, 7, {}}, {1, 8, {80}}, {-1, 7, {}}, {1, 8, {}}, {2, 10, {100}}, {5, 15, {}}, {-20, 0, {}}};
  for (const auto& [more, phones, percents] : steps) {
    const std::vector<v1::LeadEvent> facts = CountInMarket(month, cell, more, 10);
    ASSERT_EQ(facts.size(), 1 + percents.size()) << more;
    EXPECT_EQ(facts[0].market_used().phones(), phones);
    EXPECT_EQ(facts[0].market_used().monthly_maximum(), 10);
    EXPECT_EQ(facts[0].market_used().month().month(), 3);
    EXPECT_EQ(facts[0].market_used().month().day(), 0);
    for (std::size_t i = 0; i < percents.size(); ++i) {
      EXPECT_EQ(facts[i + 1].market_saturated().percent(), percents[i]);
    }
  }
}

TEST(CountInMarket, TellsBothSharesOfASmallCityAtOnceAndNoneWithoutAMaximum) {
  v1::MarketMonth small;
  const MarketCell cell{"Samara", absl::CivilMonth(2026, 3)};
  EXPECT_EQ(CountInMarket(small, cell, 1, 1).size(), 3U);
  v1::MarketMonth open;
  EXPECT_EQ(CountInMarket(open, cell, 1'000'000, 0).size(), 1U);
}

TEST(Saturation, ListsCitiesWithAMaximumOrPhones) {
  const v1::CityList cities = Cities({CityOf("s", "Samara", 1'200), CityOf("k", "Kinel"), CityOf("z", "Zhiguli", 120)});
  v1::MarketMonth samara;
  samara.set_city("Samara");
  samara.set_phones(7);
  v1::MarketMonth elsewhere;
  elsewhere.set_city("Elsewhere");
  elsewhere.set_phones(2);
  v1::MarketMonth gone;
  gone.set_city("Gone");
  const v1::Saturation saturation = SaturationOf(cities, {samara, elsewhere, gone});
  ASSERT_EQ(saturation.cities_size(), 3);
  EXPECT_EQ(saturation.cities(0).city(), "Elsewhere");
  EXPECT_EQ(saturation.cities(0).saturation_bps(), 0) << "nothing is known of it";
  EXPECT_EQ(saturation.cities(1).city(), "Samara");
  EXPECT_EQ(saturation.cities(1).phones(), 7);
  EXPECT_EQ(saturation.cities(1).monthly_maximum(), 10);
  EXPECT_EQ(saturation.cities(1).saturation_bps(), 7'000);
  EXPECT_EQ(saturation.cities(2).city(), "Zhiguli");
}

}  // namespace
}  // namespace zamer::lead
