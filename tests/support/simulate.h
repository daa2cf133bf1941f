// Simulations against a cluster.
#pragma once
#include <functional>

#include "services/zamerctl/simulator/simulation.h"
#include "tests/support/cluster.h"

namespace zamer::testing {

// As fast as possible, with patience for a service that is being started again.
simulator::Options OptionsFor(const Cluster& cluster);

// Runs on the calling thread to the end. `meanwhile` is called there once, after some 50 ms and again and again until
// the end of the run, with the number of the call from 0: it may break things. Throws std::runtime_error when the
// simulation fails or does not end within two minutes, or eight by a clock of its own.
simulator::Report RunSimulation(const simulator::Options& options, const std::function<void(int)>& meanwhile = nullptr);

}  // namespace zamer::testing
