// Who is believed to be the service, and how it believes us.
#include "services/common/rpc/server_credentials.h"
#include "tests/support/certificates.h"
#include "tests/support/status_matchers.h"
#include "tests/unit/gateway/upstream/upstream_fixture.h"

namespace zamer::gateway {
namespace {

using testing::Certificates;
using testing::IsOk;
using testing::StatusIs;

class UpstreamTlsTest : public UpstreamFixture {
 protected:
  static void SetUpTestSuite() { certificates_ = std::make_unique<Certificates>(); }
  static void TearDownTestSuite() { certificates_.reset(); }

  // One that asks callers for a certificate.
  static EchoService::Options Strict() {
    return {.credentials = rpc::MakeServerCredentials(
                               {certificates_->server_cert(), certificates_->server_key(), certificates_->ca()})
                               .value()};
  }
  static Peer Known(const std::string& name) {
    return {certificates_->ca(), certificates_->client_cert(), certificates_->client_key(), name};
  }
  absl::Status AskAs(const EchoService& service, const Peer& peer) {
    Reach({service.endpoint()}, {.peer = peer});
    return Ask(kEcho).status();
  }

  static inline std::unique_ptr<Certificates> certificates_;
};

TEST_F(UpstreamTlsTest, BothShowWhoTheyAre) {
  const EchoService service(Strict());
  EXPECT_THAT(AskAs(service, Known("localhost")), IsOk());
  EXPECT_THAT(AskAs(service, Known("127.0.0.1")), IsOk());
}

TEST_F(UpstreamTlsTest, ACertificateForAnotherNameIsNotTheServices) {
  const EchoService service(Strict());
  EXPECT_THAT(AskAs(service, Known("lead.zamer")), StatusIs(Reason::kPeerUnavailable));
  EXPECT_THAT(AskAs(service, Known("127.0.0.2")), StatusIs(Reason::kPeerUnavailable));
  EXPECT_THAT(AskAs(service, Known("")), IsOk()) << "at our own address";
}

TEST_F(UpstreamTlsTest, ACertificateOfAnotherAuthorityIsNotBelieved) {
  const Certificates others;
  const EchoService service(Strict());
  Peer peer = Known("");
  peer.authority_file = others.ca();
  EXPECT_THAT(AskAs(service, peer), StatusIs(Reason::kPeerUnavailable));
  peer = {certificates_->ca(), others.client_cert(), others.client_key(), ""};
  EXPECT_THAT(AskAs(service, peer), StatusIs(Reason::kPeerUnavailable));
  peer = {.authority_file = certificates_->ca()};
  EXPECT_THAT(AskAs(service, peer), StatusIs(Reason::kPeerUnavailable));
}

TEST_F(UpstreamTlsTest, NothingIsSentInTheClearWhereAnAuthorityIsKnown) {
  const EchoService plain;
  EXPECT_THAT(AskAs(plain, Known("127.0.0.1")), StatusIs(Reason::kPeerUnavailable));
  EXPECT_EQ(plain.calls(), 0);
}

TEST_F(UpstreamTlsTest, FilesThatCannotBeReadReachNobody) {
  const EchoService service(Strict());
  Peer peer = Known("127.0.0.1");
  peer.key_file = "/nowhere";
  EXPECT_THAT(AskAs(service, peer), StatusIs(Reason::kPeerUnavailable));
}

}  // namespace
}  // namespace zamer::gateway
