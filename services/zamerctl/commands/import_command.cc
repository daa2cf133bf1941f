#include <fstream>
#include <iostream>
#include <memory>

#include "services/zamerctl/commands/commands.h"
#include "services/zamerctl/import/importer.h"

namespace zamer::ctl {
namespace {

int Import(const Settings& settings, const ImportOptions& options) {
  Session session(settings);
  const absl::StatusOr<ImportSummary> summary = RunImport(session, options, std::cerr);
  if (!summary.ok()) return Fail(summary.status());
  if (!options.report_path.empty()) {
    std::ofstream report(options.report_path, std::ios::binary);
    report << ReportOf(*summary);
    if (!report.flush()) return Fail(absl::UnknownError("cannot write " + options.report_path));
  }
  std::cout << SummaryOf(*summary);
  if (options.dry_run) std::cout << "dry run: nothing was changed\n";
  if (summary->department_missing)
    std::cout << "the department does not exist yet: only files and mapping were checked\n";
  return 0;
}

}  // namespace

void AddImport(CLI::App& app, const Settings& settings, int& exit_code) {
  CLI::App* const command =
      app.add_subcommand("import", "Brings in another CRM's history; run again it changes nothing (docs/import.md).");
  const auto options = std::make_shared<ImportOptions>();
  command->add_option("--mapping", options->mapping_path, "YAML file: which column is which field")
      ->required()
      ->check(CLI::ExistingFile);
  command->add_option("--data", options->data_folder, "Folder with the export's files")
      ->required()
      ->check(CLI::ExistingDirectory);
  command->add_option("--department", options->department, "Id of the department, in place of the mapping's");
  command->add_flag("--dry-run", options->dry_run, "Only says what would happen");
  command->add_option("--report", options->report_path, "CSV file for rejected rows and warnings");
  command->add_option("--state", options->state_path, "File by which an import that was killed goes on");
  command->callback([options, &settings, &exit_code] { exit_code = Import(settings, *options); });
}

}  // namespace zamer::ctl
