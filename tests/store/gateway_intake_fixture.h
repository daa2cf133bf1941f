// Replicas of the gateway's intake on one real Redis, with a lead service that does as a test says, all on the test's
// thread.
#pragma once
#include <absl/strings/escaping.h>
#include <absl/strings/str_cat.h>
#include <absl/time/time.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <openssl/hmac.h>

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "services/common/events/signal.h"
#include "services/common/time/manual_clock.h"
#include "services/gateway/intake/intake.h"
#include "services/gateway/router.h"
#include "tests/store/local_callers.h"
#include "tests/store/local_replica.h"
#include "tests/support/redis_server.h"
#include "tests/support/status_matchers.h"
#include "tests/unit/gateway/intake/intake_samples.h"
#include "tests/unit/gateway/recorded_exchange.h"

namespace zamer::gateway::intake {

using testing::IsOk;
using testing::StatusIs;
using IntakeClient = rpc::Client<v1::IntakeService>;
using Api = IntakeClient::Api;

inline constexpr char kPerson[] = "+7 912 345-67-89";

// A lead service that answers as it is told and takes each request once.
class FakeLeads final : public LeadSink {
 public:
  // What a request is answered with; OK takes it.
  std::function<absl::Status(const lead::v1::CreateLeadRequest&)> answer = [](const auto&) { return absl::OkStatus(); };
  // Requests wait until it is notified; not when null.
  events::Signal* hold = nullptr;

  asio::awaitable<absl::StatusOr<std::string>> Take(lead::v1::CreateLeadRequest request) override {
    asked.push_back(request);
    if (hold != nullptr) co_await hold->Wait(absl::Now() + absl::Seconds(20));
    if (const absl::Status status = answer(request); !status.ok()) co_return status;
    const std::string name = absl::StrCat(request.parent(), "/leads/l", taken.size() + 1);
    co_return taken.emplace(request.request_id(), name).first->second;
  }
  asio::awaitable<absl::StatusOr<std::string>> Take(lead::v1::RecordCallRequest request) override {
    calls.push_back(std::move(request));
    co_return std::string();
  }

  std::vector<lead::v1::CreateLeadRequest> asked = {};
  std::map<std::string, std::string> taken = {};
  std::vector<lead::v1::RecordCallRequest> calls = {};
};

// One process of the gateway, as far as the intake needs it.
struct Replica : testing::LocalReplica {
  Replica(asio::io_context& its_loop, const Clock& clock, const redis::Options& redis_options, LeadSink& leads,
          const IntakeOptions& options)
      : LocalReplica(its_loop, clock, redis_options, "gateway"),
        intake({loop, clock, ids, logger, metrics, redis, 16, fingerprint, host, leads}, options) {
    intake.AddRoutes(router);
    Serve<v1::IntakeService>(intake.service());
  }
  ~Replica() {
    intake.Stop();
    Stop();
  }

  store::Fingerprint fingerprint{"a key that only tests know"};
  Router router;
  Intake intake;
};

class IntakeFixture : public ::testing::Test {
 protected:
  IntakeFixture() {
    options_.ways = {VkWay(), InstagramWay(), SiteWay(), PbxWay()};
    AddReplica();
  }

  Replica& AddReplica() {
    replicas_.push_back(std::make_unique<Replica>(loop_, clock_, redis_server_.ClientOptions(), leads_, options_));
    return *replicas_.back();
  }
  Replica& replica() { return *replicas_.front(); }

  // What a request is answered with; an error of the handler as the server answers it.
  absl::StatusOr<http::Response> Send(http::Request request, std::size_t at = 0) {
    RecordedExchange exchange(std::move(request));
    const absl::Status status = testing::RunOnLoop(loop_, replicas_[at]->router.Route(exchange));
    if (!status.ok()) return status;
    return exchange.answer();
  }
  static http::Request PostTo(std::string path, std::string body, http::Headers headers = {}) {
    return {.method = "POST",
            .path = std::move(path),
            .headers = std::move(headers),
            .body = std::move(body),
            .peer = "203.0.113.7"};
  }

  static std::string VkMessage(const std::string& event_id, const std::string& text = "Кухня", int from = 5) {
    return absl::StrCat(R"({"type":"message_new","group_id":123456,"secret":"correct horse","event_id":")", event_id,
                        R"(","object":{"message":{"from_id":)", from, R"(,"text":")", text, R"("}}})");
  }
  absl::StatusOr<http::Response> SendVk(const std::string& event_id, const std::string& text = "Кухня",
                                        std::size_t at = 0) {
    return Send(PostTo("/in/vk-shop", VkMessage(event_id, text)), at);
  }

  static std::string SignatureOf(const std::string& body) {
    const std::string key = std::get<MetaSettings>(InstagramWay().settings).app_secret.Reveal();
    unsigned char hash[32];
    HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), reinterpret_cast<const unsigned char*>(body.data()),
         body.size(), hash, nullptr);
    return absl::StrCat("sha256=", absl::BytesToHexString({reinterpret_cast<const char*>(hash), sizeof(hash)}));
  }
  absl::StatusOr<http::Response> SendMeta(const std::string& body) {
    return Send(PostTo("/in/insta", body, {{"x-hub-signature-256", SignatureOf(body)}}));
  }

  static http::Headers FormHeaders(std::string accept = "*/*") {
    return {{"content-type", "application/x-www-form-urlencoded"},
            {"origin", "https://kitchens.example"},
            {"accept", std::move(accept)}};
  }
  absl::StatusOr<http::Response> SendForm(std::string body, http::Headers headers = FormHeaders()) {
    return Send(PostTo("/in/site", std::move(body), std::move(headers)));
  }

  // Delivers what is due; how many deliveries were handled.
  absl::StatusOr<int> RunDue(std::size_t at = 0) {
    return testing::RunOnLoop(loop_, replicas_[at]->intake.RunDue(store::PartitionOf("d1", 16)));
  }

  using Callers = testing::LocalCallers<v1::IntakeService>;
  Callers::Caller& As(const std::string& name, type::v1::Role role, const std::string& department = "d1") {
    return callers_.At(replica().server->port(), name, role, department);
  }
  Callers::Caller& Head() { return As("head", type::v1::SALES_HEAD); }
  template <class Request, class Response>
  absl::StatusOr<Response> Call(Callers::Caller& caller, IntakeClient::UnaryMethod<Request, Response> method,
                                Request request) {
    return callers_.Call(caller, method, std::move(request));
  }

  static v1::ListDeliveriesRequest Everything() {
    v1::ListDeliveriesRequest request;
    request.set_parent("departments/d1");
    return request;
  }
  // The newest first.
  std::vector<v1::Delivery> List(v1::ListDeliveriesRequest request = Everything()) {
    std::vector<v1::Delivery> all;
    do {
      const auto page = Call(Head(), &Api::ListDeliveries, request);
      EXPECT_THAT(page, IsOk());
      if (!page.ok()) break;
      all.insert(all.end(), page->deliveries().begin(), page->deliveries().end());
      request.set_page_token(page->next_page_token());
    } while (!request.page_token().empty());
    return all;
  }
  std::vector<v1::Delivery> ListIn(v1::Delivery::State state) {
    v1::ListDeliveriesRequest request = Everything();
    request.set_state(state);
    return List(request);
  }
  v1::Delivery Only() {
    const std::vector<v1::Delivery> all = List();
    EXPECT_EQ(all.size(), 1u);
    return all.size() == 1 ? all.front() : v1::Delivery();
  }

  absl::StatusOr<v1::RedriveDeliveriesResponse> Redrive(const std::string& name, std::string request_id = {}) {
    v1::RedriveDeliveriesRequest request;
    request.set_parent("departments/d1");
    request.add_names(name);
    request.set_request_id(std::move(request_id));
    return Call(Head(), &Api::RedriveDeliveries, request);
  }

  asio::io_context loop_{1};
  // Ahead of the machine's clock, by which Redis' deadlines count.
  ManualClock clock_{absl::FromUnixSeconds(2'088'000'000)};
  testing::RedisServer redis_server_{{.fsync = "no", .config = {"rdbcompression no"}}};
  FakeLeads leads_;
  IntakeOptions options_;
  std::vector<std::unique_ptr<Replica>> replicas_;
  Callers callers_{loop_, clock_};
};

}  // namespace zamer::gateway::intake
