// An export comes in through zamerctl, and every number that Zamer then tells is the one that sqlite3 tells of the
// files.
#include <absl/strings/match.h>
#include <absl/strings/str_cat.h>
#include <absl/strings/str_split.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

#include "tests/functional/import/answers.h"
#include "tests/functional/import/discipline.h"
#include "tests/functional/import/expectation.h"
#include "tests/support/caller.h"
#include "tests/support/cluster.h"
#include "tests/support/status_matchers.h"

namespace zamer::testing {
namespace {

using ::testing::HasSubstr;

constexpr char kDepartment[] = "school";
constexpr absl::Duration kImportPatience = absl::Minutes(5);

struct DataSet {
  std::string name;
  // After so many acknowledged batches the importer is killed, again and again.
  std::vector<int> kills;
};

std::ostream& operator<<(std::ostream& out, const DataSet& set) { return out << set.name; }

// A real department's year, which is not the project's to publish: ZAMER_SCHOOL_CRM, or where it lies beside the
// project. The variable is taken out of the environment, since the services refuse variables of their own prefix that
// they do not know.
const std::string& SchoolFolder() {
  static const std::string& folder = *[] {
    const char* const given = std::getenv("ZAMER_SCHOOL_CRM");
    auto* const path = new std::string(given != nullptr ? given : ZAMER_SOURCE_DIR "/../shared/data/school_crm");
    unsetenv("ZAMER_SCHOOL_CRM");
    return path;
  }();
  return folder;
}

std::string Content(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

int AcknowledgedBatches(const std::string& state) {
  const std::string content = Content(state);
  int batches = 0;
  for (const absl::string_view line : absl::StrSplit(content, '\n')) batches += absl::StartsWith(line, "ack\t");
  return batches;
}

class Import : public ::testing::TestWithParam<DataSet> {
 protected:
  void SetUp() override {
    const std::string& school = SchoolFolder();
    if (GetParam().name == "school" && !std::filesystem::exists(school + "/deals.csv")) {
      GTEST_SKIP() << "the school's export is not at " << school
                   << "; set ZAMER_SCHOOL_CRM to its folder to run this test";
    }
    folder_ = GetParam().name == "school" ? school : MakeUp();
    expected_ = std::make_unique<Expectation>(folder_);
    cluster_ = std::make_unique<Cluster>(ClusterOptions{.bin_dir = ZAMER_BIN_DIR});
  }

  // The invented export, its calls packed as those of the school are.
  std::string MakeUp() {
    const std::string from = std::string(ZAMER_SOURCE_DIR) + "/tests/functional/testdata/made_up_crm";
    std::filesystem::copy(from, dir_.path());
    if (RunProcess({.program = "gzip", .args = {dir_.File("calls.csv")}}).exit_status != 0) {
      throw std::runtime_error("gzip failed");
    }
    return dir_.path();
  }

  ProcessOptions Command(std::vector<std::string> more = {}) const {
    std::vector<std::string> args = {"import",
                                     "--mapping",
                                     std::string(ZAMER_SOURCE_DIR) + "/docs/examples/school_crm.yaml",
                                     "--data",
                                     folder_,
                                     "--report",
                                     dir_.File("report.csv"),
                                     "--lead-address",
                                     cluster_->Address(Service::kLead),
                                     "--scheduling-address",
                                     cluster_->Address(Service::kScheduling),
                                     "--contract-address",
                                     cluster_->Address(Service::kContract),
                                     "--metrics-address",
                                     cluster_->Address(Service::kMetrics)};
    args.insert(args.end(), more.begin(), more.end());
    return {.program = std::string(ZAMER_BIN_DIR) + "/zamerctl", .args = args};
  }

  std::string RunImport(std::vector<std::string> more = {}) const {
    const ProcessResult result = RunProcess(Command(std::move(more)), kImportPatience);
    EXPECT_EQ(result.exit_status, 0) << result.output;
    return result.output;
  }

  void ExpectEveryNumber() {
    Seen seen;
    Caller caller(*cluster_, seen, "services/test", "*", {type::v1::OPERATOR});
    ASSERT_THAT(SeeAll(*cluster_, seen), IsOk());
    for (const bool by_cohort : {true, false}) {
      for (const bool by_month : {false, true}) {
        for (const bool by_channel : {false, true}) {
          const Question question{.by_cohort = by_cohort, .by_month = by_month, .by_channel = by_channel};
          SCOPED_TRACE(absl::StrCat("cohort ", by_cohort, ", by month ", by_month, ", by channel ", by_channel));
          const absl::StatusOr<Answer> answer = Ask(caller, kDepartment, question);
          ASSERT_THAT(answer, IsOk());
          ExpectSame(expected_->Numbers(question), *answer);
        }
      }
    }
  }

  static void ExpectSame(const Answer& expected, const Answer& answer) {
    for (const auto& [group, numbers] : expected) {
      EXPECT_TRUE(answer.contains(group)) << group << " is missing";
      if (answer.contains(group)) EXPECT_EQ(numbers, answer.at(group)) << group;
    }
    for (const auto& [group, numbers] : answer) EXPECT_TRUE(expected.contains(group)) << group << ": " << numbers;
  }

  // The files' rows, one by one: each was taken, or is in the report with its line. Deals that are no lead of their own
  // are further deals of a person who has one, and add up with the leads to all that were taken.
  void ExpectEveryRowExplained(const std::string& output) {
    expected_->LoadReport(dir_.File("report.csv"));
    EXPECT_EQ(expected_->ReportedLines("rejected", "leads"), expected_->RejectedLines("deals"));
    EXPECT_EQ(expected_->ReportedLines("rejected", "interactions"), expected_->RejectedLines("calls"));
    EXPECT_EQ(expected_->ReportedLines("rejected", "spend"), expected_->RejectedLines("spend"));
    EXPECT_EQ(expected_->Number("select count(*) from report where reason = 'TIME_BEFORE_OTHER'"),
              expected_->Number("select count(*) filter (where stage = 'Payment Done') + count(*) from deal "
                                "where closed_on <> '' and closed_on < day"));
    const std::int64_t leads = expected_->Number("select count(*) from lead");
    const std::int64_t further = expected_->Number(
        "select count(*) from deal d where exists (select 1 from deal e where e.person = d.person and (e.utc, e.deal) "
        "< "
        "(d.utc, d.deal))");
    EXPECT_EQ(leads + further, expected_->Number("select count(*) from deal"));
    EXPECT_THAT(output,
                ::testing::ContainsRegex(absl::StrCat("leads +deals.csv +[0-9]+ +", leads, " +", further, " ")));
  }

  void ExpectDiscipline() {
    Seen seen;
    Caller caller(*cluster_, seen, "services/test", "*", {type::v1::OPERATOR});
    const auto number = [&](const std::string& column) {
      return expected_->Number("select " + column + " from discipline");
    };
    const Discipline expected{.never_called = number("never_called"),
                              .open = number("open"),
                              .stale = number("stale"),
                              .gone = number("gone"),
                              .of_gone = number("of_gone"),
                              .after_last_call = number("after_last_call")};
    EXPECT_THAT(AskDiscipline(caller, kDepartment), IsOkAndHolds(expected));
  }

  TempDir dir_;
  std::string folder_;
  std::unique_ptr<Expectation> expected_;
  std::unique_ptr<Cluster> cluster_;
};

TEST_P(Import, TellsTheNumbersOfTheFilesAndChangesNothingWhenItIsRunAgain) {
  const std::string first = RunImport();
  std::cout << first;
  ExpectEveryRowExplained(first);
  ExpectEveryNumber();
  ExpectDiscipline();

  const std::string again = RunImport();
  EXPECT_THAT(again, ::testing::ContainsRegex("leads +deals.csv +[0-9]+ +0 +0 "));
  EXPECT_THAT(again, ::testing::ContainsRegex("interactions +calls.csv.gz +[0-9]+ +0 +0 "));
  EXPECT_THAT(again, ::testing::ContainsRegex("contracts +deals.csv +[0-9]+ +0 +0 "));
  ExpectEveryRowExplained(first);
  ExpectEveryNumber();
}

TEST_P(Import, EndsAtTheSameNumbersWhenItIsKilledOnTheWay) {
  const std::string state = dir_.File("state");
  int killed = 0;
  for (const int batches : GetParam().kills) {
    Process import(Command({"--state", state}));
    Eventually([&] { return AcknowledgedBatches(state) >= batches || !import.running(); }, kImportPatience);
    killed += import.running();
    import.Kill9();
  }
  EXPECT_GT(killed, 0) << "the importer was always done before it could be killed";
  // One more without what it remembered, in the middle of which everything is known already.
  Process forgetful(Command());
  forgetful.WaitForOutput("leads: ");
  forgetful.Kill9();

  RunImport({"--state", state});
  ExpectEveryNumber();
  expected_->LoadReport(dir_.File("report.csv"));
  EXPECT_EQ(expected_->ReportedLines("rejected", "leads"), expected_->RejectedLines("deals"));
  EXPECT_EQ(expected_->ReportedLines("rejected", "interactions"), expected_->RejectedLines("calls"));
}

TEST_P(Import, ShowsStepsThatHistoryDoesNotKnowAsUnknown) {
  RunImport();
  Seen seen;
  Caller caller(*cluster_, seen, "services/test", "*", {type::v1::OPERATOR});
  ASSERT_THAT(SeeAll(*cluster_, seen), IsOk());
  ASSERT_THAT(Ask(caller, kDepartment, {}), IsOk());

  ProcessOptions funnel{.program = std::string(ZAMER_BIN_DIR) + "/zamerctl",
                        .args = {"funnel", "--department", kDepartment, "--from", "2023-01-01", "--to", "2024-12-31",
                                 "--metrics-address", cluster_->Address(Service::kMetrics)}};
  const ProcessResult result = RunProcess(funnel);
  EXPECT_EQ(result.exit_status, 0);
  for (const char* step : {"phones", "bookings", "meetings_held"}) {
    EXPECT_THAT(result.output, ::testing::ContainsRegex(absl::StrCat(step, " +unknown ")));
  }
  EXPECT_THAT(result.output,
              ::testing::ContainsRegex(absl::StrCat("leads +", expected_->Number("select count(*) from lead"), " ")));
}

TEST_P(Import, ChangesNothingInADryRun) {
  const std::string output = RunImport({"--dry-run"});
  EXPECT_THAT(output, HasSubstr("the department does not exist yet"));
  expected_->LoadReport(dir_.File("report.csv"));
  EXPECT_EQ(expected_->ReportedLines("rejected", "leads"), expected_->RejectedLines("deals"));
  EXPECT_EQ(expected_->ReportedLines("rejected", "interactions"), expected_->RejectedLines("calls"));

  Seen seen;
  Caller caller(*cluster_, seen, "services/test", "*", {type::v1::OPERATOR});
  scheduling::v1::GetDepartmentRequest request;
  request.set_name(absl::StrCat("departments/", kDepartment));
  EXPECT_THAT(caller.Call(&SchedulingApi::GetDepartment, request), StatusIs(Reason::kDepartmentNotFound));
}

INSTANTIATE_TEST_SUITE_P(Exports, Import,
                         ::testing::Values(DataSet{"made_up", {1, 9, 17}}, DataSet{"school", {3, 40, 90, 180}}),
                         [](const auto& info) { return info.param.name; });

}  // namespace
}  // namespace zamer::testing
