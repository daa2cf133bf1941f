#include "services/zamerctl/import/translate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "services/common/time/timestamps.h"
#include "services/zamerctl/import/mapping_file.h"
#include "services/zamerctl/import/survey.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace zamer::ctl {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Key;
using ::testing::Pair;

constexpr char kMapping[] = R"(
system: other-crm
department: {id: d1, display_name: One, time_zone: Europe/Berlin, currency: EUR}
employees: {roles: [LEAD_MANAGER]}
times: {minute: "%Y-%m-%dT%H:%M", day: {format: "%Y-%m-%d", at: "12:00"}}
money: {styles: [{decimal_point: "."}, {decimal_point: ",", thousands: ".", prefix: "€"}]}
files: {deals: {path: deals.csv}, calls: {path: calls.csv}, spend: {path: spend.csv}}
leads:
  file: deals
  id: deal
  person: {any_of: ["{contact}", "deal:{deal}"]}
  time: {column: created, time: minute}
  channel: source
  owner: owner
  state: {column: stage, values: {Lost: LOST, Won: IN_CORRESPONDENCE}}
  close_time: {column: closed, time: day, not_before: created, not_before_time: minute, wrong: unknown}
  unknown: [phone, meeting]
interactions:
  file: calls
  id: {text: "{at}|{contact}", digest: true, number_repeats: true}
  person: {column: contact, lookup: {file: deals, match: contact}}
  reject: [{column: status, is: [Planned], because: It was never made.}]
  time: {column: at, time: minute}
  kind: {constant: CALL}
  direction: {column: type, values: {Out: OUTBOUND}}
  talk_seconds: seconds
contracts:
  file: deals
  select: [{column: stage, is: [Won]}]
  id: deal
  person: {any_of: ["{contact}", "deal:{deal}"]}
  sign_time: {column: closed, time: day, not_before: created, not_before_time: minute, wrong: unknown}
  total: {column: total, zero: unknown, wrong: unknown}
  payments: [{id: {text: "p-{deal}"}, amount: {column: paid, zero: unknown}}]
spend:
  file: spend
  date: {column: day, time: day}
  channel: source
  amount: amount
)";

constexpr char kDeals[] = "deal,owner,created,closed,stage,source,paid,total,contact\n";
constexpr char kCalls[] = "at,contact,type,seconds,status\n";
constexpr char kSpend[] = "day,source,amount\n";

class Translate : public ::testing::Test {
 protected:
  void Files(const std::string& deals, const std::string& calls = "", const std::string& spend = "") {
    testing::WriteFile(dir_.File("deals.csv"), kDeals + deals);
    testing::WriteFile(dir_.File("calls.csv"), kCalls + calls);
    testing::WriteFile(dir_.File("spend.csv"), kSpend + spend);
    survey_ = SurveyFiles(*mapping_, dir_.path()).value();
    translator_ = std::make_unique<Translator>(*mapping_, survey_.lookups);
  }

  // The rows of a file, translated.
  template <typename Message>
  std::vector<Translated<Message>> Rows(const std::string& file,
                                        Translated<Message> (Translator::*translate)(const Row&)) {
    auto table = TableFile::Open(dir_.path(), mapping_->files.at(file)).value();
    std::vector<Translated<Message>> rows;
    while (const std::optional<Row> row = table->Next().value()) rows.push_back((translator_.get()->*translate)(*row));
    return rows;
  }

  testing::TempDir dir_;
  std::unique_ptr<const Mapping> mapping_ = ParseMapping(kMapping).value();
  Survey survey_;
  std::unique_ptr<Translator> translator_;
};

std::string ReasonOf(const std::vector<Fault>& faults) {
  return faults.empty() ? "" : faults[0].field + " " + faults[0].reason;
}

TEST_F(Translate, MakesALeadOfADeal) {
  Files("7,M05,2024-07-03T17:03,2024-07-09,Lost,Facebook Ads,,,16\n");
  const auto rows = Rows("deals", &Translator::Lead);
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_THAT(rows[0].faults, IsEmpty());
  const lead::v1::ImportedLead& lead = rows[0].message;
  EXPECT_EQ(rows[0].person, "16");
  EXPECT_EQ(lead.row_id(), "7");
  EXPECT_EQ(lead.touch().external_id(), "7");
  EXPECT_EQ(lead.touch().channel(), "departments/d1/channels/facebook-ads");
  EXPECT_EQ(lead.owner(), "departments/d1/employees/m05");
  EXPECT_EQ(FormatRfc3339(FromTimestamp(lead.touch().time())), "2024-07-03T15:03:00Z");
  EXPECT_EQ(FormatRfc3339(FromTimestamp(lead.close_time())), "2024-07-09T10:00:00Z");
  EXPECT_EQ(lead.state(), lead::v1::Lead::LOST);
  EXPECT_TRUE(lead.phone_unknown());
  EXPECT_TRUE(lead.meeting_unknown());
}

TEST_F(Translate, MakesEachDealWithoutContactAPersonOfItsOwn) {
  Files("7,,2024-07-03T17:03,,Lost,,,,\n");
  EXPECT_EQ(Rows("deals", &Translator::Lead)[0].person, "deal:7");
}

TEST_F(Translate, LeavesACloseTimeBeforeTheDealOutWithAWarning) {
  Files("7,,2024-07-03T17:03,2024-07-02,Lost,,,,1\n8,,2024-07-03T17:03,2024-07-03,Lost,,,,1\n");
  const auto rows = Rows("deals", &Translator::Lead);
  EXPECT_THAT(rows[0].faults, IsEmpty());
  EXPECT_EQ(ReasonOf(rows[0].warnings), "close_time TIME_BEFORE_OTHER");
  EXPECT_FALSE(rows[0].message.has_close_time());
  EXPECT_THAT(rows[1].warnings, IsEmpty()) << "the same day is not before";
}

TEST_F(Translate, RejectsRowsThatCannotBeTrusted) {
  Files(
      "1,,2024-10-27T02:30,,Lost,,,,1\n"
      "2,,2024-03-31T02:30,,Lost,,,,1\n"
      "3,,tomorrow,,Lost,,,,1\n"
      "4,,,,Lost,,,,1\n"
      "5,,2024-07-03T17:03,,Fishing,,,,1\n"
      ",,2024-07-03T17:03,,Lost,,,,1\n"
      "7,,2024-07-03T17:03\n"
      "8,,2024-07-03T17:03,,\xFF,,,,1\n");
  std::vector<std::string> reasons;
  for (const auto& row : Rows("deals", &Translator::Lead)) reasons.push_back(ReasonOf(row.faults));
  EXPECT_THAT(reasons,
              ElementsAre("time TIME_AMBIGUOUS", "time TIME_NOT_IN_ZONE", "time TIME_INVALID", "time FIELD_MISSING",
                          "state VALUE_NOT_MAPPED", "id FIELD_MISSING", " ROW_UNREADABLE", " ROW_UNREADABLE"));
}

TEST_F(Translate, FindsThePersonOfACallInTheOtherFile) {
  Files("7,,2024-07-03T17:03,,Lost,,,,16\n",
        "2024-07-03T17:10,16,Out,25,Made\n2024-07-03T17:11,99,Out,25,Made\n2024-07-03T17:12,,Out,25,Made\n"
        "2024-07-03T17:13,16,Out,25,Planned\n2024-07-03T17:14,16,Smoke,25,Made\n2024-07-03T17:15,16,Out,long,Made\n");
  const auto rows = Rows("calls", &Translator::Interaction);
  EXPECT_EQ(rows[0].person, "16");
  EXPECT_EQ(rows[0].message.interaction().talk_duration().seconds(), 25);
  EXPECT_EQ(rows[0].message.interaction().direction(), lead::v1::Interaction::OUTBOUND);
  std::vector<std::string> reasons;
  for (const auto& row : rows) reasons.push_back(ReasonOf(row.faults));
  EXPECT_THAT(reasons, ElementsAre("", "person LOOKUP_FAILED", "person FIELD_MISSING", "status ROW_EXCLUDED",
                                   "direction VALUE_NOT_MAPPED", "talk_seconds NUMBER_INVALID"));
}

TEST_F(Translate, NumbersCallsThatAreTheSameWordForWord) {
  const std::string call = "2024-07-03T17:10,16,Out,25,Made\n";
  Files("7,,2024-07-03T17:03,,Lost,,,,16\n", call + call + call);
  const auto rows = Rows("calls", &Translator::Interaction);
  const std::string first = rows[0].message.interaction().external_id();
  EXPECT_EQ(first.size(), 32u);
  EXPECT_EQ(rows[1].message.interaction().external_id(), first + "-2");
  EXPECT_EQ(rows[2].message.interaction().external_id(), first + "-3");
}

TEST_F(Translate, MakesAContractWithItsPayment) {
  Files("7,,2024-07-03T17:03,2024-07-09,Won,,1000.0,\"€ 2.900,00\",16\n");
  const auto rows = Rows("deals", &Translator::Contract);
  const contract::v1::ImportedContract& contract = rows[0].message;
  EXPECT_EQ(contract.row_id(), "7");
  EXPECT_EQ(contract.total().minor_units(), 290000);
  EXPECT_EQ(contract.total().currency_code(), "EUR");
  EXPECT_EQ(FormatRfc3339(FromTimestamp(contract.sign_time())), "2024-07-09T10:00:00Z");
  ASSERT_EQ(contract.ledger_size(), 1);
  EXPECT_EQ(contract.ledger(0).external_id(), "p-7");
  EXPECT_EQ(contract.ledger(0).amount().minor_units(), 100000);
  EXPECT_EQ(contract.ledger(0).kind(), contract::v1::LedgerEntry::PAYMENT);
  EXPECT_FALSE(contract.ledger(0).has_occurred_time());
}

TEST_F(Translate, LeavesUnknownWhatNobodyFilledIn) {
  Files("7,,2024-07-03T17:03,,Won,,0.0,0.0,16\n8,,2024-07-03T17:03,,Won,,,much,16\n");
  const auto rows = Rows("deals", &Translator::Contract);
  for (const auto& row : rows) {
    EXPECT_THAT(row.faults, IsEmpty());
    EXPECT_FALSE(row.message.has_total());
    EXPECT_FALSE(row.message.has_sign_time());
    EXPECT_EQ(row.message.ledger_size(), 0);
  }
  EXPECT_EQ(ReasonOf(rows[1].warnings), "total MONEY_INVALID");
}

TEST_F(Translate, SelectsRowsWithoutBlamingTheOthers) {
  Files("7,,2024-07-03T17:03,,Won,,,,16\n8,,2024-07-03T17:03,,Lost,,,,16\n");
  auto table = TableFile::Open(dir_.path(), mapping_->files.at("deals")).value();
  EXPECT_TRUE(IsSelected(*mapping_->contracts, *table->Next().value()));
  EXPECT_FALSE(IsSelected(*mapping_->contracts, *table->Next().value()));
}

TEST_F(Translate, RejectsSpendWithoutDayChannelOrAmount) {
  Files("", "", "2024-07-03,SMM,5.25\n,,\n2024-07-03,SMM,five\n2024-07-32,SMM,5.0\n");
  const auto rows = Rows("spend", &Translator::Spend);
  EXPECT_EQ(rows[0].message.amount().minor_units(), 525);
  EXPECT_EQ(rows[0].message.date().day(), 3);
  EXPECT_EQ(rows[1].faults.size(), 3u) << "all faults of a row are told at once";
  EXPECT_EQ(ReasonOf(rows[2].faults), "amount MONEY_INVALID");
  EXPECT_EQ(ReasonOf(rows[3].faults), "date TIME_INVALID");
}

TEST_F(Translate, GathersWhoAndWhatRowsName) {
  Files("7,M05,2024-07-03T17:03,,Lost,SMM,,,16\n8,,2024-07-03T17:03,,Lost,Facebook Ads,,,16\n", "",
        "2024-07-03,Radio,5\n");
  EXPECT_THAT(survey_.employees, ElementsAre(Pair("m05", "M05")));
  EXPECT_THAT(survey_.channels, ElementsAre(Key("facebook-ads"), Key("radio"), Key("smm")));
}

TEST_F(Translate, RefusesFilesThatLackColumnsAndTellsAllOfThem) {
  testing::WriteFile(dir_.File("deals.csv"), "deal\n");
  testing::WriteFile(dir_.File("calls.csv"), kCalls);
  const absl::Status status = SurveyFiles(*mapping_, dir_.path()).status();
  EXPECT_THAT(status.message(), AllOf(HasSubstr("deals.csv has no column `stage`"), HasSubstr("no column `contact`"),
                                      HasSubstr("cannot open"), HasSubstr("spend.csv")));
}

TEST_F(Translate, RefusesTwoNamesThatWouldBeOneId) {
  testing::WriteFile(dir_.File("deals.csv"), std::string(kDeals) +
                                                 "7,,2024-07-03T17:03,,Lost,SMM,,,16\n"
                                                 "8,,2024-07-03T17:03,,Lost,smm,,,16\n");
  testing::WriteFile(dir_.File("calls.csv"), kCalls);
  testing::WriteFile(dir_.File("spend.csv"), kSpend);
  EXPECT_THAT(SurveyFiles(*mapping_, dir_.path()).status().message(), HasSubstr("would both get the id `smm`"));
}

}  // namespace
}  // namespace zamer::ctl
