// A place at which a channel delivers, as the operator configured it.
#pragma once
#include <absl/time/time.h>

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "services/common/config/values.h"
#include "services/gateway/domain/rate_limit.h"
#include "zamer/gateway/v1/intake.pb.h"

namespace zamer::gateway::intake {

// VK's Callback API of one community.
struct VkSettings {
  std::int64_t group_id = 0;
  // What VK wants to read before it delivers anything.
  config::Secret confirmation = {};
  // What VK puts into each delivery.
  config::Secret secret = {};
};

// Webhooks of one Meta app.
struct MetaSettings {
  // The key of the signatures.
  config::Secret app_secret = {};
  // What Meta shows when it asks for the first time.
  config::Secret verify_token = {};
};

// A form on pages of the department's sites.
struct FormSettings {
  // The sites whose pages may send, as browsers write them.
  std::vector<std::string> origins = {};
  // A field that people do not see and programs fill in.
  std::string honeypot = "website";
  // Forms of one address.
  Rate rate = {.per_second = 10.0 / 60, .burst = 10};
  // Where a browser goes that sent the form by itself; empty for a page of ours.
  std::string thank_you = {};
  // Ids of channels by `utm_source`, where they are not the way in's own.
  std::map<std::string, std::string, std::less<>> channels_by_source = {};
};

// A telephone exchange, or a program that speaks for it.
struct PbxSettings {
  // The bearer token that it shows.
  config::Secret key = {};
  // In which it writes times that name no zone.
  absl::TimeZone zone = absl::UTCTimeZone();
  // The department's numbers, digits only: a call from one of them goes out.
  std::set<std::string, std::less<>> own_numbers = {};
  // Ids of employees by extension.
  std::map<std::string, std::string, std::less<>> employees = {};
};

struct WayIn {
  // Unique on this gateway: the path is `/in/{id}`.
  std::string id = {};
  // Ids.
  std::string department = {};
  std::string channel = {};
  // Of touches that name none; may be empty.
  std::string campaign = {};
  std::variant<VkSettings, MetaSettings, FormSettings, PbxSettings> settings = {};

  v1::WayIn::Kind kind() const { return static_cast<v1::WayIn::Kind>(settings.index() + 1); }
  std::string path() const { return "/in/" + id; }
  // Resource names.
  std::string name() const;
  std::string channel_name() const;
};

// In the order of their file.
using WaysIn = std::vector<WayIn>;

// The way in of this id, or null.
const WayIn* FindWayIn(const WaysIn& ways, std::string_view id);

}  // namespace zamer::gateway::intake
