#include "services/gateway/domain/intake/ways_in_file.h"

#include <absl/strings/str_cat.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <optional>
#include <utility>

#include "services/common/status/macros.h"
#include "services/common/text/number.h"
#include "services/common/time/zone.h"
#include "services/common/yaml/yaml_reader.h"
#include "services/gateway/domain/intake/pbx.h"

namespace zamer::gateway::intake {
namespace {

constexpr std::size_t kLeastSecretBytes = 8;
constexpr std::size_t kLeastKeyBytes = 16;

// As ids of resources are.
bool IsId(std::string_view text) {
  const auto fits = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; };
  return !text.empty() && text.size() <= 63 && text.front() != '-' && std::ranges::all_of(text, fits);
}

// As browsers write it in `origin`: scheme and host, and a port where it is not the usual one.
bool IsOrigin(std::string_view text) {
  const std::size_t scheme = text.find("://");
  const bool web = text.starts_with("https://") || text.starts_with("http://");
  return web && text.size() > scheme + 3 && text.find_first_of("/?# *", scheme + 3) == std::string_view::npos;
}

std::string ReadId(YamlMap& map, std::string_view key) {
  std::string id = map.RequiredText(key);
  if (!id.empty() && !IsId(id)) {
    map.Fault(absl::StrCat("`", std::string(key), "` must be lower-case letters, digits and hyphens"));
  }
  return id;
}

config::Secret ReadSecret(YamlMap& map, std::string_view key, std::size_t least) {
  std::string text = map.RequiredText(key);
  if (!text.empty() && text.size() < least) {
    map.Fault(absl::StrCat("`", std::string(key), "` must have at least ", least, " characters"));
  }
  return config::Secret(std::move(text));
}

// A positive number; the default where there is none.
double ReadNumber(YamlMap& map, std::string_view key, double fallback) {
  const std::optional<std::string> text = map.Text(key);
  if (!text) return fallback;
  const std::optional<double> number = ParseNumber<double>(*text);
  if (number && *number > 0 && *number < 1e6) return *number;
  map.Fault(absl::StrCat("`", std::string(key), "` must be a number above 0"));
  return fallback;
}

// A map from whatever to ids.
std::map<std::string, std::string, std::less<>> ReadIds(YamlMap& map, std::string_view key) {
  std::map<std::string, std::string, std::less<>> ids;
  for (const auto& [name, node] : map.Entries(key)) {
    if (node.IsScalar() && IsId(node.Scalar())) {
      ids[name] = node.Scalar();
    } else {
      map.Fault(absl::StrCat("`", map.PathOf(key), ".", name, "` must be an id"));
    }
  }
  return ids;
}

VkSettings ReadVk(YamlMap& map) {
  VkSettings settings;
  settings.group_id = ParseNumber<std::int64_t>(map.RequiredText("group_id")).value_or(0);
  if (settings.group_id <= 0) map.Fault("`group_id` must be the number of the community");
  settings.confirmation = ReadSecret(map, "confirmation", 1);
  settings.secret = ReadSecret(map, "secret", kLeastSecretBytes);
  return settings;
}

MetaSettings ReadMeta(YamlMap& map) {
  return {.app_secret = ReadSecret(map, "app_secret", kLeastKeyBytes),
          .verify_token = ReadSecret(map, "verify_token", kLeastSecretBytes)};
}

FormSettings ReadFormSettings(YamlMap& map) {
  FormSettings settings;
  settings.origins = map.Texts("origins");
  if (settings.origins.empty()) map.Fault("`origins` must name the sites that have the form");
  if (!std::ranges::all_of(settings.origins, IsOrigin)) {
    map.Fault("`origins` must be such as https://www.example.com, without a path");
  }
  settings.honeypot = map.Text("honeypot").value_or(settings.honeypot);
  if (settings.honeypot.empty()) map.Fault("`honeypot` must be the name of a field");
  settings.rate.per_second = ReadNumber(map, "per_minute", settings.rate.per_second * 60) / 60;
  settings.rate.burst = std::max(1.0, ReadNumber(map, "burst", settings.rate.burst));
  settings.thank_you = map.Text("thank_you").value_or("");
  const bool web = settings.thank_you.starts_with("https://") || settings.thank_you.starts_with("http://");
  if (!settings.thank_you.empty() && !web) map.Fault("`thank_you` must be the address of a page");
  settings.channels_by_source = ReadIds(map, "sources");
  return settings;
}

PbxSettings ReadPbx(YamlMap& map) {
  PbxSettings settings;
  settings.key = ReadSecret(map, "key", kLeastKeyBytes);
  const absl::StatusOr<absl::TimeZone> zone = LoadZone(map.Text("time_zone").value_or("UTC"));
  if (!zone.ok()) map.Fault("`time_zone` must be an IANA zone such as Europe/Moscow");
  settings.zone = zone.value_or(absl::UTCTimeZone());
  for (const std::string& number : map.Texts("own_numbers")) settings.own_numbers.insert(NumberKey(number));
  settings.employees = ReadIds(map, "employees");
  return settings;
}

void ReadSettings(YamlMap& map, WayIn& way) {
  const std::string kind = map.RequiredText("kind");
  if (kind == "vk") {
    way.settings = ReadVk(map);
  } else if (kind == "instagram") {
    way.settings = ReadMeta(map);
  } else if (kind == "form") {
    way.settings = ReadFormSettings(map);
  } else if (kind == "pbx") {
    way.settings = ReadPbx(map);
  } else if (!kind.empty()) {
    map.Fault("`kind` must be vk, instagram, form or pbx");
  }
}

WayIn ReadWayIn(YamlMap& map) {
  WayIn way;
  way.id = ReadId(map, "id");
  way.department = ReadId(map, "department");
  ReadSettings(map, way);
  // Whose channel a call is, its lead knows.
  if (way.kind() == v1::WayIn::PBX) return way;
  way.channel = ReadId(map, "channel");
  way.campaign = map.Text("campaign").value_or("");
  return way;
}

absl::StatusOr<WaysIn> Read(const YAML::Node& document) {
  YamlFaults faults;
  WaysIn ways;
  {
    YamlMap root(document, "", faults);
    const YAML::Node list = root.Require("ways_in");
    if (list.IsDefined() && !list.IsSequence()) faults.Add(list, "ways_in: must be a list");
    for (std::size_t i = 0; list.IsSequence() && i < list.size(); ++i) {
      YamlMap map(list[i], absl::StrCat("ways_in[", i, "]"), faults);
      WayIn way = ReadWayIn(map);
      if (!way.id.empty() && FindWayIn(ways, way.id) != nullptr) map.Fault("`id` must not be that of another way in");
      ways.push_back(std::move(way));
    }
  }
  ZAMER_RETURN_IF_ERROR(faults.ToStatus());
  return ways;
}

}  // namespace

absl::StatusOr<WaysIn> ParseWaysIn(const std::string& yaml) {
  try {
    return Read(YAML::Load(yaml));
  } catch (const YAML::Exception& error) {
    return absl::InvalidArgumentError(absl::StrCat("line ", error.mark.line + 1, ": is not YAML"));
  }
}

absl::StatusOr<WaysIn> ReadWaysInFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return absl::NotFoundError("the file cannot be read");
  return ParseWaysIn(std::string(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()));
}

}  // namespace zamer::gateway::intake
