// The commands of zamerctl. Each adds itself to the command line; when it was chosen, it runs during the parsing and
// sets main's exit code: 0 when it did what it was asked, 1 when it did not. Arguments must outlive the parsing.
#pragma once
#include <CLI/CLI.hpp>

#include "services/zamerctl/client/session.h"

namespace zamer::ctl {

// `token`: prints a token of the development key.
void AddToken(CLI::App& app, int& exit_code);
// `health`: asks services whether they can do their work.
void AddHealth(CLI::App& app, const Settings& settings, int& exit_code);
// `import`: brings in another CRM's history (docs/import.md).
void AddImport(CLI::App& app, const Settings& settings, int& exit_code);
// `calendar`: brings in a country's production calendar.
void AddCalendar(CLI::App& app, const Settings& settings, int& exit_code);
// `cities`: brings in the cities of a department's market.
void AddCities(CLI::App& app, const Settings& settings, int& exit_code);
// `funnel`: prints the funnel of a period, as a whole or by a dimension.
void AddFunnel(CLI::App& app, const Settings& settings, int& exit_code);
// `kpis`: prints KPIs of a period as a table or CSV.
void AddKpis(CLI::App& app, const Settings& settings, int& exit_code);
// `cases`: prints what a KPI counts, case by case.
void AddCases(CLI::App& app, const Settings& settings, int& exit_code);
// `target`: sets, lists and deletes what months are to come to.
void AddTarget(CLI::App& app, const Settings& settings, int& exit_code);
// `login` and `display`: who may sign in at the edge, and which screens it lets in.
void AddLogin(CLI::App& app, const Settings& settings, int& exit_code);
void AddDisplay(CLI::App& app, const Settings& settings, int& exit_code);
// `dead-letters` and `redrive`: events that a service could not apply.
void AddDeadLetters(CLI::App& app, const Settings& settings, int& exit_code);
void AddRedrive(CLI::App& app, const Settings& settings, int& exit_code);
// `deliveries`: what channels delivered, and the same again where it was rejected.
void AddDeliveries(CLI::App& app, const Settings& settings, int& exit_code);

}  // namespace zamer::ctl
