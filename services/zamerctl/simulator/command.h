// `zamerctl simulate`.
#pragma once
#include <CLI/CLI.hpp>
#include <functional>

#include "services/zamerctl/simulator/options.h"

namespace zamer::simulator {

// Adds the command, which runs when the arguments are parsed. `addresses` is asked then. `exit_code` is set after the
// run, 0 when all numbers agree, 1 when they differ or cannot be read; it must outlive the parsing.
void AddSimulate(CLI::App& app, std::function<Addresses()> addresses, int& exit_code);

}  // namespace zamer::simulator
