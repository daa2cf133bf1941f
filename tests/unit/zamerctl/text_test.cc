#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "services/common/time/zone.h"
#include "services/zamerctl/text/encoding.h"
#include "services/zamerctl/text/ids.h"
#include "services/zamerctl/text/input_file.h"
#include "services/zamerctl/text/money.h"
#include "services/zamerctl/text/table.h"
#include "services/zamerctl/text/wall_time.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace zamer::ctl {
namespace {

using testing::IsOkAndHolds;
using testing::StatusIs;

const MoneyStyle kPlain{};
const MoneyStyle kEuro{.decimal_point = ',', .thousands = '.', .prefix = "€", .suffix = ""};
const MoneyStyle kRoubles{.decimal_point = ',', .thousands = ' ', .prefix = "", .suffix = "руб."};

TEST(ParseMoney, ReadsEachStyle) {
  EXPECT_EQ(ParseMoney("3500.0", kPlain, 2), 350000);
  EXPECT_EQ(ParseMoney("0.01", kPlain, 2), 1);
  EXPECT_EQ(ParseMoney("7", kPlain, 2), 700);
  EXPECT_EQ(ParseMoney(" -12.30 ", kPlain, 2), -1230);
  EXPECT_EQ(ParseMoney("€ 3.500,00", kEuro, 2), 350000);
  EXPECT_EQ(ParseMoney("€ 11398,00", kEuro, 2), 1139800);
  EXPECT_EQ(ParseMoney("€\xC2\xA0"
                       "1.234.567,8",
                       kEuro, 2),
            123456780);
  EXPECT_EQ(ParseMoney("12 500,50 руб.", kRoubles, 2), 1250050);
  EXPECT_EQ(ParseMoney("500", kPlain, 0), 500);
}

TEST(ParseMoney, RefusesWhatIsWrittenOtherwise) {
  for (const char* text :
       {"", "-", ".", "1.", ".5", "1,5", "1.234", "1e3", "about 5", "5 $", "99999999999999999", "--1"}) {
    EXPECT_EQ(ParseMoney(text, kPlain, 2), std::nullopt) << text;
  }
  for (const char* text : {"3.500,00", "€ 35.00,00", "€ .500", "€ 3.500.", "€ 1234.567", "€"}) {
    EXPECT_EQ(ParseMoney(text, kEuro, 2), std::nullopt) << text;
  }
}

TEST(ParseMoney, TriesStylesInOrder) {
  const std::vector<MoneyStyle> styles = {kPlain, kEuro};
  EXPECT_EQ(ParseMoney("3500.0", styles, 2), 350000);
  EXPECT_EQ(ParseMoney("€ 3.500,00", styles, 2), 350000);
  EXPECT_EQ(ParseMoney("3.500,00", styles, 2), std::nullopt);
}

absl::Time Berlin(int month, int day, int hour, int minute) {
  return absl::FromCivil(absl::CivilSecond(2024, month, day, hour, minute), LoadZone("Europe/Berlin").value());
}

TEST(ParseWallTime, ReadsMinutesAndDays) {
  const absl::TimeZone zone = LoadZone("Europe/Berlin").value();
  EXPECT_THAT(ParseWallTime("2024-07-03T17:03", {"%Y-%m-%dT%H:%M", {}}, zone), IsOkAndHolds(Berlin(7, 3, 17, 3)));
  EXPECT_THAT(ParseWallTime("03.07.2024", {"%d.%m.%Y", absl::Hours(12)}, zone), IsOkAndHolds(Berlin(7, 3, 12, 0)));
  EXPECT_THAT(ParseWallDay("2024-02-29", {"%Y-%m-%d", {}}), IsOkAndHolds(absl::CivilDay(2024, 2, 29)));
}

TEST(ParseWallTime, TakesAnOffsetAtItsWord) {
  const absl::TimeZone zone = LoadZone("Europe/Berlin").value();
  EXPECT_THAT(ParseWallTime("2024-07-03T18:03+0300", {"%Y-%m-%dT%H:%M%z", {}}, zone),
              IsOkAndHolds(Berlin(7, 3, 17, 3)));
}

TEST(ParseWallTime, GuessesNeitherTimesThatWereTwiceNorThoseThatNeverWere) {
  const absl::TimeZone zone = LoadZone("Europe/Berlin").value();
  const TimeStyle style{"%Y-%m-%dT%H:%M", {}};
  EXPECT_THAT(ParseWallTime("2024-10-27T02:30", style, zone), StatusIs(Reason::kTimeAmbiguous));
  EXPECT_THAT(ParseWallTime("2024-03-31T02:30", style, zone), StatusIs(Reason::kTimeNotInZone));
}

TEST(ParseWallTime, RefusesWhatIsWrittenOtherwise) {
  for (const char* text : {"", "next week", "2024-02-30", "2024-13-01", "2024-01-01 10:00", "infinite-future"}) {
    EXPECT_THAT(ParseWallDay(text, {"%Y-%m-%d", {}}), StatusIs(Reason::kTimeInvalid)) << text;
  }
}

TEST(DecodeText, TurnsAnEightBitPageIntoUtf8) {
  std::string text = "\xC7\xE0\xEC\xE5\xF0";
  EXPECT_TRUE(Decoder("windows-1251").Decode(text));
  EXPECT_EQ(text, "Замер");
}

TEST(DecodeText, RefusesBytesThatAreNotOfTheEncoding) {
  std::string text = "\xC7\xE0";
  EXPECT_FALSE(Decoder("utf-8").Decode(text));
  std::string good = "Замер";
  EXPECT_TRUE(Decoder("utf-8").Decode(good));
  EXPECT_EQ(good, "Замер");
}

TEST(DecodeText, KnowsOnlyEncodingsThatKeepAscii) {
  EXPECT_TRUE(Decoder("koi8-r").known());
  EXPECT_FALSE(Decoder("utf-16").known());
  EXPECT_FALSE(Decoder("no such thing").known());
}

TEST(MakeId, KeepsLettersAndDigitsAndTellsOtherScriptsApart) {
  EXPECT_EQ(IdOf("Facebook Ads"), "facebook-ads");
  EXPECT_EQ(IdOf("M05"), "m05");
  EXPECT_EQ(IdOf("  -- "), "x-" + Digest("  -- ").substr(0, 8));
  EXPECT_NE(IdOf("Анна"), IdOf("Инна"));
  EXPECT_LE(IdOf(std::string(300, 'a')).size(), 63u);
  EXPECT_NE(IdOf(std::string(300, 'a')), IdOf(std::string(301, 'a')));
}

TEST(ReadInput, GivesPlainAndPackedFilesAlike) {
  const testing::TempDir dir;
  testing::WriteFile(dir.File("plain"), "some rows");
  const gzFile packed = gzopen(dir.File("packed").c_str(), "wb");
  gzputs(packed, "some rows");
  gzclose(packed);
  for (const char* name : {"plain", "packed"}) {
    auto file = InputFile::Open(dir.File(name));
    ASSERT_TRUE(file.ok());
    std::string buffer(100, '\0');
    EXPECT_THAT(file->Read(buffer), IsOkAndHolds(9u)) << name;
    EXPECT_EQ(buffer.substr(0, 9), "some rows");
    EXPECT_THAT(file->Read(buffer), IsOkAndHolds(0u)) << name;
  }
}

TEST(ReadInput, TellsThatAPackedFileIsCutOff) {
  const testing::TempDir dir;
  const gzFile packed = gzopen(dir.File("packed").c_str(), "wb");
  for (int i = 0; i < 10000; ++i) gzprintf(packed, "%d rows and more\n", i * 7919);
  gzclose(packed);
  std::filesystem::resize_file(dir.File("packed"), std::filesystem::file_size(dir.File("packed")) / 2);
  auto file = InputFile::Open(dir.File("packed"));
  ASSERT_TRUE(file.ok());
  std::string buffer(1 << 20, '\0');
  absl::StatusOr<std::size_t> read = file->Read(buffer);
  while (read.ok() && *read > 0) read = file->Read(buffer);
  EXPECT_THAT(read, StatusIs(absl::StatusCode::kDataLoss));
}

TEST(ReadInput, NamesAFileThatIsNotThere) {
  EXPECT_THAT(InputFile::Open("/nowhere/deals.csv").status(), StatusIs(absl::StatusCode::kNotFound));
}

TEST(PrintTable, AlignsByCharactersNotBytes) {
  const Table table{.heading = {"шаг", "k"}, .rows = {{"лид", "12"}, {"leads", "3"}}};
  EXPECT_EQ(AsText(table), "шаг     k\nлид    12\nleads   3\n");
}

TEST(PrintTable, QuotesCsvWhereItMust) {
  EXPECT_EQ(AsCsv({.heading = {"a", "b"}, .rows = {{"1,2", "say \"hi\""}}}), "a,b\n\"1,2\",\"say \"\"hi\"\"\"\n");
}

}  // namespace
}  // namespace zamer::ctl
