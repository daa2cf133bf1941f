// Sends the rows of a surveyed export, phase by phase.
#pragma once
#include <absl/status/status.h>

#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "services/zamerctl/import/importer.h"
#include "services/zamerctl/import/lanes.h"
#include "services/zamerctl/import/mapping.h"
#include "services/zamerctl/import/progress.h"
#include "services/zamerctl/import/sender.h"
#include "services/zamerctl/import/state_file.h"
#include "services/zamerctl/import/survey.h"
#include "services/zamerctl/import/translate.h"

namespace zamer::ctl {

// One run; used once. What one person is about goes through one lane in the order of the file.
class ImportRun {
 public:
  // What it is made of must outlive it.
  struct Parts {
    Session& session;
    const Mapping& mapping;
    const Survey& survey;
    const ImportOptions& options;
    StateFile& state;
    Progress& progress;
    ImportSummary& summary;
  };
  explicit ImportRun(const Parts& parts);

  absl::Status Run();

 private:
  // Batches under way at once. Also part of what makes a batch the same one after a kill.
  static constexpr std::size_t kLanes = 8;

  // Rows of one phase on their way, by lane.
  template <typename Message>
  struct Filling {
    Phase phase;
    std::vector<std::vector<FileRow<Message>>> lanes{kLanes};
    std::vector<int> batches = std::vector<int>(kLanes);
  };

  absl::Status RunLeads();
  absl::Status RunInteractions();
  absl::Status RunContracts();
  absl::Status RunSpend();

  // Gives each selected row of the section's file to `take`.
  template <typename Take>
  absl::Status ForEachRow(Phase phase, const Section& section, Take take);
  // Reports what is wrong with a row; whether it can be sent.
  template <typename Message>
  bool Note(Phase phase, const Row& row, const Translated<Message>& translated);
  void Reject(Phase phase, const Row& row, Fault fault);

  template <typename Message>
  absl::Status Add(Filling<Message>& filling, std::string_view key, FileRow<Message> row);
  template <typename Message>
  absl::Status SendLane(Filling<Message>& filling, std::size_t lane);
  // Sends what is left and waits for all answers.
  template <typename Message>
  absl::Status Finish(Filling<Message>& filling);
  void Count(Phase phase, const Outcome& outcome);

  absl::StatusOr<Outcome> Send(Phase phase, const std::vector<HistoryRow>& rows);
  absl::StatusOr<Outcome> Send(Phase phase, const std::vector<ContractRow>& rows);
  absl::StatusOr<Outcome> Send(Phase phase, const std::vector<SpendRow>& rows);
  // In a dry run nothing that would be created first is there yet: refusals for that are taken back.
  void Rehearse(const std::vector<HistoryRow>& rows, Outcome& outcome);
  // Whether there is nobody to ask.
  bool alone() const { return parts_.summary.department_missing; }

  Parts parts_;
  Translator translator_;
  Sender sender_;
  std::mutex summary_mutex_;
  Lanes lanes_{kLanes};  // last: its threads use all of the above
};

}  // namespace zamer::ctl
