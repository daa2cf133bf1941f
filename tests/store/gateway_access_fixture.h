// Replicas of the edge's sign-in on one real Redis, used by browsers and called over gRPC, all on the test's thread.
#pragma once
#include <absl/strings/str_cat.h>
#include <absl/time/time.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "services/common/rpc/calls.h"
#include "services/common/security/token_source.h"
#include "services/common/status/errors.h"
#include "services/common/time/manual_clock.h"
#include "services/gateway/access/access.h"
#include "services/gateway/http/error_response.h"
#include "tests/store/local_callers.h"
#include "tests/store/local_replica.h"
#include "tests/support/redis_server.h"
#include "tests/support/status_matchers.h"
#include "tests/unit/gateway/recorded_exchange.h"

namespace zamer::gateway::access {

using testing::IsOk;
using testing::StatusIs;
using AccessClient = rpc::Client<v1::AccessService>;
using Api = AccessClient::Api;

inline const std::string kDepartment = "departments/d1";
inline constexpr char kPassword[] = "a long password";

inline std::string NameOf(const std::string& employee) { return Child(kDepartment, "employees", employee); }

// Answers for the scheduling service who works here, to other services only.
class People final : public scheduling::v1::SchedulingService::CallbackService {
 public:
  explicit People(rpc::Host& host) : calls_(host, scheduling::v1::SchedulingService::service_full_name()) {}

  grpc::ServerUnaryReactor* GetEmployee(grpc::CallbackServerContext* context,
                                        const scheduling::v1::GetEmployeeRequest* request,
                                        scheduling::v1::Employee* response) override {
    return calls_.Unary(context, request, response,
                        [this](rpc::Call& call, const auto& asked) { return Find(call, asked.name()); });
  }

  std::map<std::string, scheduling::v1::Employee> employees;
  bool away = false;
  int times_asked = 0;

 private:
  asio::awaitable<absl::StatusOr<scheduling::v1::Employee>> Find(const rpc::Call& call, std::string name) {
    ++times_asked;
    EXPECT_TRUE(call.principal().roles.Has(type::v1::SERVICE));
    if (away) co_return Unavailable(Reason::kPeerUnavailable, "Nobody is here.", absl::ZeroDuration());
    const auto found = employees.find(name);
    if (found == employees.end()) co_return NotFound(Reason::kEmployeeNotFound, "There is no such employee.");
    co_return found->second;
  }

  rpc::Calls calls_;
};

// One process of the edge, with the scheduling service that it asks.
struct Edge : testing::LocalReplica {
  Edge(asio::io_context& its_loop, const Clock& clock, const redis::Options& redis_options, AccessSettings settings)
      : LocalReplica(its_loop, clock, redis_options, "gateway"), people(host) {
    scheduling_server =
        rpc::Server::Start(host, {}, {{&people, scheduling::v1::SchedulingService::service_full_name()}}).value();
    scheduling = std::make_unique<rpc::Channel>(
        loop, rpc::ChannelOptions{.target = absl::StrCat("127.0.0.1:", scheduling_server->port()),
                                  .token = security::DevelopmentTokens(clock, "gateway")});
    access = std::make_unique<Access>(AccessParts{.loop = loop,
                                                  .clock = clock,
                                                  .ids = ids,
                                                  .store = store,
                                                  .fingerprint = fingerprint,
                                                  .host = host,
                                                  .scheduling = *scheduling},
                                      std::move(settings));
    access->AddRoutes(router);
    Serve<v1::AccessService>(access->service());
  }
  ~Edge() {
    scheduling.reset();
    scheduling_server.reset();
    Stop();
  }

  store::Fingerprint fingerprint{"0123456789abcdef"};
  People people;
  std::unique_ptr<rpc::Server> scheduling_server;
  std::unique_ptr<rpc::Channel> scheduling;
  std::unique_ptr<Access> access;
  Router router;
};

// Keeps cookies as a browser does.
struct Browser {
  std::string peer = "192.0.2.1";
  std::string origin = "http://zamer.local";
  bool secure = false;
  std::map<std::string, std::string> cookies = {};

  http::Request Ask(std::string method, std::string path) const {
    http::Request request{.method = std::move(method), .path = std::move(path)};
    request.peer = peer;
    request.secure = secure;
    request.headers.Add("host", "zamer.local");
    // Browsers name the origin with everything but what they navigate to.
    if (request.method != "GET") request.headers.Add("origin", origin);
    for (const auto& [name, value] : cookies) request.headers.Add("cookie", absl::StrCat(name, "=", value));
    return request;
  }

  void Take(const http::Response& response) {
    for (const auto& [name, value] : response.headers) {
      if (name != "set-cookie") continue;
      const std::string pair = value.substr(0, value.find(';'));
      const std::size_t equals = pair.find('=');
      cookies[pair.substr(0, equals)] = pair.substr(equals + 1);
      if (value.find("Max-Age=0") != std::string::npos) cookies.erase(pair.substr(0, equals));
    }
  }
};

class AccessFixture : public ::testing::Test {
 protected:
  using Person = testing::LocalCallers<v1::AccessService>::Caller;

  AccessFixture() {
    AddEdge();
    Employ("olga", {type::v1::LEAD_MANAGER});
    Employ("boris", {type::v1::DESIGNER});
  }

  void AddEdge() { edges_.push_back(std::make_unique<Edge>(loop_, clock_, redis_server_.ClientOptions(), settings_)); }
  Edge& edge(std::size_t replica = 0) { return *edges_[replica]; }

  // In every replica's directory.
  void Employ(const std::string& id, const std::vector<type::v1::Role>& roles,
              scheduling::v1::Employee::State state = scheduling::v1::Employee::EMPLOYED) {
    scheduling::v1::Employee employee;
    employee.set_name(NameOf(id));
    employee.set_display_name("Name of " + id);
    employee.set_state(state);
    for (const type::v1::Role role : roles) employee.add_roles(role);
    for (const auto& each : edges_) each->people.employees[employee.name()] = employee;
  }

  template <class T>
  T Run(asio::awaitable<T> task) {
    return testing::RunOnLoop(loop_, std::move(task));
  }

  // The answer as the server would send it.
  http::Response Send(const http::Request& request, std::size_t replica = 0) {
    RecordedExchange exchange(request);
    const absl::Status status = Run(edge(replica).router.Route(exchange));
    return exchange.ended() ? exchange.answer() : http::ErrorResponse(status);
  }
  http::Response Send(Browser& browser, std::string method, std::string path, std::size_t replica = 0) {
    http::Response response = Send(browser.Ask(std::move(method), std::move(path)), replica);
    browser.Take(response);
    return response;
  }

  static http::Request SigningIn(const Browser& browser, const std::string& login, const std::string& password,
                                 const std::string& department = "d1") {
    http::Request request = browser.Ask("POST", "/auth/sign-in");
    request.headers.Add("content-type", "application/json");
    request.body =
        absl::StrCat(R"({"department":")", department, R"(","login":")", login, R"(","password":")", password, R"("})");
    return request;
  }
  http::Response SignIn(Browser& browser, const std::string& login, const std::string& password,
                        std::size_t replica = 0) {
    http::Response response = Send(SigningIn(browser, login, password), replica);
    browser.Take(response);
    return response;
  }
  // A browser in which somebody is signed in.
  Browser SignedIn(const std::string& login = "olga", const std::string& password = kPassword) {
    Browser browser;
    EXPECT_EQ(SignIn(browser, login, password).status, 200);
    return browser;
  }

  // What the services behind are told of a request.
  absl::StatusOr<std::string> Authorize(const http::Request& request, std::size_t replica = 0) {
    return Run(edge(replica).access->Authorize()(request));
  }
  absl::StatusOr<std::string> Authorize(const Browser& browser, std::size_t replica = 0) {
    return Authorize(browser.Ask("POST", "/zamer.lead.v1.LeadService/ListLeads"), replica);
  }
  // Whom they take it for.
  absl::StatusOr<security::Principal> WhoIs(const Browser& browser, std::size_t replica = 0) {
    const absl::StatusOr<std::string> token = Authorize(browser, replica);
    if (!token.ok()) return token.status();
    const auto principal = edge(replica).authenticator->Verify(*token);
    if (!principal.ok()) return principal.status();
    return **principal;
  }

  Person& As(const std::string& name, type::v1::Role role) { return people_.At(edge().server->port(), name, role); }
  Person& Head() { return As("head", type::v1::SALES_HEAD); }
  Person& Operator() { return As("zamerctl", type::v1::OPERATOR); }
  Person& Olga() { return As("olga", type::v1::LEAD_MANAGER); }

  template <class Request, class Response>
  absl::StatusOr<Response> Call(Person& person, AccessClient::UnaryMethod<Request, Response> method, Request request) {
    return people_.Call(person, method, std::move(request));
  }

  static v1::SetLoginRequest LoginOf(const std::string& employee, const std::string& login,
                                     const std::string& password = kPassword) {
    v1::SetLoginRequest request;
    request.set_employee(NameOf(employee));
    request.set_login(login);
    request.set_password(password);
    return request;
  }
  absl::StatusOr<v1::Login> SetLogin(const std::string& employee, const std::string& login,
                                     const std::string& password = kPassword) {
    return Call(Head(), &Api::SetLogin, LoginOf(employee, login, password));
  }
  absl::StatusOr<v1::ChangePasswordResponse> ChangePassword(const std::string& from, const std::string& to,
                                                            const std::string& request_id = {}) {
    v1::ChangePasswordRequest request;
    request.set_old_password(from);
    request.set_new_password(to);
    request.set_request_id(request_id);
    return Call(Olga(), &Api::ChangePassword, request);
  }
  std::vector<v1::Session> SessionsOf(const std::string& employee) {
    v1::ListSessionsRequest request;
    request.set_parent(NameOf(employee));
    const auto sessions = Call(Head(), &Api::ListSessions, request).value().sessions();
    return {sessions.begin(), sessions.end()};
  }
  absl::StatusOr<v1::CreateDisplayResponse> CreateDisplay(const std::string& name, const std::string& request_id = {}) {
    v1::CreateDisplayRequest request;
    request.set_parent(kDepartment);
    request.mutable_display()->set_display_name(name);
    request.set_request_id(request_id);
    return Call(Head(), &Api::CreateDisplay, request);
  }

  asio::io_context loop_{1};
  // Ahead of the machine's clock, by which Redis' deadlines count.
  ManualClock clock_{absl::FromUnixSeconds(2'088'000'000)};
  testing::RedisServer redis_server_{{.fsync = "no"}};
  AccessSettings settings_{.mint = DevelopmentMinter(clock_),
                           .surroundings = {.always_secure = false, .allowed_origins = {"https://sales.example"}}};
  std::vector<std::unique_ptr<Edge>> edges_;
  testing::LocalCallers<v1::AccessService> people_{loop_, clock_};
};

}  // namespace zamer::gateway::access
