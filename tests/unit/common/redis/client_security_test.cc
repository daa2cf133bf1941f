#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/support/certificates.h"
#include "tests/support/status_matchers.h"
#include "tests/unit/common/redis/client_fixture.h"
#include "tests/unit/common/redis/client_matchers.h"

namespace zamer::redis {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class ClientSecurity : public ClientFixture {
 protected:
  // Why the first attempt to connect with these options fails; OK when it does not.
  absl::Status FirstAttempt(Options options) {
    std::optional<absl::Status> outcome;
    options.on_connection = [&](const absl::Status& status) {
      if (!outcome) outcome = status;
    };
    Client client(loop_, std::move(options));
    testing::RunUntil(loop_, [&] { return outcome.has_value(); });
    return outcome.value_or(absl::DeadlineExceededError("no attempt was made"));
  }

  std::string ErrorOfFirstAttempt(Options options) { return std::string(FirstAttempt(std::move(options)).message()); }
};

class ClientWithUser : public ClientSecurity {
 protected:
  testing::RedisServer server_{{.fsync = "no", .username = "lead", .password = "s3cret", .rights = "~lead:* +@all"}};
};

class ClientWithTls : public ClientSecurity {
 protected:
  testing::RedisServer server_{{.fsync = "no", .tls = true}};
};

TEST_F(ClientWithUser, WorksWithinTheRightsOfItsUser) {
  Client client(loop_, server_.ClientOptions());
  EXPECT_THAT(Run(client, Command("ACL", "WHOAMI")), Answers(Reply::String("lead")));
  EXPECT_THAT(Run(client, Command("SET", "lead:1", "value")), Answers(Reply::Status("OK")));
  EXPECT_THAT(Run(client, Command("SET", "contract:1", "value")), Answers(IsError("NOPERM")));
}

TEST_F(ClientWithUser, TellsThatThePasswordIsWrongWithoutTellingThePassword) {
  Options options = server_.ClientOptions();
  options.password = "another";
  EXPECT_THAT(ErrorOfFirstAttempt(options),
              AllOf(HasSubstr("AUTH"), HasSubstr("WRONGPASS"), Not(HasSubstr("another"))));
}

TEST_F(ClientWithUser, IsRefusedWithoutAPassword) {
  Options options = server_.ClientOptions();
  options.username.clear();
  options.password.clear();
  EXPECT_THAT(ErrorOfFirstAttempt(options), HasSubstr("NOAUTH"));
}

TEST_F(ClientSecurity, NamesItselfAndSelectsItsDatabase) {
  testing::RedisServer server({.fsync = "no"});
  Options options = server.ClientOptions();
  options.client_name = "lead-service";
  options.database = 3;
  Client client(loop_, std::move(options));
  EXPECT_THAT(Run(client, Command("CLIENT", "GETNAME")), Answers(Reply::String("lead-service")));
  Run(client, Command("SET", "key", "value"));
  EXPECT_EQ(server.Run(Command("EXISTS", "key")), Reply::Integer(0));
}

TEST_F(ClientSecurity, RefusesAReplica) {
  testing::RedisServer server({.fsync = "no"});
  server.Run(Command("REPLICAOF", "127.0.0.1", testing::FreePort()));
  EXPECT_THAT(ErrorOfFirstAttempt(server.ClientOptions()), HasSubstr("not a primary"));
  Options options = server.ClientOptions();
  options.require_primary = false;
  EXPECT_THAT(FirstAttempt(options), testing::IsOk());
}

TEST_F(ClientWithTls, WorksOverTls) {
  Client client(loop_, server_.ClientOptions());
  const std::string value(200'000, 'v');
  EXPECT_THAT(Run(client, Command("SET", "key", value)), Answers(Reply::Status("OK")));
  EXPECT_THAT(Run(client, Command("GET", "key")), Answers(Reply::String(value)));
  std::vector<Result> outcomes;
  for (int i = 0; i < 1000; ++i) Spawn(client, Command("INCR", "n"), &outcomes);
  WaitForOutcomes(outcomes, 1000);
  EXPECT_THAT(outcomes.back(), Answers(Reply::Integer(1000)));
}

TEST_F(ClientWithTls, ComesBackAfterTheServerRestarts) {
  Client client(loop_, server_.ClientOptions());
  Run(client, Command("SET", "key", "value"));
  server_.Restart();
  ASSERT_TRUE(testing::RunUntil(loop_, [&] { return client.stats().failures > 0; }));
  EXPECT_THAT(Run(client, Command("GET", "key")), Answers(Reply::String("value")));
}

TEST_F(ClientWithTls, VerifiesTheAddressWhenNoNameIsGiven) {
  Options options = server_.ClientOptions();
  options.tls->server_name.clear();
  EXPECT_THAT(FirstAttempt(options), testing::IsOk());
}

TEST_F(ClientWithTls, RefusesAServerOfAnotherName) {
  Options options = server_.ClientOptions();
  options.tls->server_name = "redis.example";
  EXPECT_THAT(ErrorOfFirstAttempt(options), HasSubstr("certificate verify failed"));
}

TEST_F(ClientWithTls, RefusesAServerOfAnotherAuthority) {
  const testing::Certificates others;
  Options options = server_.ClientOptions();
  options.tls->ca_file = others.ca();
  EXPECT_THAT(ErrorOfFirstAttempt(options), HasSubstr("certificate verify failed"));
}

TEST_F(ClientWithTls, IsRefusedWithoutACertificate) {
  Options options = server_.ClientOptions();
  options.tls->cert_file.clear();
  options.tls->key_file.clear();
  EXPECT_FALSE(FirstAttempt(options).ok());
}

TEST_F(ClientWithTls, SaysWhichFileItCannotUse) {
  Options options = server_.ClientOptions();
  options.tls->ca_file = "/no/such/ca.crt";
  EXPECT_THAT(ErrorOfFirstAttempt(options), HasSubstr("/no/such/ca.crt"));
}

TEST_F(ClientWithTls, DoesNotTalkToATlsServerInPlainText) {
  Options options = server_.ClientOptions();
  options.tls.reset();
  EXPECT_FALSE(FirstAttempt(options).ok());
}

}  // namespace
}  // namespace zamer::redis
