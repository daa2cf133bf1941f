#include "services/gateway/edge/edge_config.h"

#include <absl/strings/ascii.h>
#include <absl/strings/str_split.h>

#include <algorithm>
#include <optional>
#include <vector>

namespace zamer::gateway {
namespace {

// Base64 and JSON take more room than the message that they hold.
constexpr int kBodyPerMessage = 2;

constexpr std::size_t kLeastBody = 64 << 10;

// As browsers write it: scheme, host, perhaps a port, and nothing more.
bool IsOrigin(std::string_view text) {
  for (const std::string_view scheme : {"https://", "http://"}) {
    if (!text.starts_with(scheme)) continue;
    const std::string_view host = text.substr(scheme.size());
    return !host.empty() && std::ranges::all_of(host, [](char c) {
      return absl::ascii_isalnum(static_cast<unsigned char>(c)) ||
             std::string_view("-.:[]").find(c) != std::string_view::npos;
    });
  }
  return false;
}

}  // namespace

void EdgeConfig::Declare(config::Options& options) {
  options.Group("HTTP");
  options.Add("http-address", http_address, "Where browsers and channels are served; port 0 takes a free one.",
              config::Address());
  options.Add("http-certificate-file", certificate_file, "PEM file of the certificate to show them; none: plain HTTP.");
  options.Add("http-key-file", key_file, "PEM file of its key.");
  options.Add("allowed-origins", allowed_origins,
              "Other sites whose pages may call, such as https://crm.example.com; several with commas.");
  options.Add("trusted-proxies", trusted_proxies,
              "Networks of the proxies in front whose X-Forwarded-For is believed, such as 10.0.0.0/8; several with "
              "commas.");
  options.Add("http-connections", connections, "Connections open at once.", config::Between(1, 100'000));
  options.Add("http-connections-per-address", connections_per_address, "Of one address; 0 for no such bound.",
              config::Between(0, 100'000));
  options.Add("max-message-bytes", max_message_bytes, "The largest message of a call.",
              config::Between(1 << 10, 4 << 20));
  options.Add("calls-per-second", calls_per_second, "Calls of one caller in the long run.",
              config::Between(1, 100'000));
  options.Add("calls-at-once", calls_at_once, "Calls of one caller in a burst.", config::Between(1, 100'000));
  options.Add("streams", streams, "Streams open at once.", config::Between(1, 100'000));
  options.Add("streams-per-caller", streams_per_caller, "Streams of one caller.", config::Between(1, 100'000));
  options.Add("stream-time", stream_time, "The longest life of a stream.",
              config::Between(absl::Seconds(1), absl::Hours(24)));
  options.Check([this]() -> std::optional<std::string> {
    if (certificate_file.path.empty() == key_file.path.empty()) return std::nullopt;
    return "--http-certificate-file and --http-key-file must be given together";
  });
  options.Check([this]() -> std::optional<std::string> {
    if (http::TrustedProxies::Parse(trusted_proxies).has_value()) return std::nullopt;
    return "--trusted-proxies must be networks such as 10.0.0.0/8, or addresses";
  });
  options.Check([this]() -> std::optional<std::string> {
    if (std::ranges::all_of(Origins(), [](const std::string& origin) { return IsOrigin(origin); })) return std::nullopt;
    return "--allowed-origins must be origins such as https://crm.example.com, without a path";
  });
}

std::set<std::string, std::less<>> EdgeConfig::Origins() const {
  const std::vector<std::string> parts = absl::StrSplit(allowed_origins, ',', absl::SkipWhitespace());
  std::set<std::string, std::less<>> origins;
  for (const std::string& part : parts) origins.emplace(absl::StripAsciiWhitespace(part));
  return origins;
}

BridgeLimits EdgeConfig::LimitsOfCalls(absl::Duration call_time) const {
  return {.message_bytes = static_cast<std::size_t>(max_message_bytes),
          .call_time = call_time,
          .stream_time = stream_time,
          .streams = streams,
          .streams_per_caller = streams_per_caller,
          .rate = {.per_second = static_cast<double>(calls_per_second), .burst = static_cast<double>(calls_at_once)}};
}

http::ServerOptions EdgeConfig::ServerOptions() const {
  http::ServerOptions options;
  options.address = http_address.ToString();
  options.certificate_file = certificate_file.path;
  options.key_file = key_file.path;
  options.proxies = http::TrustedProxies::Parse(trusted_proxies).value_or(http::TrustedProxies());
  options.limits.connections = connections;
  options.limits.connections_per_peer = connections_per_address;
  options.limits.body_bytes = std::max(kLeastBody, static_cast<std::size_t>(max_message_bytes) * kBodyPerMessage);
  return options;
}

}  // namespace zamer::gateway
