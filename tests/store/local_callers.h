// People and programs that call replicas on the test's own thread.
#pragma once
#include <absl/strings/str_cat.h>
#include <absl/time/time.h>

#include <asio/io_context.hpp>
#include <map>
#include <memory>
#include <string>
#include <utility>

#include "services/common/names/names.h"
#include "services/common/rpc/client.h"
#include "services/common/security/development_token.h"
#include "tests/support/loop.h"
#include "zamer/type/v1/role.pb.h"

namespace zamer::testing {

// Somebody with a token, connected to one replica.
template <class Service>
struct LocalCaller {
  LocalCaller(asio::io_context& loop, const Clock& clock, int port, const std::string& subject,
              const std::string& department, type::v1::Role role)
      : channel(loop, {.target = absl::StrCat("127.0.0.1:", port),
                       .token =
                           [=, &clock] {
                             return security::MintDevelopmentToken(clock, subject, department, {role}, absl::Hours(1));
                           }}),
        client(channel) {}

  rpc::Channel channel;
  rpc::Client<Service> client;
};

template <class Service>
class LocalCallers {
 public:
  using Client = rpc::Client<Service>;
  using Caller = LocalCaller<Service>;

  LocalCallers(asio::io_context& loop, const Clock& clock) : loop_(loop), clock_(clock) {}

  // An employee of the department, or for a role of programs, a program for all departments. Lives as long as this.
  Caller& At(int port, const std::string& name, type::v1::Role role, const std::string& department = "d1") {
    std::unique_ptr<Caller>& caller = callers_[absl::StrCat(name, "@", port)];
    if (caller == nullptr) {
      const bool program = role == type::v1::SERVICE || role == type::v1::OPERATOR;
      const std::string employee = Child(DepartmentNameOf(department), "employees", name);
      caller = std::make_unique<Caller>(loop_, clock_, port, program ? "services/" + name : employee,
                                        program ? "*" : department, role);
    }
    return *caller;
  }

  // A request without a request id gets a fresh one.
  template <class Request, class Response>
  absl::StatusOr<Response> Call(Caller& caller, typename Client::template UnaryMethod<Request, Response> method,
                                Request request) {
    if constexpr (requires { request.set_request_id(""); }) {
      if (request.request_id().empty()) request.set_request_id(NextRequest());
    }
    return RunOnLoop(loop_, caller.client.Invoke(method, std::move(request), {.deadline = Soon()}));
  }

  std::string NextRequest() { return absl::StrCat("r-", ++requests_); }
  absl::Time Soon() const { return clock_.Now() + absl::Seconds(30); }

 private:
  asio::io_context& loop_;
  const Clock& clock_;
  std::map<std::string, std::unique_ptr<Caller>> callers_;
  int requests_ = 0;
};

}  // namespace zamer::testing
