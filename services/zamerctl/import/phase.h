// The steps of an import, in their order: a phase may name what an earlier one brought.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "services/zamerctl/import/fault.h"

namespace zamer::ctl {

enum class Phase { kLeads, kInteractions, kContracts, kSpend };
inline constexpr int kPhases = 4;

constexpr std::string_view NameOf(Phase phase) {
  constexpr std::string_view kNames[kPhases] = {"leads", "interactions", "contracts", "spend"};
  return kNames[static_cast<int>(phase)];
}

// One fault or warning as the report has it.
struct ReportedFault {
  bool is_warning = false;
  Phase phase = Phase::kLeads;
  // Of the export's file.
  std::int64_t line = 0;
  Fault fault;
};

// What became of the rows of one phase.
struct Counts {
  std::int64_t read = 0;
  std::int64_t created = 0;
  std::int64_t merged = 0;
  std::int64_t unchanged = 0;
  std::int64_t rejected = 0;
  std::int64_t warnings = 0;

  void Add(const Counts& other) {
    read += other.read;
    created += other.created;
    merged += other.merged;
    unchanged += other.unchanged;
    rejected += other.rejected;
    warnings += other.warnings;
  }
};

// What a service answered to a batch.
struct Outcome {
  Counts counts;
  std::vector<ReportedFault> faults;
  // Persons of the batch and their leads' ids, when it held leads.
  std::vector<std::pair<std::string, std::string>> leads;
};

}  // namespace zamer::ctl
