#include "services/zamerctl/import/import_run.h"

#include <absl/strings/str_cat.h>

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <tuple>
#include <utility>

#include "services/common/names/names.h"
#include "services/common/status/macros.h"
#include "services/common/status/reasons.h"
#include "services/common/time/timestamps.h"

namespace zamer::ctl {
namespace {

// Id of a lead that a dry run would have created.
constexpr char kRehearsedLead[] = "new";

// FNV-1a: the same in every run, unlike a hash table's hash.
std::size_t Spread(std::string_view key) {
  std::uint64_t sum = 14695981039346656037u;
  for (const char c : key) sum = (sum ^ static_cast<unsigned char>(c)) * 1099511628211u;
  return sum >> 32;
}

std::string PersonOf(const lead::v1::ImportHistoryRequest::ImportRow& row) {
  return row.has_lead() ? row.lead().person_id() : row.interaction().person_id();
}

Outcome AllCreated(std::size_t rows) {
  Outcome outcome;
  outcome.counts.created = static_cast<std::int64_t>(rows);
  return outcome;
}

// Adds a row's amounts to another of the same day, channel and campaign.
void Accumulate(const lead::v1::Spend& from, lead::v1::Spend& to) {
  to.mutable_amount()->set_minor_units(to.amount().minor_units() + from.amount().minor_units());
  to.set_impressions(to.impressions() + from.impressions());
  to.set_clicks(to.clicks() + from.clicks());
}

}  // namespace

ImportRun::ImportRun(const Parts& parts)
    : parts_(parts),
      translator_(parts.mapping, parts.survey.lookups),
      sender_(parts.session, {.department = translator_.department(),
                              .system = parts.mapping.system,
                              .run_id = parts.state.run_id(),
                              .validate_only = parts.options.dry_run}) {}

absl::Status ImportRun::Run() {
  if (parts_.mapping.leads) ZAMER_RETURN_IF_ERROR(RunLeads());
  if (parts_.mapping.interactions) ZAMER_RETURN_IF_ERROR(RunInteractions());
  if (parts_.mapping.contracts) ZAMER_RETURN_IF_ERROR(RunContracts());
  if (parts_.mapping.spend) ZAMER_RETURN_IF_ERROR(RunSpend());
  return absl::OkStatus();
}

absl::Status ImportRun::RunLeads() {
  Filling<lead::v1::ImportHistoryRequest::ImportRow> filling{.phase = Phase::kLeads};
  ZAMER_RETURN_IF_ERROR(ForEachRow(Phase::kLeads, *parts_.mapping.leads, [&](const Row& row) -> absl::Status {
    auto translated = translator_.Lead(row);
    if (!Note(Phase::kLeads, row, translated)) return absl::OkStatus();
    HistoryRow history{row.line(), {}};
    *history.message.mutable_lead() = std::move(translated.message);
    return Add(filling, translated.person, std::move(history));
  }));
  return Finish(filling);
}

absl::Status ImportRun::RunInteractions() {
  Filling<lead::v1::ImportHistoryRequest::ImportRow> filling{.phase = Phase::kInteractions};
  const Section& section = *parts_.mapping.interactions;
  ZAMER_RETURN_IF_ERROR(ForEachRow(Phase::kInteractions, section, [&](const Row& row) -> absl::Status {
    auto translated = translator_.Interaction(row);
    if (!Note(Phase::kInteractions, row, translated)) return absl::OkStatus();
    HistoryRow history{row.line(), {}};
    *history.message.mutable_interaction() = std::move(translated.message);
    return Add(filling, translated.person, std::move(history));
  }));
  return Finish(filling);
}

absl::Status ImportRun::RunContracts() {
  Filling<contract::v1::ImportedContract> filling{.phase = Phase::kContracts};
  ZAMER_RETURN_IF_ERROR(ForEachRow(Phase::kContracts, *parts_.mapping.contracts, [&](const Row& row) -> absl::Status {
    auto translated = translator_.Contract(row);
    if (!Note(Phase::kContracts, row, translated)) return absl::OkStatus();
    const std::string lead = parts_.state.LeadOf(translated.person);
    if (lead.empty()) {
      Reject(Phase::kContracts, row, {"person", std::string(kLeadRejected), "No row of this person became a lead."});
      return absl::OkStatus();
    }
    translated.message.set_lead(Child(translator_.department(), "leads", lead));
    return Add(filling, translated.person, {row.line(), std::move(translated.message)});
  }));
  return Finish(filling);
}

absl::Status ImportRun::RunSpend() {
  // The API knows one amount per day, channel and campaign.
  std::map<std::tuple<std::string, std::string, std::string>, SpendRow> sums;
  ZAMER_RETURN_IF_ERROR(ForEachRow(Phase::kSpend, *parts_.mapping.spend, [&](const Row& row) -> absl::Status {
    auto translated = translator_.Spend(row);
    if (!Note(Phase::kSpend, row, translated)) return absl::OkStatus();
    const lead::v1::Spend& spend = translated.message;
    const std::tuple key(FormatDay(*FromDate(spend.date())), spend.channel(), spend.campaign());
    const auto [known, added] = sums.try_emplace(key, SpendRow{row.line(), spend});
    if (added) return absl::OkStatus();
    Accumulate(spend, known->second.message);
    const std::scoped_lock lock(summary_mutex_);
    ++parts_.summary.counts[static_cast<std::size_t>(Phase::kSpend)].merged;
    return absl::OkStatus();
  }));
  Filling<lead::v1::Spend> filling{.phase = Phase::kSpend};
  for (const auto& [key, row] : sums) ZAMER_RETURN_IF_ERROR(Add(filling, std::get<0>(key), row));
  return Finish(filling);
}

template <typename Take>
absl::Status ImportRun::ForEachRow(Phase phase, const Section& section, Take take) {
  ZAMER_ASSIGN_OR_RETURN(const std::unique_ptr<TableFile> file,
                         TableFile::Open(parts_.options.data_folder, parts_.mapping.files.at(section.file)));
  while (true) {
    ZAMER_ASSIGN_OR_RETURN(const std::optional<Row> row, file->Next());
    if (!row) return absl::OkStatus();
    if (row->fault().empty() && !IsSelected(section, *row)) continue;
    {
      const std::scoped_lock lock(summary_mutex_);
      ++parts_.summary.counts[static_cast<std::size_t>(phase)].read;
    }
    ZAMER_RETURN_IF_ERROR(take(*row));
  }
}

template <typename Message>
bool ImportRun::Note(Phase phase, const Row& row, const Translated<Message>& translated) {
  const std::scoped_lock lock(summary_mutex_);
  ImportSummary& summary = parts_.summary;
  Counts& counts = summary.counts[static_cast<std::size_t>(phase)];
  for (const Fault& warning : translated.warnings) {
    ++counts.warnings;
    summary.faults.push_back({.is_warning = true, .phase = phase, .line = row.line(), .fault = warning});
  }
  for (const Fault& fault : translated.faults) {
    summary.faults.push_back({.phase = phase, .line = row.line(), .fault = fault});
  }
  counts.rejected += !translated.faults.empty();
  return translated.faults.empty();
}

void ImportRun::Reject(Phase phase, const Row& row, Fault fault) {
  const std::scoped_lock lock(summary_mutex_);
  ++parts_.summary.counts[static_cast<std::size_t>(phase)].rejected;
  parts_.summary.faults.push_back({.phase = phase, .line = row.line(), .fault = std::move(fault)});
}

template <typename Message>
absl::Status ImportRun::Add(Filling<Message>& filling, std::string_view key, FileRow<Message> row) {
  const std::size_t lane = Spread(key) % kLanes;
  filling.lanes[lane].push_back(std::move(row));
  return filling.lanes[lane].size() < kBatchRows ? absl::OkStatus() : SendLane(filling, lane);
}

template <typename Message>
absl::Status ImportRun::SendLane(Filling<Message>& filling, std::size_t lane) {
  const Phase phase = filling.phase;
  std::vector<FileRow<Message>> rows = std::exchange(filling.lanes[lane], {});
  if (rows.empty()) return absl::OkStatus();
  const std::string name = absl::StrCat(std::string(NameOf(phase)), "/", lane, "/", filling.batches[lane]++);
  if (const Outcome* const known = parts_.state.Find(name)) {
    Count(phase, *known);
    return absl::OkStatus();
  }
  return lanes_.Push(lane, [this, phase, name, rows = std::move(rows)]() -> absl::Status {
    ZAMER_ASSIGN_OR_RETURN(Outcome outcome, Send(phase, rows));
    Count(phase, outcome);
    parts_.progress.Advance(phase, static_cast<std::int64_t>(rows.size()));
    return parts_.state.Acknowledge(name, std::move(outcome));
  });
}

template <typename Message>
absl::Status ImportRun::Finish(Filling<Message>& filling) {
  for (std::size_t lane = 0; lane < kLanes; ++lane) ZAMER_RETURN_IF_ERROR(SendLane(filling, lane));
  ZAMER_RETURN_IF_ERROR(lanes_.Drain());
  parts_.progress.EndPhase(filling.phase);
  return absl::OkStatus();
}

void ImportRun::Count(Phase phase, const Outcome& outcome) {
  const std::scoped_lock lock(summary_mutex_);
  parts_.summary.counts[static_cast<std::size_t>(phase)].Add(outcome.counts);
  parts_.summary.faults.insert(parts_.summary.faults.end(), outcome.faults.begin(), outcome.faults.end());
}

absl::StatusOr<Outcome> ImportRun::Send(Phase phase, const std::vector<HistoryRow>& rows) {
  if (!parts_.options.dry_run) return sender_.History(phase, rows);
  Outcome outcome;
  if (!alone()) {
    ZAMER_ASSIGN_OR_RETURN(outcome, sender_.History(phase, rows));
    Rehearse(rows, outcome);
    return outcome;
  }
  for (const HistoryRow& row : rows) {
    const std::string person = PersonOf(row.message);
    if (row.message.has_interaction() && parts_.state.LeadOf(person).empty()) {
      ++outcome.counts.rejected;
      outcome.faults.push_back(
          {.phase = phase,
           .line = row.line,
           .fault = {"person", std::string(kLeadRejected), "No row of this person became a lead."}});
      continue;
    }
    ++outcome.counts.created;
    outcome.leads.emplace_back(person, kRehearsedLead);
  }
  return outcome;
}

absl::StatusOr<Outcome> ImportRun::Send(Phase, const std::vector<ContractRow>& rows) {
  if (!alone()) return sender_.Contracts(rows);
  return AllCreated(rows.size());
}

absl::StatusOr<Outcome> ImportRun::Send(Phase, const std::vector<SpendRow>& rows) {
  if (!alone()) return sender_.Spends(rows);
  return AllCreated(rows.size());
}

void ImportRun::Rehearse(const std::vector<HistoryRow>& rows, Outcome& outcome) {
  std::map<std::int64_t, std::string> persons;
  for (const HistoryRow& row : rows) persons[row.line] = PersonOf(row.message);
  std::erase_if(outcome.faults, [&](const ReportedFault& reported) {
    const std::string& person = persons[reported.line];
    const bool would_be_there =
        reported.fault.reason == ReasonName(Reason::kChannelNotFound) ||
        (reported.fault.reason == ReasonName(Reason::kLeadNotFound) && !parts_.state.LeadOf(person).empty());
    if (!would_be_there) return false;
    --outcome.counts.rejected;
    ++outcome.counts.created;
    outcome.leads.emplace_back(person, kRehearsedLead);
    return true;
  });
}

}  // namespace zamer::ctl
