// docs/errors.md and the list in the code say the same, both ways.
#include <absl/strings/str_split.h>
#include <absl/strings/strip.h>
#include <gtest/gtest.h>

#include <fstream>
#include <map>

#include "services/common/status/reasons.h"

namespace zamer {
namespace {

struct Row {
  std::string code, meaning, action;
};

// The rows of the page whose first cell is a reason: | `REASON` | CODE | meaning | action |
std::map<std::string, Row> PageRows() {
  std::map<std::string, Row> rows;
  std::ifstream page(ZAMER_SOURCE_DIR "/docs/errors.md");
  bool in_list = false;
  for (std::string line; std::getline(page, line);) {
    if (!line.starts_with('|')) in_list = false;
    if (line.starts_with("| reason |")) in_list = true;
    std::vector<std::string> cells = absl::StrSplit(line, '|');
    if (!in_list || cells.size() != 6 || cells[1].find('`') == std::string::npos) continue;
    for (std::string& cell : cells) absl::StripAsciiWhitespace(&cell);
    const bool added = rows.emplace(cells[1].substr(1, cells[1].size() - 2), Row{cells[2], cells[3], cells[4]}).second;
    EXPECT_TRUE(added) << cells[1] << " has two rows";
  }
  return rows;
}

TEST(ErrorsPage, HasARowForEachReasonWithItsCodeAndMeaning) {
  const auto rows = PageRows();
  for (const ReasonEntry& entry : AllReasons()) {
    const auto row = rows.find(std::string(entry.name));
    ASSERT_NE(row, rows.end()) << entry.name << " is missing in docs/errors.md";
    EXPECT_EQ(row->second.code, absl::StatusCodeToString(entry.code)) << entry.name;
    EXPECT_EQ(row->second.meaning, entry.meaning) << entry.name;
    EXPECT_FALSE(row->second.action.empty()) << entry.name << ": say what the caller does";
  }
}

TEST(ErrorsPage, HasNoRowWithoutAReason) {
  for (const auto& [name, row] : PageRows()) {
    EXPECT_TRUE(ParseReason(name).has_value()) << name << " is in docs/errors.md only";
  }
}

}  // namespace
}  // namespace zamer
