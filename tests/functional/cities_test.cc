// A market's cities come in through zamerctl, from a table as the country's addresses are published.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "services/common/names/names.h"
#include "tests/support/process.h"
#include "tests/support/scene.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace zamer::testing {
namespace {

using ::testing::HasSubstr;

// Published data, which is not part of the sources.
constexpr char kPublished[] = ZAMER_SOURCE_DIR "/../shared/data/ru_cities/city.csv";

constexpr char kTable[] =
    "address,postal_code,country,federal_district,region_type,region,area_type,area,city_type,city,settlement_type,"
    "settlement,population,foundation_year\n"
    "\"Самарская обл, г Самара\",443000,Россия,Приволжский,обл,Самарская,,,г,Самара,,,1164685,1586\n"
    "\"Самарская обл, г Кинель\",446430,Россия,Приволжский,обл,Самарская,,,г,Кинель,,,34472,1837\n"
    "г Москва,101000,Россия,Центральный,г,Москва,,,,,,,11514330,1147\n"
    "\"Московская обл, г Клин\",141600,Россия,Центральный,обл,Московская,г,Клин,,,,,80584,1317\n";

class CitiesTest : public ::testing::Test {
 protected:
  std::string Import(const std::string& file, std::vector<std::string> more = {}) {
    std::vector<std::string> args{"cities", "--lead-address", cluster_.Address(Service::kLead), "--department",
                                  std::string(LastSegment(scene_.name()))};
    args.insert(args.end(), more.begin(), more.end());
    args.push_back(file);
    const ProcessResult result = RunProcess({.program = std::string(ZAMER_BIN_DIR) + "/zamerctl", .args = args});
    EXPECT_EQ(result.exit_status, 0) << result.output;
    return result.output;
  }
  std::vector<lead::v1::City> Cities() {
    lead::v1::ListCitiesRequest request;
    request.set_parent(scene_.name());
    request.set_page_size(100);
    std::vector<lead::v1::City> cities;
    do {
      const auto page = scene_.manager().Call(&LeadApi::ListCities, request);
      EXPECT_THAT(page, IsOk());
      if (!page.ok()) break;
      cities.insert(cities.end(), page->cities().begin(), page->cities().end());
      request.set_page_token(page->next_page_token());
    } while (!request.page_token().empty());
    return cities;
  }
  static std::int64_t MaximumOf(const std::vector<lead::v1::City>& cities, std::string_view spelling) {
    for (const lead::v1::City& city : cities) {
      if (city.display_name() == spelling) return city.monthly_maximum();
    }
    return -1;
  }

  TempDir folder_;
  Cluster cluster_{{.bin_dir = ZAMER_BIN_DIR}};
  Scene scene_{cluster_};
};

TEST_F(CitiesTest, ATableBecomesTheMarketOnce) {
  const std::string file = folder_.File("city.csv");
  WriteFile(file, kTable);
  EXPECT_THAT(Import(file, {"--minimum-population", "50000"}), HasSubstr("3 cities, 3 of them new or different"));
  const std::vector<lead::v1::City> cities = Cities();
  ASSERT_EQ(cities.size(), 3U);
  EXPECT_EQ(MaximumOf(cities, "Самара"), 1'164'685 / 120);
  EXPECT_EQ(MaximumOf(cities, "Москва"), 11'514'330 / 120);
  EXPECT_EQ(MaximumOf(cities, "Клин"), 80'584 / 120);
  EXPECT_THAT(Import(file, {"--minimum-population", "30000"}), HasSubstr("4 cities, 1 of them new or different"));
}

TEST_F(CitiesTest, TheWholeCountryIsAMarket) {
  if (!std::filesystem::exists(kPublished)) GTEST_SKIP() << kPublished << " is not there";
  EXPECT_THAT(Import(kPublished), HasSubstr(" new or different"));
  const std::vector<lead::v1::City> cities = Cities();
  EXPECT_GT(cities.size(), 1'000U);
  EXPECT_EQ(MaximumOf(cities, "Москва"), 11'514'330 / 120);
}

}  // namespace
}  // namespace zamer::testing
