#include "services/common/log/logger.h"

#include <absl/strings/str_split.h>
#include <gmock/gmock.h>
#include <google/protobuf/struct.pb.h>
#include <google/protobuf/util/json_util.h>
#include <gtest/gtest.h>
#include <spdlog/sinks/ostream_sink.h>

#include <sstream>
#include <thread>

#include "services/common/log/line_sink.h"
#include "services/common/time/manual_clock.h"

namespace zamer::log {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class Logs : public testing::Test {
 protected:
  Logs() : sink_(std::make_shared<spdlog::sinks::ostream_sink_mt>(out_)) { sink_->set_pattern("%v"); }

  std::unique_ptr<Logger> Make(Level level = Level::kInfo, int repeats_per_second = 100) {
    return std::make_unique<Logger>(
        LoggerOptions{.service = "lead", .level = level, .repeats_per_second = repeats_per_second}, clock_, sink_);
  }
  std::vector<std::string> Lines() { return absl::StrSplit(out_.str(), '\n', absl::SkipEmpty()); }

  ManualClock clock_{absl::FromUnixMillis(1700000000123)};
  std::ostringstream out_;
  std::shared_ptr<spdlog::sinks::sink> sink_;
};

// What the time, level, message and service look like.
std::string Start(std::string_view level, std::string_view message, std::string_view second = "20") {
  return R"({"ts":"2023-11-14T22:13:)" + std::string(second) + R"(.123Z","level":")" + std::string(level) +
         R"(","msg":")" + std::string(message) + R"(","service":"lead")";
}

TEST_F(Logs, AreLinesOfJson) {
  Make()->Info("call is over", {{"method", Id("leads/get")}, {"took_ms", absl::Milliseconds(3)}});
  EXPECT_THAT(Lines(), ElementsAre(Start("info", "call is over") + R"(,"method":"leads/get","took_ms":3})"));
}

TEST_F(Logs, TakeFieldsThatWereCollectedBefore) {
  const std::vector<Field> fields = {{"n", 1}, {"m", 2}};
  Make()->Log(Level::kInfo, "collected", fields);
  EXPECT_THAT(Lines(), ElementsAre(Start("info", "collected") + R"(,"n":1,"m":2})"));
}

TEST_F(Logs, LeaveOutWhatIsLessUrgentThanAsked) {
  const auto logger = Make(Level::kWarning);
  logger->Debug("one");
  logger->Info("two");
  logger->Warning("three");
  logger->Error("four");
  EXPECT_THAT(Lines(), ElementsAre(Start("warning", "three") + "}", Start("error", "four") + "}"));
  EXPECT_FALSE(logger->IsOn(Level::kInfo));
  EXPECT_TRUE(logger->IsOn(Level::kWarning));
}

TEST_F(Logs, CountRepeatsAndTellThemInALaterLineOfTheMessage) {
  const auto logger = Make(Level::kInfo, 2);
  for (int i = 0; i < 5; ++i) logger->Info("again");
  EXPECT_THAT(Lines(), SizeIs(2));
  clock_.Advance(absl::Seconds(1));
  logger->Info("again");
  ASSERT_THAT(Lines(), SizeIs(3));
  EXPECT_EQ(Lines().back(), Start("info", "again", "21") + R"(,"repeated":3})");
}

TEST_F(Logs, TellRepeatsAlsoWhenOnlyOtherMessagesFollow) {
  const auto logger = Make(Level::kInfo, 1);
  for (int i = 0; i < 4; ++i) logger->Warning("again");
  clock_.Advance(absl::Seconds(5));
  logger->Info("another");
  EXPECT_THAT(Lines(),
              ElementsAre(Start("warning", "again") + "}", Start("warning", "again", "25") + R"(,"repeated":3})",
                          Start("info", "another", "25") + "}"));
}

TEST_F(Logs, TellRepeatsAtTheEndOfTheProcess) {
  {
    const auto logger = Make(Level::kInfo, 1);
    logger->Info("again");
    logger->Info("again");
  }
  EXPECT_THAT(Lines(), ElementsAre(Start("info", "again") + "}", Start("info", "again") + R"(,"repeated":1})"));
}

TEST_F(Logs, KeepTheirLinesShortAndSaySo) {
  google::protobuf::ListValue list;
  for (int i = 0; i < 8; ++i) list.add_values()->set_string_value(std::string(120, 'x'));
  const RedactedMessage large = Redacted(list);
  Make()->Info("large", {{"a", large}, {"b", large}, {"c", large}, {"d", large}, {"e", large}, {"small", 1}});
  ASSERT_THAT(Lines(), SizeIs(1));
  EXPECT_LT(Lines()[0].size(), kLongestLine);
  EXPECT_THAT(Lines()[0], HasSubstr(R"("small":1,"truncated":true})"));
  google::protobuf::Value parsed;
  EXPECT_TRUE(google::protobuf::util::JsonStringToMessage(Lines()[0], &parsed).ok());
}

TEST_F(Logs, ComeFromSeveralThreads) {
  {
    const auto logger = Make(Level::kInfo, 0);
    std::vector<std::jthread> threads;
    for (int i = 0; i < 4; ++i) {
      threads.emplace_back([&, i] {
        for (int j = 0; j < 250; ++j) logger->Info("line", {{"thread", i}, {"n", j}});
      });
    }
  }
  EXPECT_THAT(Lines(), SizeIs(1000));
  for (const std::string& line : Lines()) ASSERT_TRUE(line.starts_with("{\"ts\"") && line.ends_with("}"));
}

}  // namespace
}  // namespace zamer::log
