#include "tests/bench/sync_peer.h"

#include <absl/container/flat_hash_map.h>
#include <absl/strings/numbers.h>
#include <absl/strings/str_cat.h>
#include <absl/synchronization/mutex.h>
#include <grpcpp/grpcpp.h>

#include <array>
#include <cstdio>
#include <mutex>
#include <stdexcept>
#include <string>

#include "tests/bench/blocking_connection.h"
#include "tests/support/free_port.h"
#include "zamer/lead/v1/lead_service.grpc.pb.h"

namespace zamer::bench {
namespace {

// As many as calls under way: a call never waits for a connection, only for another call of its department.
constexpr std::size_t kConnections = 64;
constexpr char kServing[] = "serving synchronously\n";

// A department keeps the connection that it was first given, and with it the store that has its hot records at hand:
// its calls wait for one another, none reads roster and turn anew, and none conflicts. The other way, any free
// connection and another attempt after a conflict on the turn, was tried with 1 to 32 connections: one department had
// no higher a rate by it, since either way one of its leads is taken for each fsync.
class Pool {
 public:
  Pool(Shared& shared, std::uint16_t redis_port) {
    for (auto& connection : connections_) connection = std::make_unique<BlockingConnection>(shared, redis_port);
  }

  BlockingConnection& Of(const std::string& department) {
    const std::lock_guard lock(mutex_);
    const std::size_t next = given_.size() % kConnections;
    return *connections_[given_.try_emplace(department, next).first->second];
  }

 private:
  std::array<std::unique_ptr<BlockingConnection>, kConnections> connections_;
  std::mutex mutex_;
  absl::flat_hash_map<std::string, std::size_t> given_;
};

class SyncLeadService final : public lead::v1::LeadService::Service {
 public:
  explicit SyncLeadService(Pool& pool) : pool_(pool) {}

  grpc::Status CreateLead(grpc::ServerContext* context, const lead::v1::CreateLeadRequest* request,
                          lead::v1::Lead* response) override {
    return pool_.Of(request->parent()).CreateLead(*context, *request, *response);
  }

 private:
  Pool& pool_;
};

// gRPC's own choice ends threads that it needs again a moment later; keeping them nearly doubles the peer's rate.
void KeepThreads(grpc::ServerBuilder& builder) {
  builder.SetSyncServerOption(grpc::ServerBuilder::NUM_CQS, 1);
  builder.SetSyncServerOption(grpc::ServerBuilder::MAX_POLLERS, kConnections);
}

}  // namespace

SyncPeer::SyncPeer(std::uint16_t redis_port)
    : port_(testing::FreePort()),
      process_({.program = "/proc/self/exe", .args = {absl::StrCat(port_), absl::StrCat(redis_port)}}),
      address_(absl::StrCat("127.0.0.1:", port_)) {
  if (!process_.WaitForOutput(kServing)) throw std::runtime_error("the peer does not serve: " + process_.output());
}

int ServeSyncPeer(const char* port, const char* redis_port) {
  std::uint32_t redis_number = 0;
  if (!absl::SimpleAtoi(redis_port, &redis_number)) return 1;
  absl::SetMutexDeadlockDetectionMode(absl::OnDeadlockCycle::kIgnore);  // as rpc::Server does
  Shared shared;
  Pool pool(shared, static_cast<std::uint16_t>(redis_number));
  SyncLeadService service(pool);
  grpc::ServerBuilder builder;
  KeepThreads(builder);
  builder.AddListeningPort(absl::StrCat("127.0.0.1:", port), grpc::InsecureServerCredentials());
  builder.RegisterService(&service);
  const std::unique_ptr<grpc::Server> server = builder.BuildAndStart();
  if (server == nullptr) return 1;
  std::fputs(kServing, stdout);
  std::fflush(stdout);
  server->Wait();
  return 0;
}

}  // namespace zamer::bench
