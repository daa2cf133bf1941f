#include "services/common/security/authenticator.h"

#include <fstream>
#include <mutex>
#include <sstream>
#include <utility>

#include "services/common/security/claims.h"
#include "services/common/security/development_key.h"
#include "services/common/security/json.h"
#include "services/common/security/key_set.h"
#include "services/common/security/token_cache.h"
#include "services/common/status/errors.h"
#include "services/common/status/macros.h"
#include "services/common/time/clock.h"

namespace zamer::security {
namespace {

constexpr size_t kMaxTokenBytes = 8192;
constexpr size_t kCachedTokens = 4096;

absl::Status Invalid(std::string_view message) { return Unauthenticated(Reason::kTokenInvalid, message); }

absl::StatusOr<std::string> ReadKeyFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream content;
  if (!file || !(content << file.rdbuf())) {
    return FailedPrecondition(Reason::kCredentialsUnusable, "The JWKS file cannot be read; check its path and rights.",
                              {{"path", path}});
  }
  return std::move(content).str();
}

// A token in compact form: three parts in base64url, divided by dots.
struct Parts {
  std::string_view header;
  std::string_view payload;
  std::string_view signature;
};

absl::StatusOr<Parts> Split(std::string_view token) {
  const size_t first = token.find('.');
  const size_t second = first == std::string_view::npos ? first : token.find('.', first + 1);
  if (second == std::string_view::npos || token.find('.', second + 1) != std::string_view::npos) {
    return Invalid("The token is not a signed JWT: it must have three parts divided by dots.");
  }
  return Parts{token.substr(0, first), token.substr(first + 1, second - first - 1), token.substr(second + 1)};
}

class JwtAuthenticator final : public Authenticator {
 public:
  JwtAuthenticator(TokenPolicy policy, const Clock& clock) : policy_(std::move(policy)), clock_(clock) {}

  absl::StatusOr<std::shared_ptr<const Principal>> Verify(std::string_view token) override {
    if (token.empty()) {
      return Unauthenticated(Reason::kTokenMissing, "Sign in and send the metadata authorization: Bearer <token>.");
    }
    if (token.size() > kMaxTokenBytes) return Invalid("The token is longer than 8192 bytes.");
    const absl::Time now = clock_.Now();
    if (auto known = cache_.Find(token, now); known != nullptr) return known;
    const int generation = cache_.generation();
    ZAMER_ASSIGN_OR_RETURN(Claims claims, VerifyAnew(token, now));
    auto principal = std::make_shared<const Principal>(std::move(claims.principal));
    cache_.Insert(token, principal, claims.end, generation);
    return principal;
  }

  absl::Status Refresh() override {
    if (policy_.jwks_file.empty() && keys() != nullptr) return absl::OkStatus();
    std::string content;
    KeySet keys;
    if (!policy_.jwks_file.empty()) {
      ZAMER_ASSIGN_OR_RETURN(content, ReadKeyFile(policy_.jwks_file));
      if (this->keys() != nullptr && content == content_) return absl::OkStatus();
      ZAMER_ASSIGN_OR_RETURN(keys, KeySet::Parse(content));
    }
    if (policy_.development_key) AddDevelopmentKey(keys);
    {
      std::lock_guard lock(mutex_);
      keys_ = std::make_shared<const KeySet>(std::move(keys));
    }
    content_ = std::move(content);
    cache_.Clear();
    return absl::OkStatus();
  }

 private:
  std::shared_ptr<const KeySet> keys() const {
    std::lock_guard lock(mutex_);
    return keys_;
  }

  absl::StatusOr<Claims> VerifyAnew(std::string_view token, absl::Time now) const {
    ZAMER_ASSIGN_OR_RETURN(const Parts parts, Split(token));
    std::string text;
    const Json header = DecodeBase64Url(parts.header, text) ? ParseObject(text) : nullptr;
    if (header == nullptr) return Invalid("The token's header is not JSON in base64url.");
    // An extension marked as critical must be understood, and none is.
    if (HasMember(*header, "crit")) return Invalid("The token's header has critical extensions.");
    const std::shared_ptr<const KeySet> keys = this->keys();
    const Key* key = keys->Find(StringMember(*header, "kid"));
    if (key == nullptr) return Invalid("The token is signed with a key that is not trusted here.");
    // The key decides the algorithm and the token must agree; never the other way round.
    if (StringMember(*header, "alg") != key->algorithm_name()) {
      return Invalid("The token names another algorithm than its key is for.");
    }
    if (!key->Verifies(parts.header, parts.payload, parts.signature)) return Invalid("The token's signature is wrong.");
    if (!DecodeBase64Url(parts.payload, text)) return Invalid("The token's payload is not base64url.");
    return ReadClaims(text, policy_, now);
  }

  const TokenPolicy policy_;
  const Clock& clock_;
  TokenCache cache_{kCachedTokens};
  // What the keys were read from; only Refresh uses it.
  std::string content_;
  mutable std::mutex mutex_;
  std::shared_ptr<const KeySet> keys_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<Authenticator>> Authenticator::Make(TokenPolicy policy, const Clock& clock) {
  if (policy.jwks_file.empty() && !policy.development_key) {
    return FailedPrecondition(Reason::kCredentialsUnusable,
                              "No key is trusted: name a JWKS file, or allow the development key on your own machine.");
  }
  auto authenticator = std::make_unique<JwtAuthenticator>(std::move(policy), clock);
  ZAMER_RETURN_IF_ERROR(authenticator->Refresh());
  return authenticator;
}

}  // namespace zamer::security
