// Walks a YAML document and gathers all that is wrong with it.
#pragma once
#include <absl/status/status.h>
#include <yaml-cpp/yaml.h>

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace zamer {

// The faults of one document.
class YamlFaults {
 public:
  void Add(const YAML::Node& at, std::string_view what);
  // OK, or INVALID_ARGUMENT with one line for each, in the order of the file.
  absl::Status ToStatus() const;

 private:
  std::vector<std::pair<int, std::string>> faults_;
};

// A map of the document whose keys are asked for one by one; what is left over at the end is a fault.
class YamlMap {
 public:
  // `path` is what people call the place, such as `leads.time`. Anything but a map is a fault, and then reads as empty.
  YamlMap(const YAML::Node& node, std::string path, YamlFaults& faults);
  ~YamlMap();
  YamlMap(const YamlMap&) = delete;
  YamlMap& operator=(const YamlMap&) = delete;

  const YAML::Node& node() const { return node_; }
  std::string PathOf(std::string_view key) const;
  void Fault(std::string_view what);

  // The value of a key; invalid when there is none.
  YAML::Node Take(std::string_view key);
  // The same, and a fault when there is none.
  YAML::Node Require(std::string_view key);
  // Plain values; a fault and nothing for lists and maps.
  std::optional<std::string> Text(std::string_view key);
  std::string RequiredText(std::string_view key);
  bool Flag(std::string_view key);
  // A list of plain values, or one; empty when there is none.
  std::vector<std::string> Texts(std::string_view key);
  // Keys and values of a map whose keys are the author's; empty when there is none.
  std::vector<std::pair<std::string, YAML::Node>> Entries(std::string_view key);

 private:
  YAML::Node node_;
  std::string path_;
  YamlFaults& faults_;
  std::set<std::string, std::less<>> taken_;
};

}  // namespace zamer
