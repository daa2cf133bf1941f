#include "services/zamerctl/import/importer.h"

#include <absl/strings/str_cat.h>
#include <absl/strings/str_format.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <memory>
#include <tuple>
#include <utility>

#include "services/common/status/macros.h"
#include "services/common/time/ids.h"
#include "services/zamerctl/import/import_run.h"
#include "services/zamerctl/import/mapping_file.h"
#include "services/zamerctl/import/prepare.h"
#include "services/zamerctl/import/progress.h"
#include "services/zamerctl/import/state_file.h"
#include "services/zamerctl/import/survey.h"
#include "services/zamerctl/text/ids.h"
#include "services/zamerctl/text/table.h"

namespace zamer::ctl {
namespace {

absl::StatusOr<std::string> ReadWhole(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return absl::NotFoundError(absl::StrCat("cannot open ", path));
  return std::string(std::istreambuf_iterator<char>(file), {});
}

void NameFiles(const Mapping& mapping, ImportSummary& summary) {
  const auto name = [&](Phase phase, const std::optional<Section>& section) {
    if (section) summary.files[static_cast<std::size_t>(phase)] = mapping.files.at(section->file).path;
  };
  name(Phase::kLeads, mapping.leads);
  name(Phase::kInteractions, mapping.interactions);
  name(Phase::kContracts, mapping.contracts);
  name(Phase::kSpend, mapping.spend);
}

}  // namespace

std::int64_t ImportSummary::rows() const {
  std::int64_t rows = 0;
  for (const Counts& phase : counts) rows += phase.read;
  return rows;
}

absl::StatusOr<ImportSummary> RunImport(Session& session, const ImportOptions& options, std::ostream& progress_out) {
  const SystemClock clock;
  UlidSource ids(clock);
  const absl::Time begin = clock.Now();
  ZAMER_ASSIGN_OR_RETURN(const std::string yaml, ReadWhole(options.mapping_path));
  ZAMER_ASSIGN_OR_RETURN(const std::unique_ptr<const Mapping> mapping, ParseMapping(yaml, options.department));
  ZAMER_ASSIGN_OR_RETURN(const Survey survey, SurveyFiles(*mapping, options.data_folder));
  const std::string fingerprint = Digest(absl::StrCat(yaml, "\n", mapping->department_id, "\n", survey.digest));
  ZAMER_ASSIGN_OR_RETURN(const std::unique_ptr<StateFile> state,
                         StateFile::Open(options.dry_run ? "" : options.state_path, fingerprint, ids.NextId()));

  ImportSummary summary;
  NameFiles(*mapping, summary);
  if (options.dry_run) {
    ZAMER_ASSIGN_OR_RETURN(const bool exists, DepartmentExists(session, *mapping));
    summary.department_missing = !exists;
  } else {
    ZAMER_RETURN_IF_ERROR(Prepare(session, *mapping, survey, state->run_id()));
  }
  Progress progress(clock, progress_out);
  ImportRun run({.session = session,
                 .mapping = *mapping,
                 .survey = survey,
                 .options = options,
                 .state = *state,
                 .progress = progress,
                 .summary = summary});
  ZAMER_RETURN_IF_ERROR(run.Run());
  std::ranges::sort(summary.faults, {}, [](const ReportedFault& reported) {
    return std::tuple(reported.phase, reported.line, reported.is_warning, reported.fault.field, reported.fault.reason);
  });
  summary.took = clock.Now() - begin;
  return summary;
}

std::string ReportOf(const ImportSummary& summary) {
  std::string report = CsvLine({"severity", "phase", "file", "line", "field", "reason", "message"});
  for (const ReportedFault& reported : summary.faults) {
    report += CsvLine({reported.is_warning ? "warning" : "rejected", std::string(NameOf(reported.phase)),
                       summary.files[static_cast<std::size_t>(reported.phase)], absl::StrCat(reported.line),
                       reported.fault.field, reported.fault.reason, reported.fault.message});
  }
  return report;
}

std::string SummaryOf(const ImportSummary& summary) {
  Table table{.heading = {"phase", "file", "rows", "new", "merged", "unchanged", "rejected", "warnings"},
              .rows = {},
              .text_columns = 2};
  for (const Phase phase : {Phase::kLeads, Phase::kInteractions, Phase::kContracts, Phase::kSpend}) {
    const auto i = static_cast<std::size_t>(phase);
    if (summary.files[i].empty()) continue;
    const Counts& counts = summary.counts[i];
    table.rows.push_back({std::string(NameOf(phase)), summary.files[i], absl::StrCat(counts.read),
                          absl::StrCat(counts.created), absl::StrCat(counts.merged), absl::StrCat(counts.unchanged),
                          absl::StrCat(counts.rejected), absl::StrCat(counts.warnings)});
  }
  const double seconds = absl::ToDoubleSeconds(summary.took);
  return AsText(table) + absl::StrFormat("%d rows in %.1f s: %.0f rows/s\n", summary.rows(), seconds,
                                         static_cast<double>(summary.rows()) / std::max(seconds, 1e-3));
}

}  // namespace zamer::ctl
