#include "services/common/config/options.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "tests/unit/common/config/temporary_file.h"

namespace zamer::config {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

struct Example {
  int workers = 4;
  bool eager = false;
  absl::Duration patience = absl::Seconds(1);
  std::string title;
  Secret password;
  Options options{"example", "Shows options."};

  Example() {
    options.Group("Work");
    options.Add("workers", workers, "How many.", Between(1, 16));
    options.Add("eager", eager, "Whether to start at once.");
    options.Add("patience-limit", patience, "How long to wait.");
    options.Group("Rest");
    options.Add("title", title, "What to call it.");
    options.Add("password-file", password, "Where the password is.");
  }

  std::vector<std::string> Read(std::vector<std::string_view> arguments, std::vector<Variable> variables = {}) {
    return options.Read(SplitArguments(arguments), variables);
  }
};

TEST(Options, KeepTheirDefaults) {
  Example example;
  EXPECT_THAT(example.Read({}), IsEmpty());
  EXPECT_EQ(example.workers, 4);
  EXPECT_EQ(example.patience, absl::Seconds(1));
}

TEST(Options, AreReadFromFlags) {
  Example example;
  EXPECT_THAT(example.Read({"--workers=8", "--eager", "--patience-limit", "5s", "--title="}), IsEmpty());
  EXPECT_EQ(example.workers, 8);
  EXPECT_TRUE(example.eager);
  EXPECT_EQ(example.patience, absl::Seconds(5));
}

TEST(Options, AreReadFromTheEnvironment) {
  Example example;
  EXPECT_THAT(example.Read({}, {{"ZAMER_WORKERS", "8"}, {"ZAMER_PATIENCE_LIMIT", "5s"}}), IsEmpty());
  EXPECT_EQ(example.workers, 8);
  EXPECT_EQ(example.patience, absl::Seconds(5));
}

TEST(Options, BelieveTheFlagBeforeTheVariable) {
  Example example;
  EXPECT_THAT(example.Read({"--workers=8"}, {{"ZAMER_WORKERS", "2"}}), IsEmpty());
  EXPECT_EQ(example.workers, 8);
}

TEST(Options, TellAllFaultsAtOnce) {
  Example example;
  EXPECT_THAT(example.Read({"--workers=many", "--eager=1", "--colour=red", "loose", "--title"},
                           {{"ZAMER_PATIENCE_LIMIT", "soon"}, {"ZAMER_COLOUR", "red"}}),
              ElementsAre("--workers must be a whole number", "--eager must be true or false",
                          "--colour is unknown: see --help", HasSubstr("belongs to no flag"), "--title needs a value",
                          HasSubstr("ZAMER_PATIENCE_LIMIT must be a duration"), HasSubstr("ZAMER_COLOUR is unknown")));
}

TEST(Options, RefuseAValueOutOfRange) {
  EXPECT_THAT(Example().Read({"--workers=17"}), ElementsAre("--workers must be between 1 and 16"));
  EXPECT_THAT(Example().Read({}, {{"ZAMER_WORKERS", "0"}}), ElementsAre("--workers must be between 1 and 16"));
}

TEST(Options, RefuseAFlagGivenTwice) {
  EXPECT_THAT(Example().Read({"--workers=1", "--workers=2"}), ElementsAre("--workers is given twice"));
}

TEST(Options, NeverRepeatWhatMayBeASecret) {
  EXPECT_THAT(Example().Read({"--password=hunter2", "hunter2"}, {{"ZAMER_PASSWORD", "hunter2"}}),
              testing::AllOf(testing::SizeIs(3), testing::Each(Not(HasSubstr("hunter2")))));
}

TEST(Options, ReadASecretFromItsFileOnly) {
  const TemporaryFile file("hunter2\n");
  Example example;
  EXPECT_THAT(example.Read({}, {{"ZAMER_PASSWORD_FILE", file.path()}}), IsEmpty());
  EXPECT_EQ(example.password.Reveal(), "hunter2");
  EXPECT_THAT(Example().Read({"--password-file=hunter2"}), ElementsAre(Not(HasSubstr("hunter2"))));
}

TEST(Options, AskAboutSeveralOnlyWhenEachIsRight) {
  Example example;
  example.options.Check([&]() -> std::optional<std::string> {
    if (!example.eager || example.workers > 4) return std::nullopt;
    return "--eager needs more than 4 workers";
  });
  EXPECT_THAT(example.Read({"--eager"}), ElementsAre("--eager needs more than 4 workers"));
  Example broken;
  broken.options.Check([]() -> std::optional<std::string> { return "asked"; });
  EXPECT_THAT(broken.Read({"--workers=x"}), ElementsAre("--workers must be a whole number"));
}

struct Outcome {
  std::optional<int> exit;
  std::string out, err;
};

Outcome RunWith(std::vector<const char*> argv, std::vector<const char*> environment = {}) {
  argv.insert(argv.begin(), "/bin/example");
  environment.push_back(nullptr);
  Example example;
  std::ostringstream out, err;
  const auto exit = example.options.Read(static_cast<int>(argv.size()), argv.data(), environment.data(), out, err);
  return {exit, out.str(), err.str()};
}

TEST(Program, GoesOnWhenAllIsWell) {
  const Outcome run = RunWith({"--workers", "2"}, {"ZAMER_EAGER=true", "PATH=/bin"});
  EXPECT_EQ(run.exit, std::nullopt);
  EXPECT_EQ(run.out + run.err, "");
}

TEST(Program, EndsWithTwoAndEachFaultOnALine) {
  const Outcome run = RunWith({"--workers=x"}, {"ZAMER_TYPO=1"});
  EXPECT_EQ(run.exit, 2);
  EXPECT_EQ(run.out, "");
  EXPECT_THAT(run.err, AllOf(HasSubstr("example: --workers must be a whole number\n"),
                             HasSubstr("example: the environment"), HasSubstr("ZAMER_TYPO is unknown")));
}

TEST(Program, PrintsItsHelpWhateverElseIsSaid) {
  const Outcome run = RunWith({"--nonsense", "--help"});
  EXPECT_EQ(run.exit, 0);
  EXPECT_EQ(run.err, "");
  EXPECT_EQ(run.out,
            "example: Shows options.\n\n"
            "Every option --name is also the variable ZAMER_NAME, hyphens as underscores; a flag wins.\n\n"
            "Work\n"
            "  --workers=<number>\n      How many. Must be between 1 and 16. Default: 4.\n"
            "  --eager=<true|false>\n      Whether to start at once. Default: false.\n"
            "  --patience-limit=<duration>\n      How long to wait. Default: 1s.\n\n"
            "Rest\n"
            "  --title=<text>\n      What to call it.\n"
            "  --password-file=<file>\n      Where the password is.\n");
}

}  // namespace
}  // namespace zamer::config
