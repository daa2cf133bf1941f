// Production calendars and cities, as files of other people have them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "services/zamerctl/reference/calendar_file.h"
#include "services/zamerctl/reference/cities_file.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace zamer::ctl {
namespace {

using ::testing::HasSubstr;
using ::testing::SizeIs;
using testing::StatusIs;

class ReferenceFile : public ::testing::Test {
 protected:
  std::string File(const std::string& content) {
    testing::WriteFile(dir_.File("table.csv"), content);
    return dir_.File("table.csv");
  }

  testing::TempDir dir_;
};

TEST_F(ReferenceFile, OfACalendarGivesItsDays) {
  const auto days =
      ReadCalendar(File("date,kind,holiday\n2026-01-01,day_off,New Year\n2024-11-02,short_day,\n"
                        "2018-04-28,working_weekend,\n"));
  ASSERT_THAT(days, testing::IsOk());
  ASSERT_THAT(*days, SizeIs(3));
  EXPECT_EQ((*days)[0].kind(), scheduling::v1::CalendarDay::DAY_OFF);
  EXPECT_EQ((*days)[1].date().month(), 11);
  EXPECT_EQ((*days)[2].kind(), scheduling::v1::CalendarDay::WORKING_WEEKEND);
}

TEST_F(ReferenceFile, OfACalendarNamesTheLineThatIsWrong) {
  EXPECT_THAT(ReadCalendar(File("date,kind\n2026-01-01,day_off\n2026-02-30,day_off\n")).status().message(),
              HasSubstr("line 3: date"));
  EXPECT_THAT(ReadCalendar(File("date,kind\n2026-01-01,party\n")).status().message(), HasSubstr("line 2: kind"));
  EXPECT_THAT(ReadCalendar(File("date,kind\n2026-01-01,day_off\n2026-01-01,short_day\n")).status().message(),
              HasSubstr("line 3: date must not come twice"));
  EXPECT_THAT(ReadCalendar(File("day,kind\n")), StatusIs(absl::StatusCode::kInvalidArgument));
}

constexpr char kCities[] =
    "city,region,population\nСамара,Самарская,1164685\nКинель,Самарская,34472\n,Москва,12615279\n"
    "Кировск,Мурманская,26206\nКировск,Ленинградская,26447\n";

TEST_F(ReferenceFile, OfCitiesGivesThoseOfTheMarket) {
  const auto cities = ReadCities(File(kCities), {.department = "d1", .minimum_population = 30'000});
  ASSERT_THAT(cities, testing::IsOk());
  ASSERT_THAT(*cities, SizeIs(3));
  const lead::v1::City& moscow = (*cities)[1];
  EXPECT_EQ(moscow.display_name(), "Москва") << "a region of its own has its name there";
  EXPECT_EQ(moscow.population(), 12'615'279);
  EXPECT_THAT(moscow.name(), HasSubstr("departments/d1/cities/c"));
}

TEST_F(ReferenceFile, OfCitiesTakesTheLargerOfTwoOfOneNameAndOneRegionWhenAsked) {
  const auto all = ReadCities(File(kCities), {.department = "d1"});
  ASSERT_THAT(*all, SizeIs(4));
  EXPECT_EQ((*all)[1].population(), 26'447);
  EXPECT_THAT(*ReadCities(File(kCities), {.department = "d1", .regions = {"Самарская"}}), SizeIs(2));
}

TEST_F(ReferenceFile, OfCitiesFindsTownsThatAreAnAreaOrASettlement) {
  const auto cities = ReadCities(File("region,area_type,area,city,settlement_type,settlement,population\n"
                                      "Московская,г,Клин,,,,80584\n"
                                      "Чеченская,р-н,Урус-Мартановский,,г,Урус-Мартан,49071\n"
                                      "Севастополь,,,,,,393304\n"),
                                 {.department = "d1"});
  ASSERT_THAT(cities, testing::IsOk());
  ASSERT_THAT(*cities, SizeIs(3));
  EXPECT_EQ((*cities)[0].display_name(), "Клин");
  EXPECT_EQ((*cities)[1].display_name(), "Севастополь");
  EXPECT_EQ((*cities)[2].display_name(), "Урус-Мартан");
}

TEST_F(ReferenceFile, OfCitiesNamesTheLineThatIsWrong) {
  EXPECT_THAT(
      ReadCities(File("city,region,population\nСамара,Самарская,many\n"), {.department = "d1"}).status().message(),
      HasSubstr("line 2: population"));
}

}  // namespace
}  // namespace zamer::ctl
