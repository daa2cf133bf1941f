#include <google/protobuf/wrappers.pb.h>
#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/impl/codegen/proto_utils.h>

#include <future>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include "services/zamerctl/commands/commands.h"

namespace zamer::ctl {
namespace {

// The wire shapes of grpc.health.v1: a request is one string, an answer one enum, both in field 1.
using HealthRequest = google::protobuf::StringValue;
using HealthResponse = google::protobuf::Int32Value;
constexpr int kServing = 1;

std::string GrpcNameOf(const std::string& service) {
  std::string capital = service;
  capital[0] = static_cast<char>(capital[0] - 'a' + 'A');
  return "zamer." + service + ".v1." + capital + "Service";
}

absl::Status Check(Session& session, const std::string& service) {
  grpc::TemplatedGenericStub<HealthRequest, HealthResponse> stub(session.ChannelTo(service));
  HealthRequest request;
  request.set_value(GrpcNameOf(service));
  HealthResponse response;
  absl::Status status = session.Try(
      [&](grpc::ClientContext& context) {
        std::promise<grpc::Status> done;
        stub.UnaryCall(&context, "/grpc.health.v1.Health/Check", {}, &request, &response,
                       [&](grpc::Status answer) { done.set_value(std::move(answer)); });
        return done.get_future().get();
      },
      {.deadline = absl::Seconds(5), .patience = absl::ZeroDuration()});
  if (!status.ok() || response.value() == kServing) return status;
  return absl::UnavailableError("it runs and cannot do its work now");
}

int CheckAll(const Settings& settings, const std::vector<std::string>& services) {
  Session session(settings);
  bool all = true;
  for (const std::string& service : services) {
    const absl::Status status = Check(session, service);
    all = all && status.ok();
    std::cout << service << ": " << (status.ok() ? "serving" : Explain(status)) << "\n";
  }
  return all ? 0 : 1;
}

}  // namespace

void AddHealth(CLI::App& app, const Settings& settings, int& exit_code) {
  CLI::App* const command = app.add_subcommand("health", "Asks services whether they can do their work.");
  const auto services =
      std::make_shared<std::vector<std::string>>(std::vector<std::string>{"lead", "scheduling", "contract", "metrics"});
  command->add_option("service", *services, "The services; all when none is named")
      ->check(CLI::IsMember({"lead", "scheduling", "contract", "metrics"}));
  command->callback([services, &settings, &exit_code] { exit_code = CheckAll(settings, *services); });
}

}  // namespace zamer::ctl
