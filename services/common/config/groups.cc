#include "services/common/config/groups.h"

#include <optional>

namespace zamer::config {
namespace {

// A certificate without its key is of no use, and the other way round.
std::optional<std::string> BothOrNone(const char* first, const FilePath& a, const char* second, const FilePath& b) {
  if (a.path.empty() == b.path.empty()) return std::nullopt;
  return std::string(first) + " and " + second + " must be given together";
}

}  // namespace

void ServerConfig::Declare(Options& options) {
  options.Group("Server");
  options.Add("mode", mode, "What a developer's machine may do and production may not.");
  options.Add("listen-address", listen_address, "Where to serve gRPC; port 0 takes a free one.", Address());
  options.Add("metrics-address", metrics_address, "Where to serve /metrics; port 0 takes a free one.", Address());
  options.Add("tls-certificate-file", tls_certificate_file, "PEM certificate to serve with; none for plain text.");
  options.Add("tls-key-file", tls_key_file, "PEM key of the certificate.");
  options.Add("tls-client-authority-file", tls_client_authority_file,
              "PEM authority that the certificates of callers, and of the services asked, must be signed by; none for "
              "plain text to others and no certificates of callers.");
  options.Add("max-in-flight", max_in_flight, "Calls under way at once; further ones are shed.", Between(1, 100'000));
  options.Add("default-deadline", default_deadline, "For calls that come without a deadline, and the longest allowed.",
              Between(absl::Milliseconds(1), absl::Minutes(10)));
  options.Add("drain-delay", drain_delay, "After SIGTERM, how long balancers get to notice.",
              Between(absl::ZeroDuration(), absl::Minutes(5)));
  options.Add("drain-grace", drain_grace, "After that, how long calls under way get to end.",
              Between(absl::ZeroDuration(), absl::Minutes(5)));
  for (auto& [name, address] : peers) {
    options.Add(name + "-address", address, "Where the " + name + " service is.", Address());
  }
  options.Check(
      [this] { return BothOrNone("--tls-certificate-file", tls_certificate_file, "--tls-key-file", tls_key_file); });
  options.Check([this]() -> std::optional<std::string> {
    if (tls_client_authority_file.path.empty() || !tls_certificate_file.path.empty()) return std::nullopt;
    return "--tls-client-authority-file needs --tls-certificate-file";
  });
}

void RedisConfig::Declare(Options& options) {
  options.Group("Redis");
  options.Add("redis-address", address, "Where Redis is.", Address());
  options.Add("redis-user", user, "ACL user; none for the default user.");
  options.Add("redis-password-file", password, "File with the password; none for no AUTH.");
  options.Add("redis-tls", tls, "Whether to speak TLS.");
  options.Add("redis-tls-ca-file", tls_ca_file, "PEM authorities to trust; none for the system's.");
  options.Add("redis-tls-certificate-file", tls_certificate_file, "PEM certificate to show; none to show none.");
  options.Add("redis-tls-key-file", tls_key_file, "PEM key of that certificate.");
  options.Add("redis-database", database, "Number of the database.", Between(0, 1023));
  options.Add("redis-max-in-flight", max_in_flight, "Commands waiting at once; further ones are refused.",
              Between(1, 1'000'000));
  options.Add("redis-partitions", partitions, "Partitions of the data; never change it once there are data.",
              Between(1, 1024));
  options.Check([this] {
    return BothOrNone("--redis-tls-certificate-file", tls_certificate_file, "--redis-tls-key-file", tls_key_file);
  });
  options.Check([this]() -> std::optional<std::string> {
    const bool files = !tls_ca_file.path.empty() || !tls_certificate_file.path.empty();
    if (tls || !files) return std::nullopt;
    return "--redis-tls must be true when its files are given";
  });
  options.Check([this]() -> std::optional<std::string> {
    if (user.empty() || !password.empty()) return std::nullopt;
    return "--redis-user needs --redis-password-file";
  });
}

void AuthConfig::Declare(Options& options, const ServerConfig& server) {
  options.Group("Tokens");
  options.Add("auth-jwks-file", jwks_file,
              "JWKS with the public keys of the token issuer; read again when it changes.");
  options.Add("auth-issuer", issuer, "The issuer that tokens must name.", NotEmpty());
  options.Add("auth-audience", audience, "The audience that tokens must name.", NotEmpty());
  options.Add("auth-development-key", development_key, "Whether to believe tokens of the public built-in key.");
  options.Add("auth-token-file", token_file,
              "This service's own token for calls to others; read again when it changes.");
  options.Check([this, &server]() -> std::optional<std::string> {
    if (server.mode == Mode::kDevelopment || !development_key) return std::nullopt;
    return "--auth-development-key is allowed with --mode=development only: everybody knows that key";
  });
  options.Check([this]() -> std::optional<std::string> {
    if (development_key || !jwks_file.path.empty()) return std::nullopt;
    return "--auth-jwks-file must be given: without keys no token is believed";
  });
  options.Check([this, &server]() -> std::optional<std::string> {
    if (server.peers.empty() || development_key || !token_file.path.empty()) return std::nullopt;
    return "--auth-token-file must be given: this service calls others";
  });
}

void LogConfig::Declare(Options& options) {
  options.Group("Log");
  options.Add("log-level", level, "The least urgent lines to write.");
}

}  // namespace zamer::config
