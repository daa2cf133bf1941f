// The export as sqlite3 reads it: nothing of Zamer is used to work these numbers out.
#pragma once
#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "tests/functional/import/numbers.h"
#include "tests/support/temp_dir.h"

namespace zamer::testing {

// A database of the files in a folder: deals.csv, calls.csv.gz, spend.csv. Throws std::runtime_error where sqlite3
// fails.
class Expectation {
 public:
  explicit Expectation(const std::string& folder);

  Answer Numbers(const Question& question) const;
  // The one number that a query gives.
  std::int64_t Number(const std::string& sql) const;
  // Lines of the file whose rows are not to be taken: `deals`, `calls` or `spend`.
  std::set<std::int64_t> RejectedLines(const std::string& file) const;
  // The lines of the report of an import; severity is `rejected` or `warning`.
  void LoadReport(const std::string& path);
  std::set<std::int64_t> ReportedLines(const std::string& severity, const std::string& phase) const;

 private:
  std::vector<std::vector<std::string>> Query(const std::string& sql) const;
  void Run(const std::vector<std::string>& commands) const;

  TempDir dir_;
  std::string database_;
};

}  // namespace zamer::testing
