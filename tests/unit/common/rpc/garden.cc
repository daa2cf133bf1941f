#include "garden.h"

#include <absl/strings/str_cat.h>
#include <spdlog/sinks/ostream_sink.h>

#include <asio/co_spawn.hpp>
#include <asio/use_future.hpp>
#include <utility>

#include "services/common/security/development_token.h"

namespace zamer::rpc {
namespace {

asio::awaitable<absl::StatusOr<Plant>> Named(std::string name) {
  Plant plant;
  plant.set_name(std::move(name));
  co_return plant;
}

asio::awaitable<absl::Status> SendAll(Call&, const WatchPlantsRequest& request, Writer<Plant>& out) {
  for (int i = 0; i < request.count(); ++i) {
    Plant plant;
    plant.set_height(i);
    absl::Status written = co_await out.Write(std::move(plant));
    if (!written.ok()) co_return written;
  }
  co_return absl::OkStatus();
}

}  // namespace

grpc::ServerUnaryReactor* GardenService::GetPlant(grpc::CallbackServerContext* context, const GetPlantRequest* request,
                                                  Plant* response) {
  return calls_.Unary(context, request, response, [this](Call& call, const GetPlantRequest& r) {
    return on_get ? on_get(call, r) : Named(r.name());
  });
}

grpc::ServerUnaryReactor* GardenService::CreatePlant(grpc::CallbackServerContext* context,
                                                     const CreatePlantRequest* request, Plant* response) {
  return calls_.Unary(context, request, response, [this](Call& call, const CreatePlantRequest& r) {
    return on_create ? on_create(call, r) : Named(r.plant().name());
  });
}

grpc::ServerUnaryReactor* GardenService::DigUp(grpc::CallbackServerContext* context, const GetPlantRequest* request,
                                               Plant* response) {
  return calls_.Unary(context, request, response, [](Call&, const GetPlantRequest& r) { return Named(r.name()); });
}

grpc::ServerWriteReactor<Plant>* GardenService::WatchPlants(grpc::CallbackServerContext* context,
                                                            const WatchPlantsRequest* request) {
  return calls_.Stream<Plant>(context, request, [this](Call& call, const WatchPlantsRequest& r, Writer<Plant>& out) {
    return on_watch ? on_watch(call, r, out) : SendAll(call, r, out);
  });
}

Garden::Garden(Limits limits)
    : logger({.service = "garden"}, clock, std::make_shared<spdlog::sinks::ostream_sink_mt>(lines)),
      authenticator(security::Authenticator::Make({.development_key = true}, clock).value()),
      host({.loop = loop, .clock = clock, .logger = logger, .authenticator = *authenticator, .metrics = metrics},
           limits),
      service(host) {}

Garden::~Garden() {
  server.reset();
  thread.reset();
}

void Garden::Serve(ServerOptions options) {
  server = Server::Start(host, options, {{&service, test::v1::GardenService::service_full_name()}}).value();
  thread = std::make_unique<LoopThread>(loop);
}

void Garden::Await(asio::awaitable<void> task) { asio::co_spawn(loop, std::move(task), asio::use_future).get(); }

std::unique_ptr<test::v1::GardenService::Stub> Garden::NewStub() const {
  return test::v1::GardenService::NewStub(
      grpc::CreateChannel(absl::StrCat("127.0.0.1:", server->port()), grpc::InsecureChannelCredentials()));
}

std::string Token(std::string_view department, const std::vector<type::v1::Role>& roles) {
  static const testing::FakeClock clock(testing::TestNow());
  return security::MintDevelopmentToken(clock, "departments/d1/employees/e1", department, roles, absl::Hours(1));
}

std::unique_ptr<grpc::ClientContext> Context(const std::string& token) {
  auto context = std::make_unique<grpc::ClientContext>();
  context->set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(30));
  if (!token.empty()) context->AddMetadata("authorization", "Bearer " + token);
  return context;
}

GetPlantRequest GoodGet() {
  GetPlantRequest request;
  request.set_name("departments/d1/plants/p1");
  return request;
}

CreatePlantRequest GoodCreate() {
  CreatePlantRequest request;
  request.set_department("departments/d1");
  request.set_request_id("r-1");
  request.mutable_plant()->set_name("departments/d1/plants/p1");
  request.mutable_plant()->set_kind(Plant::TREE);
  request.mutable_plant()->set_label("oak");
  request.mutable_plant()->set_age(3);
  return request;
}

}  // namespace zamer::rpc
