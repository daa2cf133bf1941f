#include "services/common/config/options.h"

#include <absl/strings/ascii.h>
#include <absl/strings/str_cat.h>
#include <absl/strings/str_replace.h>

#include <algorithm>

namespace zamer::config {
namespace {

constexpr std::string_view kPrefix = "ZAMER_";

std::string VariableName(const std::string& option) {
  return std::string(kPrefix) + absl::AsciiStrToUpper(absl::StrReplaceAll(option, {{"-", "_"}}));
}

std::string Text(const absl::Status& status) { return std::string(status.message()); }

}  // namespace

Options::Entry* Options::Find(std::string_view name) {
  const auto entry = std::ranges::find(entries_, name, &Entry::name);
  return entry == entries_.end() ? nullptr : &*entry;
}

void Options::ReadVariable(const Variable& variable, std::vector<std::string>& faults) {
  const auto entry =
      std::ranges::find_if(entries_, [&](const Entry& each) { return VariableName(each.name) == variable.name; });
  if (entry == entries_.end()) {
    faults.push_back("the environment variable " + variable.name +
                     " is unknown (Kubernetes makes such ones of services: set enableServiceLinks: false)");
    return;
  }
  if (entry->from_flag) return;
  const absl::Status status = entry->set(variable.value);
  entry->broken = !status.ok();
  if (entry->broken) faults.push_back(variable.name + " " + Text(status));
}

void Options::ReadArgument(const Argument& argument, std::vector<std::string>& faults) {
  if (argument.name.empty()) {
    faults.push_back("an argument belongs to no flag: write --name=value");
    return;
  }
  const std::string flag = "--" + argument.name;
  Entry* entry = Find(argument.name);
  if (entry == nullptr) {
    faults.push_back(flag + " is unknown: see --help");
    return;
  }
  if (std::exchange(entry->from_flag, true)) {
    faults.push_back(flag + " is given twice");
    return;
  }
  entry->broken = true;
  if (!argument.value.has_value() && !entry->bare_is_true) {
    faults.push_back(flag + " needs a value");
    return;
  }
  const absl::Status status = entry->set(argument.value.value_or("true"));
  entry->broken = !status.ok();
  if (entry->broken) faults.push_back(flag + " " + Text(status));
}

std::vector<std::string> Options::Read(const std::vector<Argument>& arguments, const std::vector<Variable>& variables) {
  std::vector<std::string> faults;
  for (const Argument& argument : arguments) ReadArgument(argument, faults);
  for (const Variable& variable : variables) ReadVariable(variable, faults);
  for (const Entry& entry : entries_) {
    if (!entry.broken && !entry.holds()) faults.push_back("--" + entry.name + " must be " + entry.words);
  }
  if (!faults.empty()) return faults;
  for (const auto& check : checks_) {
    if (std::optional<std::string> fault = check()) faults.push_back(*std::move(fault));
  }
  return faults;
}

std::optional<int> Options::Read(int argc, const char* const* argv, const char* const* environment, std::ostream& out,
                                 std::ostream& err) {
  const std::vector<std::string_view> texts(argv + std::min(argc, 1), argv + argc);
  if (std::ranges::find(texts, "--help") != texts.end()) {
    out << Help();
    return 0;
  }
  const std::vector<std::string> faults = Read(SplitArguments(texts), VariablesWithPrefix(environment, kPrefix));
  if (faults.empty()) return std::nullopt;
  for (const std::string& fault : faults) err << program_ << ": " << fault << '\n';
  return 2;
}

std::string Options::Help() const {
  std::string page = absl::StrCat(program_, ": ", purpose_, "\n\n", "Every option --name is also the variable ",
                                  std::string(kPrefix), "NAME, hyphens as underscores; a flag wins.\n");
  std::string group;
  for (const Entry& entry : entries_) {
    if (entry.group != group) absl::StrAppend(&page, "\n", entry.group, "\n");
    group = entry.group;
    absl::StrAppend(&page, "  --", entry.name, "=<", entry.type, ">\n      ", entry.help);
    if (!entry.words.empty()) absl::StrAppend(&page, " Must be ", entry.words, ".");
    if (!entry.initial.empty()) absl::StrAppend(&page, " Default: ", entry.initial, ".");
    page += '\n';
  }
  return page;
}

}  // namespace zamer::config
