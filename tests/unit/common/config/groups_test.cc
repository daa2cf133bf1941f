#include "services/common/config/groups.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/common/config/temporary_file.h"

namespace zamer::config {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

struct Service {
  ServerConfig server;
  RedisConfig redis;
  AuthConfig auth;
  LogConfig log;
  Options options{"service", "Serves."};

  explicit Service(std::map<std::string, HostPort> peers = {}) {
    server.peers = std::move(peers);
    server.Declare(options);
    redis.Declare(options);
    auth.Declare(options, server);
    log.Declare(options);
  }

  std::vector<std::string> Read(const std::vector<std::string>& arguments) {
    return options.Read(SplitArguments(std::vector<std::string_view>(arguments.begin(), arguments.end())), {});
  }
};

const std::string kDevelopment = "--mode=development";
const std::string kDevelopmentKey = "--auth-development-key";

TEST(Groups, NeedNothingOnADevelopersMachineButItsMode) {
  Service service;
  EXPECT_THAT(service.Read({kDevelopment, kDevelopmentKey}), IsEmpty());
  EXPECT_EQ(service.server.mode, Mode::kDevelopment);
  EXPECT_EQ(service.redis.partitions, 16);
  EXPECT_EQ(service.server.listen_address.ToString(), "127.0.0.1:0");
}

TEST(Groups, AreInProductionUnlessToldOtherwise) {
  EXPECT_THAT(Service().Read({kDevelopmentKey}), ElementsAre(HasSubstr("--mode=development only")));
  EXPECT_THAT(Service().Read({}), ElementsAre(HasSubstr("--auth-jwks-file must be given")));
  const TemporaryFile keys("{}");
  EXPECT_THAT(Service().Read({"--auth-jwks-file=" + keys.path()}), IsEmpty());
}

TEST(Groups, NeedTheAddressOfEachPeer) {
  EXPECT_THAT(Service({{"lead", {}}, {"contract", {}}}).Read({kDevelopment, kDevelopmentKey}),
              ElementsAre("--contract-address must be given", "--lead-address must be given"));
  Service service({{"lead", {}}});
  EXPECT_THAT(service.Read({kDevelopment, kDevelopmentKey, "--lead-address=lead:7000"}), IsEmpty());
  EXPECT_EQ(service.server.peers["lead"].ToString(), "lead:7000");
}

TEST(Groups, NeedATokenToCallPeersInProduction) {
  const TemporaryFile keys("{}"), token("token");
  const std::vector<std::string> most = {"--auth-jwks-file=" + keys.path(), "--lead-address=lead:7000"};
  EXPECT_THAT(Service({{"lead", {}}}).Read(most), ElementsAre(HasSubstr("--auth-token-file must be given")));
  EXPECT_THAT(Service({{"lead", {}}}).Read({most[0], most[1], "--auth-token-file=" + token.path()}), IsEmpty());
}

TEST(Groups, NeedCertificateAndKeyTogether) {
  const TemporaryFile file("pem");
  EXPECT_THAT(Service().Read({kDevelopment, kDevelopmentKey, "--tls-key-file=" + file.path()}),
              ElementsAre("--tls-certificate-file and --tls-key-file must be given together"));
  EXPECT_THAT(Service().Read({kDevelopment, kDevelopmentKey, "--tls-client-authority-file=" + file.path()}),
              ElementsAre("--tls-client-authority-file needs --tls-certificate-file"));
}

TEST(Groups, RefuseRedisFilesThatWouldNotBeUsed) {
  const TemporaryFile file("pem");
  EXPECT_THAT(Service().Read({kDevelopment, kDevelopmentKey, "--redis-tls-ca-file=" + file.path()}),
              ElementsAre(HasSubstr("--redis-tls must be true")));
  EXPECT_THAT(Service().Read({kDevelopment, kDevelopmentKey, "--redis-user=zamer"}),
              ElementsAre("--redis-user needs --redis-password-file"));
}

TEST(Groups, ReadTheLogLevel) {
  Service service;
  EXPECT_THAT(service.Read({kDevelopment, kDevelopmentKey, "--log-level=warning"}), IsEmpty());
  EXPECT_EQ(service.log.level, log::Level::kWarning);
  EXPECT_THAT(Service().Read({"--log-level=loud"}), ElementsAre("--log-level must be one of debug|info|warning|error"));
}

TEST(Groups, ExplainThemselves) {
  const std::string help = Service({{"lead", {}}}).options.Help();
  for (const char* text : {"--listen-address=<host:port>", "--mode=<development|production>", "--lead-address",
                           "--redis-password-file=<file>", "--redis-partitions", "--auth-issuer", "--log-level"}) {
    EXPECT_THAT(help, HasSubstr(text));
  }
}

}  // namespace
}  // namespace zamer::config
