// The import from end to end.
#pragma once
#include <absl/status/statusor.h>

#include <array>
#include <cstdint>
#include <ostream>
#include <string>
#include <vector>

#include "services/zamerctl/client/session.h"
#include "services/zamerctl/import/phase.h"

namespace zamer::ctl {

struct ImportOptions {
  std::string mapping_path;
  std::string data_folder;
  // Takes the place of the mapping's department id; empty keeps that.
  std::string department;
  bool dry_run = false;
  // Empty: none.
  std::string report_path;
  std::string state_path;
};

struct ImportSummary {
  std::array<Counts, kPhases> counts{};
  // The file of each phase; empty where the mapping has none.
  std::array<std::string, kPhases> files;
  // Ordered by phase and line.
  std::vector<ReportedFault> faults;
  // Of the department; dry runs only.
  bool department_missing = false;
  absl::Duration took;

  std::int64_t rows() const;
};

// Reads the files twice: once to check them as a whole and to learn names, once to send. What one person is about goes
// through one lane in the order of the file, so batches never meet on a lead. Writes progress, a line a second at most.
// A fault of mapping or files stops it before anything is sent; an error of a service that does not go away, wherever
// it is.
absl::StatusOr<ImportSummary> RunImport(Session& session, const ImportOptions& options, std::ostream& progress);

// The report as CSV: severity, phase, file, line, field, reason, message.
std::string ReportOf(const ImportSummary& summary);
// What became of all rows, as a table with a line or two below it.
std::string SummaryOf(const ImportSummary& summary);

}  // namespace zamer::ctl
