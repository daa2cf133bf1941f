// Commands of several parts, each of which does one thing to a department.
#pragma once
#include <absl/status/status.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "services/zamerctl/client/session.h"

namespace zamer::ctl {

// Adds such a part. `Options` has a `department`; what `doing` comes to becomes the exit code. `settings` and
// `exit_code` must outlive `parent`.
template <typename Options>
CLI::App& AddDepartmentCommand(CLI::App& parent, const char* name, const char* description,
                               const std::shared_ptr<Options>& options, const Settings& settings, int& exit_code,
                               absl::Status (*doing)(const Settings& settings, const Options& options)) {
  CLI::App* const command = parent.add_subcommand(name, description);
  command->add_option("--department", options->department, "Id of the department")->required();
  command->callback([options, &settings, &exit_code, doing] {
    const absl::Status done = doing(settings, *options);
    exit_code = done.ok() ? 0 : Fail(done);
  });
  return *command;
}

}  // namespace zamer::ctl
