// Sections of a mapping file: leads, interactions, contracts, spend.
#pragma once
#include <optional>
#include <string_view>
#include <vector>

#include "services/common/yaml/yaml_reader.h"
#include "services/zamerctl/import/mapping.h"

namespace zamer::ctl {

// What a field's text has to be.
enum class FieldKind { kText, kTime, kDay, kMoney, kCount };

struct FieldSpec {
  std::string_view name;
  FieldKind kind = FieldKind::kText;
  bool required = false;
};

// The keys of a section.
struct SectionSpec {
  std::string_view name;
  std::vector<FieldSpec> fields;
  std::vector<FieldSpec> payments = {};
  bool unknown = false;
};

SectionSpec LeadsSpec();
SectionSpec InteractionsSpec();
SectionSpec ContractsSpec();
SectionSpec SpendSpec();

// Reads sections; styles and files of the mapping must be read before.
class SectionReader {
 public:
  SectionReader(const Mapping& mapping, YamlFaults& faults) : mapping_(mapping), faults_(faults) {}

  // Nothing when the document has no such section.
  std::optional<Section> Read(YamlMap& root, const SectionSpec& spec) const;

 private:
  void ReadFields(YamlMap& map, const std::vector<FieldSpec>& specs, Fields& fields) const;
  Field ReadField(const YAML::Node& node, const std::string& path, FieldKind kind) const;
  std::vector<Template> ReadSources(YamlMap& map) const;
  Template ParseTemplate(const std::string& text, YamlMap& map) const;
  const TimeStyle* FindTime(YamlMap& map, std::string_view key) const;
  std::vector<Condition> ReadConditions(YamlMap& map, std::string_view key, bool because) const;
  std::optional<Lookup> ReadLookup(YamlMap& map) const;
  std::string ReadFile(YamlMap& map) const;

  const Mapping& mapping_;
  YamlFaults& faults_;
};

}  // namespace zamer::ctl
