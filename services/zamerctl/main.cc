// zamerctl: what an operator does from a terminal.
#include <CLI/CLI.hpp>

#include "services/zamerctl/client/session.h"
#include "services/zamerctl/commands/commands.h"
#include "services/zamerctl/simulator/command.h"

int main(int argc, char** argv) {
  using namespace zamer::ctl;  // NOLINT(google-build-using-namespace): the commands' own main
  CLI::App app("Operates Zamer: tokens, logins, displays, imports, numbers, dead letters, deliveries, the simulator.",
               "zamerctl");
  app.require_subcommand(1);
  app.fallthrough();
  Settings settings;
  settings.Declare(app);
  int exit_code = 0;
  AddToken(app, exit_code);
  AddHealth(app, settings, exit_code);
  AddImport(app, settings, exit_code);
  AddCalendar(app, settings, exit_code);
  AddCities(app, settings, exit_code);
  AddFunnel(app, settings, exit_code);
  AddKpis(app, settings, exit_code);
  AddCases(app, settings, exit_code);
  AddTarget(app, settings, exit_code);
  AddLogin(app, settings, exit_code);
  AddDisplay(app, settings, exit_code);
  AddDeadLetters(app, settings, exit_code);
  AddRedrive(app, settings, exit_code);
  AddDeliveries(app, settings, exit_code);
  const auto addresses = [&settings] {
    return zamer::simulator::Addresses{settings.lead_address, settings.scheduling_address, settings.contract_address,
                                       settings.metrics_address};
  };
  zamer::simulator::AddSimulate(app, addresses, exit_code);
  CLI11_PARSE(app, argc, argv);
  return exit_code;
}
