#include "services/zamerctl/import/section_file.h"

#include <absl/strings/str_cat.h>

#include <utility>

namespace zamer::ctl {
namespace {

using enum FieldKind;

Template ColumnOf(std::string name) { return {{{.text = std::move(name), .is_column = true}}}; }
Template LiteralOf(std::string text) { return {{{.text = std::move(text), .is_column = false}}}; }

// `wrong: unknown`, `zero: unknown`: the only word that these keys take.
bool IsUnknown(YamlMap& map, std::string_view key) {
  const std::optional<std::string> text = map.Text(key);
  if (text && *text != "unknown") map.Fault(absl::StrCat("`", std::string(key), "` can only be `unknown`"));
  return text.has_value();
}

}  // namespace

SectionSpec LeadsSpec() {
  return {.name = "leads",
          .fields = {{"id", kText, true},
                     {"person", kText, true},
                     {"time", kTime, true},
                     {"state", kText, true},
                     {"channel"},
                     {"campaign"},
                     {"client_name"},
                     {"phone"},
                     {"city"},
                     {"owner"},
                     {"close_reason"},
                     {"close_time", kTime}},
          .unknown = true};
}

SectionSpec InteractionsSpec() {
  return {.name = "interactions",
          .fields = {{"id", kText, true},
                     {"person", kText, true},
                     {"time", kTime, true},
                     {"kind", kText, true},
                     {"direction"},
                     {"talk_seconds", kCount},
                     {"ring_seconds", kCount},
                     {"employee"},
                     {"text"}}};
}

SectionSpec ContractsSpec() {
  return {
      .name = "contracts",
      .fields = {{"id", kText, true}, {"person", kText, true}, {"designer"}, {"sign_time", kTime}, {"total", kMoney}},
      .payments = {{"id", kText, true}, {"amount", kMoney, true}, {"kind"}, {"time", kTime}}};
}

SectionSpec SpendSpec() {
  return {.name = "spend",
          .fields = {{"date", kDay, true},
                     {"channel", kText, true},
                     {"amount", kMoney, true},
                     {"campaign"},
                     {"impressions", kCount},
                     {"clicks", kCount}}};
}

std::optional<Section> SectionReader::Read(YamlMap& root, const SectionSpec& spec) const {
  const YAML::Node node = root.Take(spec.name);
  if (!node.IsDefined()) return std::nullopt;
  YamlMap map(node, std::string(spec.name), faults_);
  Section section;
  section.file = ReadFile(map);
  section.select = ReadConditions(map, "select", false);
  section.reject = ReadConditions(map, "reject", true);
  ReadFields(map, spec.fields, section.fields);
  if (spec.unknown) {
    for (const std::string& step : map.Texts("unknown")) {
      if (step != "phone" && step != "meeting") map.Fault("`unknown` may name phone and meeting");
      section.unknown.insert(step);
    }
  }
  if (spec.payments.empty()) return section;
  for (const YAML::Node& entry : map.Take("payments")) {
    YamlMap payment(entry, map.PathOf("payments"), faults_);
    ReadFields(payment, spec.payments, section.payments.emplace_back());
  }
  return section;
}

std::string SectionReader::ReadFile(YamlMap& map) const {
  const std::string file = map.RequiredText("file");
  if (!file.empty() && !mapping_.files.contains(file)) map.Fault(absl::StrCat("there is no file `", file, "`"));
  return file;
}

void SectionReader::ReadFields(YamlMap& map, const std::vector<FieldSpec>& specs, Fields& fields) const {
  for (const FieldSpec& spec : specs) {
    const YAML::Node node = spec.required ? map.Require(spec.name) : map.Take(spec.name);
    if (node.IsDefined()) fields[std::string(spec.name)] = ReadField(node, map.PathOf(spec.name), spec.kind);
  }
}

Field SectionReader::ReadField(const YAML::Node& node, const std::string& path, FieldKind kind) const {
  Field field;
  if (node.IsScalar()) {
    field.any_of = {ColumnOf(node.Scalar())};
    if (kind == kTime || kind == kDay) faults_.Add(node, path + ": a time needs its style: {column: …, time: …}");
    return field;
  }
  YamlMap map(node, path, faults_);
  field.any_of = ReadSources(map);
  field.lookup = ReadLookup(map);
  for (const auto& [from, to] : map.Entries("values")) field.values[from] = to.Scalar();
  field.otherwise = map.Text("otherwise");
  if (field.otherwise && field.values.empty()) map.Fault("`otherwise` needs `values`");
  field.digest = map.Flag("digest");
  field.number_repeats = map.Flag("number_repeats");
  field.wrong_is_unknown = IsUnknown(map, "wrong");
  if (kind == kMoney) field.zero_is_unknown = IsUnknown(map, "zero");
  if (kind == kTime || kind == kDay) {
    field.time = FindTime(map, "time");
    if (const auto column = map.Text("not_before")) {
      field.not_before = *column;
      field.not_before_time = FindTime(map, "not_before_time");
    }
  }
  return field;
}

std::vector<Template> SectionReader::ReadSources(YamlMap& map) const {
  std::vector<Template> sources;
  if (const auto column = map.Text("column")) sources.push_back(ColumnOf(*column));
  if (const auto text = map.Text("text")) sources.push_back(ParseTemplate(*text, map));
  if (const auto constant = map.Text("constant")) sources.push_back(LiteralOf(*constant));
  if (sources.size() > 1) map.Fault("give one of `column`, `text`, `constant` and `any_of`");
  for (const std::string& text : map.Texts("any_of")) sources.push_back(ParseTemplate(text, map));
  if (sources.empty()) map.Fault("one of `column`, `text`, `constant` and `any_of` is missing");
  return sources;
}

// `deal:{deal}`: a column's name stands in braces.
Template SectionReader::ParseTemplate(const std::string& text, YamlMap& map) const {
  Template result;
  std::string_view rest = text;
  while (!rest.empty()) {
    const std::size_t open = std::min(rest.find('{'), rest.size());
    if (open > 0) result.pieces.push_back({.text = std::string(rest.substr(0, open)), .is_column = false});
    rest.remove_prefix(open);
    if (rest.empty()) break;
    const std::size_t close = rest.find('}');
    if (close == std::string_view::npos) {
      map.Fault(absl::StrCat("a brace is not closed in `", text, "`"));
      break;
    }
    result.pieces.push_back({.text = std::string(rest.substr(1, close - 1)), .is_column = true});
    rest.remove_prefix(close + 1);
  }
  return result;
}

const TimeStyle* SectionReader::FindTime(YamlMap& map, std::string_view key) const {
  const std::string name = map.RequiredText(key);
  const auto style = mapping_.times.find(name);
  if (style != mapping_.times.end()) return &style->second;
  if (!name.empty()) map.Fault(absl::StrCat("`times` has no `", name, "`"));
  return nullptr;
}

std::optional<Lookup> SectionReader::ReadLookup(YamlMap& map) const {
  const YAML::Node node = map.Take("lookup");
  if (!node.IsDefined()) return std::nullopt;
  YamlMap lookup(node, map.PathOf("lookup"), faults_);
  const std::string file = ReadFile(lookup);
  const std::string match = lookup.RequiredText("match");
  return Lookup{.file = file, .match = match, .take = lookup.Text("take").value_or(match)};
}

std::vector<Condition> SectionReader::ReadConditions(YamlMap& map, std::string_view key, bool because) const {
  std::vector<Condition> conditions;
  for (const YAML::Node& node : map.Take(key)) {
    YamlMap condition(node, map.PathOf(key), faults_);
    const std::vector<std::string> is = condition.Texts("is");
    if (is.empty()) condition.Fault("the key `is` is missing");
    conditions.push_back({.column = condition.RequiredText("column"),
                          .is = {is.begin(), is.end()},
                          .because = because ? condition.RequiredText("because") : std::string()});
  }
  return conditions;
}

}  // namespace zamer::ctl
