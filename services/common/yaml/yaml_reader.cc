#include "services/common/yaml/yaml_reader.h"

#include <absl/strings/str_cat.h>

#include <algorithm>

namespace zamer {

void YamlFaults::Add(const YAML::Node& at, std::string_view what) {
  faults_.emplace_back(at.Mark().line + 1, std::string(what));
}

absl::Status YamlFaults::ToStatus() const {
  if (faults_.empty()) return absl::OkStatus();
  auto sorted = faults_;
  std::ranges::sort(sorted);
  std::string text;
  for (const auto& [line, what] : sorted) {
    absl::StrAppend(&text, text.empty() ? "" : "\n", "line ", line, ": ", what);
  }
  return absl::InvalidArgumentError(text);
}

YamlMap::YamlMap(const YAML::Node& node, std::string path, YamlFaults& faults)
    : node_(node), path_(std::move(path)), faults_(faults) {
  if (node_.IsMap()) return;
  Fault("must be a map of keys and values");
  node_ = YAML::Node(YAML::NodeType::Map);
}

YamlMap::~YamlMap() {
  for (const auto& entry : node_) {
    const std::string key = entry.first.Scalar();
    if (!taken_.contains(key)) faults_.Add(entry.first, absl::StrCat(PathOf(key), ": there is no such key"));
  }
}

void YamlMap::Fault(std::string_view what) {
  faults_.Add(node_, absl::StrCat(path_, path_.empty() ? "" : ": ", std::string(what)));
}

std::string YamlMap::PathOf(std::string_view key) const {
  return path_.empty() ? std::string(key) : path_ + "." + std::string(key);
}

YAML::Node YamlMap::Take(std::string_view key) {
  taken_.emplace(key);
  const YAML::Node& node = node_;
  YAML::Node value = node[std::string(key)];
  return value ? value : YAML::Node(YAML::NodeType::Undefined);
}

YAML::Node YamlMap::Require(std::string_view key) {
  YAML::Node value = Take(key);
  if (!value.IsDefined()) Fault(absl::StrCat("the key `", std::string(key), "` is missing"));
  return value;
}

std::optional<std::string> YamlMap::Text(std::string_view key) {
  const YAML::Node value = Take(key);
  if (!value.IsDefined()) return std::nullopt;
  if (value.IsScalar()) return value.Scalar();
  faults_.Add(value, PathOf(key) + ": must be one value");
  return std::nullopt;
}

std::string YamlMap::RequiredText(std::string_view key) {
  const YAML::Node value = Require(key);
  if (!value.IsDefined()) return {};
  if (value.IsScalar() && !value.Scalar().empty()) return value.Scalar();
  faults_.Add(value, PathOf(key) + ": must be one value");
  return {};
}

bool YamlMap::Flag(std::string_view key) {
  const std::optional<std::string> text = Text(key);
  if (!text || *text == "false") return false;
  if (*text != "true") faults_.Add(Take(key), PathOf(key) + ": must be true or false");
  return *text == "true";
}

std::vector<std::string> YamlMap::Texts(std::string_view key) {
  const YAML::Node value = Take(key);
  if (!value.IsDefined()) return {};
  if (value.IsScalar()) return {value.Scalar()};
  std::vector<std::string> texts;
  if (!value.IsSequence()) faults_.Add(value, PathOf(key) + ": must be a list of values");
  for (const YAML::Node& item : value) {
    if (value.IsSequence() && item.IsScalar()) texts.push_back(item.Scalar());
    if (value.IsSequence() && !item.IsScalar()) faults_.Add(item, PathOf(key) + ": must be a list of plain values");
  }
  return texts;
}

std::vector<std::pair<std::string, YAML::Node>> YamlMap::Entries(std::string_view key) {
  const YAML::Node value = Take(key);
  std::vector<std::pair<std::string, YAML::Node>> entries;
  if (!value.IsDefined()) return entries;
  if (!value.IsMap()) {
    faults_.Add(value, PathOf(key) + ": must be a map of keys and values");
    return entries;
  }
  for (const auto& entry : value) entries.emplace_back(entry.first.Scalar(), entry.second);
  return entries;
}

}  // namespace zamer
