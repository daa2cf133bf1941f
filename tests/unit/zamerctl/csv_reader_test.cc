#include "services/zamerctl/text/csv_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "services/zamerctl/text/table.h"
#include "tests/support/status_matchers.h"

namespace zamer::ctl {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::StatusIs;

using Fields = std::vector<std::string>;

// Gives the text in pieces of so many bytes, so that every boundary falls everywhere.
CsvReader::Source InPieces(std::string text, std::size_t size) {
  return [text = std::move(text), size, at = std::size_t{0}](std::span<char> buffer) mutable {
    const std::size_t count = std::min({size, buffer.size(), text.size() - at});
    std::copy_n(text.data() + at, count, buffer.data());
    at += count;
    return absl::StatusOr<std::size_t>(count);
  };
}

std::vector<CsvRecord> ReadAll(const std::string& text, char delimiter = ',', std::size_t piece = 7) {
  CsvReader reader(InPieces(text, piece), delimiter);
  std::vector<CsvRecord> records;
  for (CsvRecord record; reader.Next(record).value();) records.push_back(record);
  return records;
}

TEST(ReadCsv, SplitsPlainRecords) {
  const auto records = ReadAll("a,b,c\n1,,3\n");
  ASSERT_EQ(records.size(), 2u);
  EXPECT_THAT(records[0].fields, ElementsAre("a", "b", "c"));
  EXPECT_THAT(records[1].fields, ElementsAre("1", "", "3"));
}

TEST(ReadCsv, KeepsDelimitersLineEndsAndDoubledQuotesInsideQuotes) {
  const auto records = ReadAll("\"a,\"\"b\"\"\r\nc\",d\n");
  ASSERT_EQ(records.size(), 1u);
  EXPECT_THAT(records[0].fields, ElementsAre("a,\"b\"\r\nc", "d"));
}

TEST(ReadCsv, TellsTheLineOnWhichARecordBegins) {
  const auto records = ReadAll("h\r\n\"x\r\ny\"\r\n\r\nz\r\n");
  ASSERT_EQ(records.size(), 3u);
  EXPECT_EQ(records[1].line, 2);
  EXPECT_EQ(records[2].line, 5);
}

TEST(ReadCsv, TakesAnyLineEndAndALastLineWithoutOne) {
  for (const char* text : {"a,b\nc,d", "a,b\r\nc,d\r\n", "a,b\rc,d\r"}) {
    const auto records = ReadAll(text);
    ASSERT_EQ(records.size(), 2u) << text;
    EXPECT_THAT(records[1].fields, ElementsAre("c", "d"));
    EXPECT_EQ(records[1].line, 2);
  }
}

TEST(ReadCsv, SkipsAByteOrderMarkAndBlankLines) {
  const auto records = ReadAll("\xEF\xBB\xBF\na\n\n\nb\n", ',', 65536);
  ASSERT_EQ(records.size(), 2u);
  EXPECT_THAT(records[0].fields, ElementsAre("a"));
}

TEST(ReadCsv, KeepsAQuoteInsideAPlainField) {
  EXPECT_THAT(ReadAll("3\" pipe,x\n")[0].fields, ElementsAre("3\" pipe", "x"));
}

TEST(ReadCsv, KeepsAnEmptyLastField) { EXPECT_THAT(ReadAll("a,\n")[0].fields, ElementsAre("a", "")); }

TEST(ReadCsv, SplitsByTheDelimiterItIsTold) {
  EXPECT_THAT(ReadAll("a,1;\"b;2\"\n", ';')[0].fields, ElementsAre("a,1", "b;2"));
}

TEST(ReadCsv, FaultsTextBehindAClosingQuoteAndGoesOn) {
  const auto records = ReadAll("\"a\"b,c\nd,e\n");
  ASSERT_EQ(records.size(), 2u);
  EXPECT_THAT(records[0].fault, HasSubstr("closing quote"));
  EXPECT_EQ(records[1].fault, "");
}

TEST(ReadCsv, RefusesAFileThatEndsInsideQuotes) {
  CsvReader reader(InPieces("h\n\"never closed\n", 5));
  CsvRecord record;
  ASSERT_TRUE(reader.Next(record).value());
  const absl::StatusOr<bool> next = reader.Next(record);
  EXPECT_THAT(next, StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(next.status().message(), HasSubstr("line 2"));
}

TEST(ReadCsv, RefusesARecordWithoutEndInsteadOfFillingMemory) {
  CsvReader reader([](std::span<char> buffer) {
    std::ranges::fill(buffer, 'x');
    return absl::StatusOr<std::size_t>(buffer.size());
  });
  CsvRecord record;
  EXPECT_THAT(reader.Next(record), StatusIs(absl::StatusCode::kInvalidArgument));
}

TEST(ReadCsv, PassesOnWhatItsSourceFailsWith) {
  CsvReader reader([](std::span<char>) { return absl::StatusOr<std::size_t>(absl::DataLossError("cut off")); });
  CsvRecord record;
  EXPECT_THAT(reader.Next(record), StatusIs(absl::StatusCode::kDataLoss));
}

RC_GTEST_PROP(ReadCsv, GivesBackWhatCsvLineWrote, (const std::vector<std::string>& texts)) {
  Fields fields(texts);
  fields.emplace_back("end");  // one empty field alone would be a blank line
  const auto size = *rc::gen::inRange<std::size_t>(1, 9);
  const auto records = ReadAll("h\n" + CsvLine(fields), ',', size);
  RC_ASSERT(records.size() == 2u);
  RC_ASSERT(records[1].fields == fields);
}

}  // namespace
}  // namespace zamer::ctl
