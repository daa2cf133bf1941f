// docs/kpi.md lists what can be asked for, and nothing else.
#include "services/metrics/domain/catalogue.h"

#include <absl/strings/str_split.h>
#include <absl/strings/strip.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <regex>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "services/metrics/domain/cells.h"
#include "services/metrics/kpi_list.h"

namespace zamer::metrics {
namespace {

// Rows of the form | `id` | formula | …
std::vector<std::pair<std::string, std::string>> DocumentedKpis() {
  std::ifstream page(std::string(ZAMER_SOURCE_DIR) + "/docs/kpi.md");
  const std::regex row(R"(\| `([a-z_]+)` \| ([^|]*[^| ]) *\|.*)");
  std::vector<std::pair<std::string, std::string>> kpis;
  std::smatch match;
  for (std::string line; std::getline(page, line);) {
    if (std::regex_match(line, match, row)) kpis.emplace_back(match[1], match[2]);
  }
  return kpis;
}

TEST(KpiPage, ListsEveryKpiWithItsFormulaInTheSameOrder) {
  std::vector<std::pair<std::string, std::string>> listed;
  const v1::ListKpisResponse all = DefinitionsOf({}).value();
  for (const v1::KpiDefinition& definition : all.kpis()) listed.emplace_back(definition.kpi(), definition.formula());
  EXPECT_EQ(DocumentedKpis(), listed);
}

TEST(Catalogue, HasEachKpiOnce) {
  std::set<std::string> ids;
  for (const Kpi& kpi : Catalogue()) {
    EXPECT_TRUE(ids.insert(kpi.id).second) << kpi.id;
    EXPECT_EQ(FindKpi(kpi.id), &kpi);
  }
  EXPECT_EQ(FindKpi("happiness"), nullptr);
}

TEST(Catalogue, GivesEachMeasureACodeOfItsOwn) {
  std::set<std::string_view> codes;
  for (int i = 0; i < kMeasures; ++i) {
    const auto measure = static_cast<Measure>(i);
    EXPECT_TRUE(codes.insert(CodeOf(measure)).second) << CodeOf(measure);
    EXPECT_EQ(MeasureOf(CodeOf(measure)), measure);
  }
  for (int i = 0; i < kTimings; ++i) EXPECT_EQ(TimingOf(CodeOf(static_cast<Timing>(i))), static_cast<Timing>(i));
}

TEST(ListKpis, GivesPagesThatTogetherAreAll) {
  v1::ListKpisRequest request;
  request.set_page_size(7);
  std::vector<std::string> ids;
  do {
    const v1::ListKpisResponse page = DefinitionsOf(request).value();
    for (const v1::KpiDefinition& definition : page.kpis()) ids.push_back(definition.kpi());
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  ASSERT_EQ(ids.size(), Catalogue().size());
  EXPECT_EQ(ids.back(), Catalogue().back().id);
}

TEST(ListKpis, RefusesATokenThatItDidNotGive) {
  v1::ListKpisRequest request;
  request.set_page_token("bm90IG91cnM");
  EXPECT_EQ(DefinitionsOf(request).status().code(), absl::StatusCode::kInvalidArgument);
}

}  // namespace
}  // namespace zamer::metrics
