// An export of another CRM, of the shape that docs/examples/school_crm.yaml reads, of any size.
#pragma once
#include "tests/support/temp_dir.h"

namespace zamer::bench {

struct ExportSize {
  int deals = 20'000;
  int calls = 80'000;
  int spend = 2'000;

  int rows() const { return deals + calls + spend; }
};

// Writes deals.csv, calls.csv.gz (which is not packed: the importer goes by the content) and spend.csv, a year of rows
// drawn from a seed. Nothing in them is wrong.
void WriteExport(const testing::TempDir& dir, const ExportSize& size);

}  // namespace zamer::bench
