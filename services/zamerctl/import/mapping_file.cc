#include "services/zamerctl/import/mapping_file.h"

#include <absl/strings/ascii.h>
#include <absl/strings/numbers.h>
#include <absl/strings/str_cat.h>

#include <utility>

#include "services/common/status/macros.h"
#include "services/common/time/zone.h"
#include "services/common/yaml/yaml_reader.h"
#include "services/zamerctl/import/section_file.h"
#include "services/zamerctl/text/encoding.h"

namespace zamer::ctl {
namespace {

constexpr int kMostDecimals = 4;

absl::TimeZone ReadZone(YamlMap& map, std::string_view key, const std::string& name) {
  const absl::StatusOr<absl::TimeZone> zone = LoadZone(name);
  if (zone.ok()) return *zone;
  map.Fault(absl::StrCat("`", std::string(key), "` must be an IANA zone such as Europe/Berlin"));
  return absl::UTCTimeZone();
}

void ReadDepartment(YamlMap& root, YamlFaults& faults, Mapping& mapping) {
  const YAML::Node node = root.Require("department");
  if (!node.IsDefined()) return;
  YamlMap map(node, "department", faults);
  scheduling::v1::Department& department = mapping.department;
  mapping.department_id = map.RequiredText("id");
  department.set_display_name(map.RequiredText("display_name"));
  department.set_time_zone(map.RequiredText("time_zone"));
  department.set_currency_code(map.RequiredText("currency"));
  department.set_phone_region(map.Text("phone_region").value_or(""));
  mapping.zone = ReadZone(map, "time_zone", department.time_zone());
}

void ReadRoles(YamlMap& root, YamlFaults& faults, Mapping& mapping) {
  const YAML::Node node = root.Take("employees");
  if (!node.IsDefined()) return;
  YamlMap map(node, "employees", faults);
  for (const std::string& name : map.Texts("roles")) {
    type::v1::Role role = type::v1::ROLE_UNSPECIFIED;
    if (type::v1::Role_Parse(name, &role) && role != type::v1::ROLE_UNSPECIFIED) {
      mapping.employee_roles.push_back(role);
    } else {
      map.Fault(absl::StrCat("there is no role ", name));
    }
  }
  if (mapping.employee_roles.empty()) map.Fault("`roles` must name at least one role");
}

// `at: "12:00"`: hours and minutes.
std::optional<absl::Duration> ReadTimeOfDay(YamlMap& map) {
  const std::optional<std::string> text = map.Text("at");
  if (!text) return std::nullopt;
  absl::Time time;
  std::string why;
  if (absl::ParseTime("%H:%M", *text, absl::UTCTimeZone(), &time, &why)) return time - absl::UnixEpoch();
  map.Fault("`at` must be a time of day such as \"12:00\"");
  return std::nullopt;
}

void ReadTimes(YamlMap& root, YamlFaults& faults, Mapping& mapping) {
  for (const auto& [name, node] : root.Entries("times")) {
    if (node.IsScalar()) {
      mapping.times[name] = {.format = node.Scalar(), .at = std::nullopt};
      continue;
    }
    YamlMap map(node, "times." + name, faults);
    const std::string format = map.RequiredText("format");
    mapping.times[name] = {.format = format, .at = ReadTimeOfDay(map)};
  }
}

char ReadSign(YamlMap& map, std::string_view key, char default_sign) {
  const std::optional<std::string> text = map.Text(key);
  if (!text) return default_sign;
  if (text->size() == 1 && !absl::ascii_isdigit(static_cast<unsigned char>(text->front()))) return text->front();
  map.Fault(absl::StrCat("`", std::string(key), "` must be one character"));
  return default_sign;
}

void ReadMoney(YamlMap& root, YamlFaults& faults, Mapping& mapping) {
  const YAML::Node node = root.Take("money");
  if (!node.IsDefined()) {
    mapping.money = {MoneyStyle{}};
    return;
  }
  YamlMap map(node, "money", faults);
  const std::string decimals = map.Text("decimals").value_or("2");
  if (!absl::SimpleAtoi(decimals, &mapping.money_decimals) || mapping.money_decimals < 0 ||
      mapping.money_decimals > kMostDecimals) {
    map.Fault(absl::StrCat("`decimals` must be from 0 to ", kMostDecimals));
    mapping.money_decimals = 2;
  }
  for (const YAML::Node& style_node : map.Require("styles")) {
    YamlMap style(style_node, "money.styles", faults);
    mapping.money.push_back({.decimal_point = ReadSign(style, "decimal_point", '.'),
                             .thousands = ReadSign(style, "thousands", '\0'),
                             .prefix = style.Text("prefix").value_or(""),
                             .suffix = style.Text("suffix").value_or("")});
  }
}

void ReadFiles(YamlMap& root, YamlFaults& faults, Mapping& mapping) {
  root.Require("files");
  for (const auto& [name, node] : root.Entries("files")) {
    YamlMap map(node, "files." + name, faults);
    FileSpec file{.path = map.RequiredText("path")};
    file.delimiter = ReadSign(map, "delimiter", ',');
    file.encoding = map.Text("encoding").value_or("utf-8");
    if (!Decoder(file.encoding).known()) map.Fault("`encoding` must be utf-8 or an 8-bit page such as windows-1251");
    mapping.files[name] = std::move(file);
  }
}

void ReadSections(YamlMap& root, YamlFaults& faults, Mapping& mapping) {
  const SectionReader reader(mapping, faults);
  mapping.leads = reader.Read(root, LeadsSpec());
  mapping.interactions = reader.Read(root, InteractionsSpec());
  mapping.contracts = reader.Read(root, ContractsSpec());
  mapping.spend = reader.Read(root, SpendSpec());
}

void CheckRoles(YamlMap& root, const Mapping& mapping) {
  bool named = false;
  ForEachSection(mapping, [&](std::string_view, const Section& section) {
    for (const std::string_view field : {"owner", "employee", "designer"}) {
      named = named || section.fields.contains(field);
    }
  });
  if (named && mapping.employee_roles.empty()) root.Fault("rows name employees, so `employees` must give their roles");
}

void ReadMapping(const YAML::Node& document, YamlFaults& faults, Mapping& mapping) {
  YamlMap root(document, "", faults);
  mapping.system = root.RequiredText("system");
  ReadDepartment(root, faults, mapping);
  if (const auto zone = root.Text("time_zone")) mapping.zone = ReadZone(root, "time_zone", *zone);
  ReadRoles(root, faults, mapping);
  ReadTimes(root, faults, mapping);
  ReadMoney(root, faults, mapping);
  ReadFiles(root, faults, mapping);
  ReadSections(root, faults, mapping);
  CheckRoles(root, mapping);
}

}  // namespace

absl::StatusOr<std::unique_ptr<const Mapping>> ParseMapping(const std::string& yaml, const std::string& department) {
  YAML::Node document;
  try {
    document = YAML::Load(yaml);
  } catch (const YAML::ParserException& why) {  // the library's only way to say it
    return absl::InvalidArgumentError(absl::StrCat("line ", why.mark.line + 1, ": ", why.msg));
  }
  auto mapping = std::make_unique<Mapping>();
  YamlFaults faults;
  ReadMapping(document, faults, *mapping);
  ZAMER_RETURN_IF_ERROR(faults.ToStatus());
  if (!department.empty()) mapping->department_id = department;
  return mapping;
}

}  // namespace zamer::ctl
