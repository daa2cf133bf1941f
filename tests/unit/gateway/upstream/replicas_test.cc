// Services that come, go, move and grow old.
#include <asio/ip/tcp.hpp>
#include <asio/write.hpp>

#include "tests/support/status_matchers.h"
#include "tests/support/tcp_gate.h"
#include "tests/unit/gateway/upstream/declining_peer.h"
#include "tests/unit/gateway/upstream/upstream_fixture.h"

namespace zamer::gateway {
namespace {

using asio::ip::tcp;
using testing::IsOk;
using testing::StatusIs;
using testing::TcpGate;

std::string TextOf(const tcp::endpoint& endpoint) {
  return endpoint.address().to_string() + ":" + std::to_string(endpoint.port());
}

class ReplicasTest : public UpstreamFixture {
 protected:
  static tcp::endpoint Behind(const TcpGate& gate) { return {asio::ip::address_v4::loopback(), gate.port()}; }
  bool AnswersSoon() {
    return testing::Eventually([&] { return Ask(kEcho).ok(); });
  }
};

TEST_F(ReplicasTest, CallsGoToAllInTurn) {
  EchoService one;
  EchoService two;
  Reach({one.endpoint(), two.endpoint()});
  ASSERT_TRUE(testing::Eventually([&] { return Ask(kEcho).ok() && one.calls() > 0 && two.calls() > 0; }));
  const int before = one.calls();
  for (int i = 0; i < 20; ++i) EXPECT_THAT(Ask(kEcho), IsOk());
  EXPECT_EQ(one.calls() - before, 10);
}

TEST_F(ReplicasTest, WhenOneIsGoneTheOthersAnswer) {
  EchoService one;
  EchoService two;
  Reach({one.endpoint(), two.endpoint()});
  ASSERT_TRUE(testing::Eventually([&] { return Ask(kEcho).ok() && one.calls() > 0 && two.calls() > 0; }));
  one.Stop();
  for (int i = 0; i < 20; ++i) EXPECT_THAT(Ask(kEcho), IsOk());
}

TEST_F(ReplicasTest, AServiceThatIsDownIsSaidToBeAndFoundWhenItIsBack) {
  auto service = std::make_unique<EchoService>();
  const std::string address = TextOf(service->endpoint());
  Reach({service->endpoint()});
  EXPECT_THAT(Ask(kEcho), IsOk());
  service.reset();
  EXPECT_THAT(Ask(kEcho), StatusIs(Reason::kPeerUnavailable));
  EchoService again({.address = address});
  EXPECT_TRUE(AnswersSoon());
}

TEST_F(ReplicasTest, AServiceThatHasNoAddressIsDown) {
  Reach({});
  EXPECT_THAT(Ask(kEcho), StatusIs(Reason::kPeerUnavailable));
}

TEST_F(ReplicasTest, AServiceThatHasMovedIsFound) {
  auto former = std::make_unique<EchoService>();
  Reach({former->endpoint()});
  EXPECT_THAT(Ask(kEcho), IsOk());
  EchoService latter;
  endpoints_ = {latter.endpoint()};
  former.reset();
  EXPECT_TRUE(AnswersSoon());
  EXPECT_GT(latter.calls(), 0);
}

TEST_F(ReplicasTest, WhatIsUnderWayOnALostConnectionHasFailed) {
  EchoService service;
  TcpGate gate(service.endpoint().port());
  Reach({Behind(gate)});
  const auto asked = Begin(kSilent);
  ASSERT_TRUE(RunUntil([&] { return service.calls() == 1; }));
  gate.CloseAll();
  ASSERT_TRUE(RunUntil([&] { return asked->answer.has_value(); }));
  EXPECT_THAT(*asked->answer, StatusIs(Reason::kPeerUnavailable));
  EXPECT_THAT(Ask(kEcho), IsOk()) << "by another connection";
}

TEST_F(ReplicasTest, NoCallIsLostWhenConnectionsAreLeft) {
  EchoService service({.most_connection_age_ms = 20});
  TcpGate gate(service.endpoint().port());
  Reach({Behind(gate)});
  while (gate.accepted() < 4) {
    std::vector<std::unique_ptr<Asked>> all;
    all.reserve(20);
    for (int i = 0; i < 20; ++i) all.push_back(Begin(kEcho));
    for (const auto& asked : all) {
      ASSERT_TRUE(RunUntil([&] { return asked->answer.has_value(); }));
      ASSERT_THAT(*asked->answer, IsOk());
    }
  }
}

TEST_F(ReplicasTest, WhatOneDeclinesAnotherAnswers) {
  for (const auto way : {DecliningPeer::Way::kResets, DecliningPeer::Way::kLeaves}) {
    DecliningPeer declining(loop_, way);
    EchoService service;
    Reach({declining.endpoint(), service.endpoint()});
    ASSERT_TRUE(AnswersSoon());  // so the service is connected
    const int before = declining.asked();
    while (declining.asked() < before + 2) ASSERT_THAT(Ask(kEcho), IsOk());
    upstream_.reset();
  }
}

TEST_F(ReplicasTest, WhatAllDeclineIsGivenUp) {
  DecliningPeer declining(loop_, DecliningPeer::Way::kResets);
  Reach({declining.endpoint()});
  EXPECT_THAT(Ask(kEcho), StatusIs(Reason::kPeerUnavailable));
  EXPECT_EQ(declining.asked(), 3);
}

TEST_F(ReplicasTest, SomebodyWhoDoesNotSpeakHttp2IsNotTheService) {
  tcp::acceptor acceptor(loop_, {asio::ip::address_v4::loopback(), 0});
  tcp::socket other(loop_);
  acceptor.async_accept(other, [&](const asio::error_code&) {
    asio::write(other, asio::buffer(std::string("HTTP/1.1 400 Bad Request\r\n\r\n")));
    other.close();
  });
  Reach({acceptor.local_endpoint()});
  EXPECT_THAT(Ask(kEcho), StatusIs(Reason::kPeerUnavailable));
}

TEST_F(ReplicasTest, GoingAwayEndsWhatIsUnderWay) {
  EchoService service;
  Reach({service.endpoint()});
  const auto asked = Begin(kSilent);
  ASSERT_TRUE(RunUntil([&] { return service.calls() == 1; }));
  upstream_.reset();
  ASSERT_TRUE(RunUntil([&] { return asked->answer.has_value(); }));
  EXPECT_THAT(*asked->answer, StatusIs(Reason::kPeerUnavailable));
  EXPECT_TRUE(RunUntil([&] { return service.cancelled() == 1; }));
}

}  // namespace
}  // namespace zamer::gateway
