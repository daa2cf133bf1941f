// What platforms deliver becomes leads and interactions in the real lead service, also when that was down meanwhile.
#include <absl/strings/escaping.h>
#include <absl/strings/str_cat.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <openssl/hmac.h>
#include <spdlog/sinks/null_sink.h>

#include <memory>
#include <string>
#include <utility>

#include "services/common/security/authenticator.h"
#include "services/common/security/token_source.h"
#include "services/common/time/clock.h"
#include "services/common/time/timestamps.h"
#include "services/gateway/domain/intake/ways_in_file.h"
#include "services/gateway/intake/intake.h"
#include "tests/support/loop.h"
#include "tests/support/redis_bytes.h"
#include "tests/support/scene.h"
#include "tests/support/status_matchers.h"
#include "tests/unit/gateway/recorded_exchange.h"

namespace zamer::testing {
namespace {

namespace gateway = zamer::gateway;
namespace http = gateway::http;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::Pair;
using ::testing::SizeIs;

constexpr char kWays[] = R"(ways_in:
  - {id: vk, kind: vk, department: d1, channel: vk, group_id: 1, confirmation: code, secret: correct horse}
  - {id: insta, kind: instagram, department: d1, channel: vk, app_secret: 0123456789abcdef, verify_token: verify me}
  - {id: site, kind: form, department: d1, channel: vk, origins: ["https://kitchens.example"],
     sources: {yandex: yandex}}
  - {id: pbx, kind: pbx, department: d1, key: a key of the exchange, employees: {"101": manager}}
  - {id: nowhere, kind: vk, department: d1, channel: later, group_id: 1, confirmation: code, secret: correct horse}
)";

// The gateway as far as channels need it, beside a cluster.
class Gateway {
 public:
  explicit Gateway(Cluster& cluster)
      : redis_(loop_, cluster.redis().ClientOptions()),
        logger_({.service = "gateway"}, clock_, std::make_shared<spdlog::sinks::null_sink_mt>()),
        metrics_({"gateway", "test"}, clock_.Now()),
        authenticator_(security::Authenticator::Make({.development_key = true}, clock_).value()),
        host_({loop_, clock_, logger_, *authenticator_, metrics_}, {}),
        channel_(loop_, {.target = absl::StrCat("ipv4:", cluster.Address(Service::kLead)),
                         .token = security::DevelopmentTokens(clock_, "gateway")}),
        leads_(channel_),
        intake_({loop_, clock_, ids_, logger_, metrics_, redis_, 16, fingerprint_, host_, leads_}, Options()) {
    intake_.AddRoutes(router_);
    intake_.Start();
  }
  ~Gateway() {
    intake_.Stop();
    RunFor(loop_, absl::Milliseconds(50));
    redis_.Close();
    RunFor(loop_, absl::Milliseconds(50));
  }

  // The status of the answer; 0 for an error.
  int Post(std::string path, std::string body, http::Headers headers = {}) {
    gateway::RecordedExchange exchange(
        {.method = "POST", .path = std::move(path), .headers = std::move(headers), .body = std::move(body)});
    const absl::Status status = RunOnLoop(loop_, router_.Route(exchange));
    return status.ok() ? exchange.answer().status : 0;
  }

  bool RunUntil(const std::function<bool()>& condition) { return testing::RunUntil(loop_, condition); }
  void RunFor(absl::Duration time) { testing::RunFor(loop_, time); }

 private:
  static void RunFor(asio::io_context& loop, absl::Duration time) { testing::RunFor(loop, time); }
  static gateway::intake::IntakeOptions Options() {
    gateway::intake::IntakeOptions options;
    options.ways = gateway::intake::ParseWaysIn(kWays).value();
    return options;
  }

  asio::io_context loop_{1};
  SystemClock clock_;
  UlidSource ids_{clock_};
  redis::Client redis_;
  log::Logger logger_;
  metrics::Registry metrics_;
  std::unique_ptr<security::Authenticator> authenticator_;
  rpc::Host host_;
  store::Fingerprint fingerprint_{"a key that only tests know"};
  rpc::Channel channel_;
  gateway::intake::GrpcLeadSink leads_;
  gateway::Router router_;
  gateway::intake::Intake intake_;
};

std::string VkMessage(const std::string& event, const std::string& from, const std::string& text) {
  return absl::StrCat(R"({"type":"message_new","group_id":1,"secret":"correct horse","event_id":")", event,
                      R"(","object":{"message":{"from_id":)", from, R"(,"text":")", text, R"("}}})");
}

class WaysIn : public ::testing::Test {
 protected:
  std::vector<lead::v1::Lead> Leads() {
    lead::v1::ListLeadsRequest request;
    request.set_parent(scene_.name());
    const auto page = scene_.head().Call(&LeadApi::ListLeads, request);
    if (!page.ok()) return {};
    return {page->leads().begin(), page->leads().end()};
  }
  std::vector<lead::v1::Interaction> InteractionsOf(const std::string& lead) {
    lead::v1::ListInteractionsRequest request;
    request.set_parent(lead);
    const auto page = scene_.head().Call(&LeadApi::ListInteractions, request);
    if (!page.ok()) return {};
    return {page->interactions().begin(), page->interactions().end()};
  }
  // Once there are so many leads, all of them.
  std::vector<lead::v1::Lead> WaitForLeads(std::size_t count) {
    EXPECT_TRUE(gateway_->RunUntil([&] { return Leads().size() >= count; }));
    return Leads();
  }

  Cluster cluster_{{.bin_dir = ZAMER_BIN_DIR}};
  Scene scene_{cluster_, "d1"};
  std::unique_ptr<Gateway> gateway_ = std::make_unique<Gateway>(cluster_);
};

TEST_F(WaysIn, OnePersonWhoWritesFillsInAFormAndCallsIsOneLead) {
  ASSERT_EQ(gateway_->Post("/in/vk", VkMessage("e-1", "77", "Кухня? 8 912 345-67-89")), 200);
  const auto leads = WaitForLeads(1);
  ASSERT_THAT(leads, SizeIs(1));
  EXPECT_EQ(leads.front().phones(0).e164(), "+79123456789");
  EXPECT_EQ(leads.front().touches(0).channel(), scene_.NameOf("channels", "vk"));

  const http::Headers form{{"content-type", "application/x-www-form-urlencoded"}};
  ASSERT_EQ(gateway_->Post("/in/site", "name=Maria&phone=%2B7+912+345-67-89&utm_source=yandex&yclid=5", form), 200);
  const http::Headers key{{"authorization", "Bearer a key of the exchange"}};
  ASSERT_EQ(gateway_->Post("/in/pbx", R"({"id":"c-1","caller":"+79123456789","callee":"101","answered":true,
      "duration":65,"recording":"https://pbx.example/c-1"})",
                           key),
            200);
  const std::string name = leads.front().name();
  ASSERT_TRUE(gateway_->RunUntil([&] { return InteractionsOf(name).size() == 2; }));
  const lead::v1::Lead lead = Leads().front();
  EXPECT_THAT(Leads(), SizeIs(1));
  EXPECT_EQ(lead.touch_count(), 2);
  EXPECT_EQ(lead.touches(1).channel(), scene_.NameOf("channels", "yandex"));
  EXPECT_THAT(lead.touches(1).tags(), Contains(Pair("yclid", "5")));
  EXPECT_EQ(lead.client_name(), "Maria");
  const lead::v1::Interaction call = InteractionsOf(name).back();
  EXPECT_EQ(call.employee(), scene_.NameOf("employees", "manager"));
  EXPECT_EQ(call.recording_uri(), "https://pbx.example/c-1");
}

TEST_F(WaysIn, NothingIsLostWhileTheLeadServiceIsDown) {
  cluster_.Kill9(Service::kLead);
  for (int i = 0; i < 20; ++i) {
    ASSERT_EQ(gateway_->Post("/in/vk", VkMessage(absl::StrCat("e-", i), absl::StrCat(100 + i), "Кухня")), 200);
  }
  gateway_->RunFor(absl::Seconds(1));
  gateway_.reset();
  gateway_ = std::make_unique<Gateway>(cluster_);
  cluster_.Start(Service::kLead);
  cluster_.WaitUntilHealthy(Service::kLead);
  EXPECT_THAT(WaitForLeads(20), SizeIs(20));
  EXPECT_EQ(gateway_->Post("/in/vk", VkMessage("e-3", "103", "Кухня")), 200);
  EXPECT_EQ(gateway_->Post("/in/vk", VkMessage("e-last", "999", "Шкаф")), 200);
  EXPECT_THAT(WaitForLeads(21), SizeIs(21)) << "what came again is the same delivery";
}

TEST_F(WaysIn, NothingOfAPersonWhoIsForgottenRemains) {
  const http::Headers form{{"content-type", "application/x-www-form-urlencoded"}};
  ASSERT_EQ(gateway_->Post("/in/site", "name=Qzx7Personal&phone=%2B7+912+777-66-55&message=Qzx7Personal", form), 200);
  const auto leads = WaitForLeads(1);
  ASSERT_THAT(leads, SizeIs(1));
  const auto bytes = [&] { return AllBytes(cluster_.redis()); };
  ASSERT_THAT(bytes(), HasSubstr("Qzx7Personal")) << "the test must see what it looks for";
  lead::v1::EraseLeadRequest request;
  request.set_name(leads.front().name());
  ASSERT_THAT(scene_.head().Call(&LeadApi::EraseLead, request), IsOk());
  EXPECT_TRUE(gateway_->RunUntil([&] { return bytes().find("Qzx7Personal") == std::string::npos; }))
      << "the delivery is forgotten once it is noted that the lead service has it";
  EXPECT_THAT(bytes(), Not(HasSubstr("777-66-55")));
}

TEST_F(WaysIn, AFormWhosePhoneIsNoneIsALeadAllTheSame) {
  const http::Headers form{{"content-type", "application/x-www-form-urlencoded"}};
  ASSERT_EQ(gateway_->Post("/in/site", "name=Maria&phone=call+me+maybe&email=maria%40example.com", form), 200);
  const auto leads = WaitForLeads(1);
  ASSERT_THAT(leads, SizeIs(1));
  EXPECT_THAT(leads.front().phones(), IsEmpty());
  EXPECT_EQ(leads.front().emails(0).address(), "maria@example.com");
  EXPECT_EQ(InteractionsOf(leads.front().name()).front().text(), "Телефон: call me maybe");
}

TEST_F(WaysIn, TheAnswersOfAMetaFormJoinTheLeadThatWaitsForThem) {
  const auto post = [&](const std::string& form) {
    const std::string body =
        absl::StrCat(R"({"object":"page","entry":[{"changes":[{"field":"leadgen","value":)", form, "}]}]}");
    constexpr std::string_view kKey = "0123456789abcdef";
    unsigned char hash[32];
    HMAC(EVP_sha256(), kKey.data(), static_cast<int>(kKey.size()), reinterpret_cast<const unsigned char*>(body.data()),
         body.size(), hash, nullptr);
    return gateway_->Post("/in/insta", body,
                          {{"x-hub-signature-256",
                            "sha256=" + absl::BytesToHexString({reinterpret_cast<const char*>(hash), sizeof(hash)})}});
  };
  ASSERT_EQ(post(R"({"leadgen_id":"666777888999000","form_id":"5"})"), 200);
  ASSERT_THAT(WaitForLeads(1), SizeIs(1));
  EXPECT_THAT(Leads().front().phones(), IsEmpty());
  ASSERT_EQ(post(R"({"leadgen_id":"666777888999000","field_data":[
      {"name":"full_name","values":["Мария"]},{"name":"phone_number","values":["+79123456789"]}]})"),
            200);
  ASSERT_TRUE(gateway_->RunUntil([&] { return !Leads().front().phones().empty(); }));
  EXPECT_THAT(Leads(), SizeIs(1));
  EXPECT_EQ(Leads().front().client_name(), "Мария");
}

TEST_F(WaysIn, ADeliveryForAChannelThatIsMadeLaterIsTakenThen) {
  ASSERT_EQ(gateway_->Post("/in/nowhere", VkMessage("e-1", "77", "Кухня")), 200);
  gateway_->RunFor(absl::Seconds(1));
  EXPECT_THAT(Leads(), IsEmpty());
  lead::v1::CreateChannelRequest request;
  request.set_parent(scene_.name());
  request.set_channel_id("later");
  request.mutable_channel()->set_display_name("later");
  ASSERT_THAT(scene_.head().Call(&LeadApi::CreateChannel, request), IsOk());
  EXPECT_THAT(WaitForLeads(1), SizeIs(1));
}

}  // namespace
}  // namespace zamer::testing
