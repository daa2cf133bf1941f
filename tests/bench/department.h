// A department that takes leads around the clock.
#pragma once
#include <grpcpp/grpcpp.h>

#include <memory>
#include <string>

#include "tests/support/cluster.h"
#include "zamer/type/v1/role.pb.h"

namespace zamer::bench {

inline constexpr char kDepartment[] = "departments/bench";

// `authorization` of a development token; valid for an hour. Operators and services may touch every department, anybody
// else only the one above.
std::string BearerOf(std::string_view who, type::v1::Role role);
// A context with the token and a deadline of 10 s.
std::unique_ptr<grpc::ClientContext> ContextFor(const std::string& bearer);

// Creates the department, ten lead managers and five designers, all at work around the clock, and waits until the lead
// service knows them. Nobody's time to answer runs out within a bench. Ends the process with a message when that fails.
void SetUpDepartment(testing::Cluster& cluster, const std::string& name = kDepartment);

}  // namespace zamer::bench
