#include "services/zamerctl/import/state_file.h"

#include <absl/strings/escaping.h>
#include <absl/strings/numbers.h>
#include <absl/strings/str_cat.h>
#include <absl/strings/str_join.h>
#include <absl/strings/str_split.h>
#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>
#include <iterator>
#include <utility>
#include <vector>

#include "services/common/status/macros.h"

namespace zamer::ctl {
namespace {

constexpr std::string_view kFormat = "zamerctl-import-1";
constexpr char kSeparator = '\t';

// One line: fields between tabs, each escaped so that it holds neither tabs nor line ends.
std::string Line(const std::vector<std::string>& fields) {
  return absl::StrCat(
      absl::StrJoin(fields, "\t",
                    [](std::string* out, const std::string& field) { absl::StrAppend(out, absl::CEscape(field)); }),
      "\n");
}

std::vector<std::string> FieldsOf(absl::string_view line) {
  std::vector<std::string> fields;
  for (const absl::string_view part : absl::StrSplit(line, kSeparator)) {
    absl::CUnescape(part, &fields.emplace_back());
  }
  return fields;
}

std::int64_t Number(const std::string& text) {
  std::int64_t number = 0;
  return absl::SimpleAtoi(text, &number) ? number : 0;
}

std::string LinesOf(const std::string& batch, const Outcome& outcome) {
  std::string text;
  for (const auto& [person, lead] : outcome.leads) text += Line({"lead", person, lead});
  for (const ReportedFault& reported : outcome.faults) {
    text += Line({"fault", absl::StrCat(reported.is_warning), absl::StrCat(static_cast<int>(reported.phase)),
                  absl::StrCat(reported.line), reported.fault.field, reported.fault.reason, reported.fault.message});
  }
  const Counts& counts = outcome.counts;
  return text + Line({"ack", batch, absl::StrCat(counts.created), absl::StrCat(counts.merged),
                      absl::StrCat(counts.unchanged), absl::StrCat(counts.rejected)});
}

// Takes a line into the batch that it belongs to; true when the batch is complete.
bool TakeLine(const std::vector<std::string>& fields, Outcome& outcome) {
  if (fields[0] == "lead" && fields.size() == 3) outcome.leads.emplace_back(fields[1], fields[2]);
  if (fields[0] == "fault" && fields.size() == 7) {
    outcome.faults.push_back({.is_warning = fields[1] == "1",
                              .phase = static_cast<Phase>(Number(fields[2]) % kPhases),
                              .line = Number(fields[3]),
                              .fault = {fields[4], fields[5], fields[6]}});
  }
  if (fields[0] != "ack" || fields.size() != 6) return false;
  outcome.counts = {.created = Number(fields[2]),
                    .merged = Number(fields[3]),
                    .unchanged = Number(fields[4]),
                    .rejected = Number(fields[5])};
  return true;
}

// How much of the file holds the heading and whole batches; what follows was torn off by a kill.
std::size_t WholeBatches(std::string_view content) {
  std::size_t whole = 0;
  for (std::size_t begin = 0; begin < content.size();) {
    const std::size_t end = content.find('\n', begin);
    if (end == std::string_view::npos) break;
    if (begin == 0 || content.substr(begin).starts_with("ack\t")) whole = end + 1;
    begin = end + 1;
  }
  return whole;
}

}  // namespace

absl::StatusOr<std::unique_ptr<StateFile>> StateFile::Open(const std::string& path, const std::string& fingerprint,
                                                           const std::string& new_run_id) {
  std::unique_ptr<StateFile> state(new StateFile);
  state->run_id_ = new_run_id;
  if (path.empty()) return state;
  std::ifstream in(path, std::ios::binary);
  std::string content{std::istreambuf_iterator<char>(in), {}};
  content.resize(WholeBatches(content));
  ZAMER_RETURN_IF_ERROR(state->Load(content, fingerprint));
  state->file_ = open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
  if (state->file_ < 0 || ftruncate(state->file_, static_cast<off_t>(content.size())) != 0 ||
      lseek(state->file_, 0, SEEK_END) < 0) {
    return absl::ErrnoToStatus(errno, absl::StrCat("cannot write ", path));
  }
  if (content.empty()) ZAMER_RETURN_IF_ERROR(state->Append(Line({std::string(kFormat), fingerprint, new_run_id})));
  return state;
}

absl::Status StateFile::Load(const std::string& content, const std::string& fingerprint) {
  Outcome outcome;
  bool heading = true;
  for (const absl::string_view line : absl::StrSplit(content, '\n', absl::SkipEmpty())) {
    const std::vector<std::string> fields = FieldsOf(line);
    if (!heading) {
      if (TakeLine(fields, outcome)) Keep(fields[1], std::exchange(outcome, Outcome()));
      continue;
    }
    heading = false;
    if (fields.size() != 3 || fields[0] != kFormat || fields[1] != fingerprint) {
      return absl::FailedPreconditionError(
          "the state file belongs to another import: other data, another mapping or another department. Give --state "
          "another path, or remove the file to begin again.");
    }
    run_id_ = fields[2];
  }
  return absl::OkStatus();
}

StateFile::~StateFile() {
  if (file_ >= 0) close(file_);
}

void StateFile::Keep(const std::string& batch, Outcome outcome) {
  for (const auto& [person, lead] : outcome.leads) leads_[person] = lead;
  outcome.leads.clear();
  batches_[batch] = std::make_unique<const Outcome>(std::move(outcome));
}

absl::Status StateFile::Append(std::string_view text) {
  while (file_ >= 0 && !text.empty()) {
    const ssize_t written = write(file_, text.data(), text.size());
    if (written < 0 && errno != EINTR) return absl::ErrnoToStatus(errno, "cannot write the state file");
    if (written > 0) text.remove_prefix(static_cast<std::size_t>(written));
  }
  return absl::OkStatus();
}

const Outcome* StateFile::Find(const std::string& batch) {
  const std::scoped_lock lock(mutex_);
  const auto found = batches_.find(batch);
  return found == batches_.end() ? nullptr : found->second.get();
}

absl::Status StateFile::Acknowledge(const std::string& batch, Outcome outcome) {
  const std::scoped_lock lock(mutex_);
  ZAMER_RETURN_IF_ERROR(Append(LinesOf(batch, outcome)));
  Keep(batch, std::move(outcome));
  return absl::OkStatus();
}

std::string StateFile::LeadOf(const std::string& person) {
  const std::scoped_lock lock(mutex_);
  const auto found = leads_.find(person);
  return found == leads_.end() ? std::string() : found->second;
}

}  // namespace zamer::ctl
