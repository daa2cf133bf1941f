// Calls on departments.
#pragma once
#include <absl/status/statusor.h>

#include <asio/awaitable.hpp>

#include "services/common/rpc/call.h"
#include "services/scheduling/resources.h"
#include "zamer/scheduling/v1/scheduling_service.pb.h"

namespace zamer::scheduling {

// One method per RPC; see the proto for what each does. Loop thread only.
class DepartmentCalls {
 public:
  explicit DepartmentCalls(Parts parts) : parts_(parts), directories_(DirectoryKeys(parts.store.keys())) {}

  asio::awaitable<absl::StatusOr<v1::Department>> Create(rpc::Call& call, const v1::CreateDepartmentRequest& request);
  asio::awaitable<absl::StatusOr<v1::Department>> Get(rpc::Call& call, const v1::GetDepartmentRequest& request);
  asio::awaitable<absl::StatusOr<v1::ListDepartmentsResponse>> List(rpc::Call& call,
                                                                    const v1::ListDepartmentsRequest& request);
  asio::awaitable<absl::StatusOr<v1::Department>> Update(rpc::Call& call, const v1::UpdateDepartmentRequest& request);

 private:
  // Ids of all departments, sorted: each partition keeps a directory of its own, so that creating one is one commit.
  asio::awaitable<absl::StatusOr<std::vector<std::string>>> AllIds(absl::Time deadline);
  // Puts a department on the list of its partition.
  asio::awaitable<absl::Status> Register(store::Transaction& tx, std::string department);
  // Writes a department, the part of the roster that follows from it, and the event.
  asio::awaitable<absl::StatusOr<v1::Department>> Put(store::Transaction& tx, const rpc::Call& call,
                                                      v1::Department department);

  Parts parts_;
  const std::vector<store::Key> directories_;  // by partition
};

}  // namespace zamer::scheduling
