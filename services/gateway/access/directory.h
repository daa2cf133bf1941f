#pragma once
#include <absl/container/flat_hash_map.h>
#include <absl/status/statusor.h>
#include <absl/time/time.h>

#include <asio/awaitable.hpp>
#include <memory>
#include <string>
#include <vector>

#include "services/common/rpc/channel.h"
#include "services/common/rpc/client.h"
#include "services/common/store/gate.h"
#include "services/common/time/clock.h"
#include "zamer/scheduling/v1/scheduling_service.grpc.pb.h"

namespace zamer::gateway::access {

// What the edge goes by of an employee.
struct Person {
  // Whether he works here.
  bool employed = false;
  std::string display_name;
  std::vector<type::v1::Role> roles;
};

// Who works here and as what, as the scheduling service has it. Loop thread only.
class Directory {
 public:
  // `scheduling` and `clock` must outlive it.
  Directory(rpc::Channel& scheduling, const Clock& clock) : client_(scheduling), clock_(clock) {}

  // The employee of this resource name as he was at most a minute ago; nobody of an unknown name is employed. The error
  // of the scheduling service when it has not answered for so long.
  asio::awaitable<absl::StatusOr<std::shared_ptr<const Person>>> Find(std::string employee, absl::Time deadline);

  // The same as he is now; EMPLOYEE_NOT_FOUND, EMPLOYEE_DISMISSED.
  asio::awaitable<absl::StatusOr<std::shared_ptr<const Person>>> FindEmployed(std::string employee,
                                                                              absl::Time deadline);

 private:
  using Api = rpc::Client<scheduling::v1::SchedulingService>::Api;
  struct Seen {
    std::shared_ptr<const Person> person;
    absl::Time at;
  };

  // What was seen less than `age` ago; null without.
  std::shared_ptr<const Person> SeenWithin(const std::string& employee, absl::Duration age) const;
  asio::awaitable<absl::StatusOr<std::shared_ptr<const Person>>> Read(std::string employee, absl::Time deadline);

  rpc::Client<scheduling::v1::SchedulingService> client_;
  const Clock& clock_;
  // Many requests of one person ask once.
  store::Gate gate_;
  absl::flat_hash_map<std::string, Seen> seen_;
};

}  // namespace zamer::gateway::access
