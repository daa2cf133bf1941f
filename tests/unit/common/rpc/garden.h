// A whole server on the loopback address, with a service whose handlers a test decides.
#pragma once
#include <absl/status/status.h>
#include <absl/status/statusor.h>
#include <grpcpp/grpcpp.h>

#include <asio/awaitable.hpp>
#include <asio/executor_work_guard.hpp>
#include <asio/io_context.hpp>
#include <functional>
#include <future>
#include <memory>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include "garden_service.grpc.pb.h"
#include "services/common/log/logger.h"
#include "services/common/metrics/registry.h"
#include "services/common/rpc/calls.h"
#include "services/common/rpc/server.h"
#include "services/common/security/authenticator.h"
#include "tests/support/fakes.h"

namespace zamer::rpc {

using test::v1::CreatePlantRequest;
using test::v1::GetPlantRequest;
using test::v1::Plant;
using test::v1::WatchPlantsRequest;

class GardenService final : public test::v1::GardenService::CallbackService {
 public:
  explicit GardenService(Host& host) : calls_(host, test::v1::GardenService::service_full_name()) {}

  grpc::ServerUnaryReactor* GetPlant(grpc::CallbackServerContext* context, const GetPlantRequest* request,
                                     Plant* response) override;
  grpc::ServerUnaryReactor* CreatePlant(grpc::CallbackServerContext* context, const CreatePlantRequest* request,
                                        Plant* response) override;
  grpc::ServerUnaryReactor* DigUp(grpc::CallbackServerContext* context, const GetPlantRequest* request,
                                  Plant* response) override;
  grpc::ServerWriteReactor<Plant>* WatchPlants(grpc::CallbackServerContext* context,
                                               const WatchPlantsRequest* request) override;

  // What the handlers do; by default they answer with what they were asked for.
  std::function<asio::awaitable<absl::StatusOr<Plant>>(Call&, const GetPlantRequest&)> on_get;
  std::function<asio::awaitable<absl::StatusOr<Plant>>(Call&, const CreatePlantRequest&)> on_create;
  std::function<asio::awaitable<absl::Status>(Call&, const WatchPlantsRequest&, Writer<Plant>&)> on_watch;

 private:
  Calls calls_;
};

// Runs an io_context on a thread of its own.
class LoopThread {
 public:
  explicit LoopThread(asio::io_context& loop)
      : loop_(loop), work_(loop.get_executor()), thread_([&] { loop_.run(); }) {}
  ~LoopThread() {
    loop_.stop();
    thread_.join();
  }

 private:
  asio::io_context& loop_;
  asio::executor_work_guard<asio::io_context::executor_type> work_;
  std::thread thread_;
};

// Everything a service's main() puts together. Set up what is to differ, then Serve.
struct Garden {
  explicit Garden(Limits limits = {});
  ~Garden();

  void Serve(ServerOptions options = {});
  // Runs a coroutine on the loop thread and waits for it.
  void Await(asio::awaitable<void> task);
  std::unique_ptr<test::v1::GardenService::Stub> NewStub() const;

  asio::io_context loop{1};
  testing::FakeClock clock{testing::TestNow()};
  metrics::Registry metrics{{"garden", "test"}, testing::TestNow()};
  // What was logged, line by line.
  std::ostringstream lines;
  log::Logger logger;
  std::unique_ptr<security::Authenticator> authenticator;
  Host host;
  GardenService service;
  std::unique_ptr<LoopThread> thread;
  std::unique_ptr<Server> server;
};

// A bearer token of the development key.
std::string Token(std::string_view department = "d1", const std::vector<type::v1::Role>& roles = {type::v1::DESIGNER});

// A client's context with a token and time enough.
std::unique_ptr<grpc::ClientContext> Context(const std::string& token = Token());

// A request that breaks no rule.
GetPlantRequest GoodGet();
CreatePlantRequest GoodCreate();

}  // namespace zamer::rpc
