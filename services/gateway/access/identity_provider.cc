#include "services/gateway/access/identity_provider.h"

#include <absl/strings/match.h>
#include <absl/strings/str_cat.h>

#include <utility>

#include "services/common/security/json.h"
#include "services/common/status/macros.h"
#include "services/gateway/access/id_token.h"
#include "services/gateway/access/refusals.h"
#include "services/gateway/access/secrets.h"
#include "services/gateway/domain/access/form.h"

namespace zamer::gateway::access {
namespace {

// What the provider says of itself and its keys is asked for anew after so long.
constexpr absl::Duration kRemembered = absl::Hours(1);
// No sooner are its keys asked for again because of a key that nobody knows.
constexpr absl::Duration kKeysAgain = absl::Minutes(1);

bool IsRecent(absl::Time then, absl::Duration age, absl::Time now) { return now >= then && now < then + age; }

}  // namespace

ProviderAttempt::ProviderAttempt(std::string_view secret)
    : state(HashOf(absl::StrCat("state ", std::string(secret)))),
      nonce(HashOf(absl::StrCat("nonce ", std::string(secret)))),
      verifier(HashOf(absl::StrCat("verifier ", std::string(secret)))) {}

IdentityProvider::IdentityProvider(asio::io_context& loop, const Clock& clock, ProviderSettings settings)
    : clock_(clock), settings_(std::move(settings)), fetcher_(loop, settings_.plain_too) {}

asio::awaitable<absl::StatusOr<std::string>> IdentityProvider::Ask(FetchRequest request) {
  ZAMER_CO_ASSIGN_OR_RETURN(FetchAnswer answer, co_await fetcher_.Fetch(std::move(request)));
  if (answer.status != 200) co_return ProviderFailed("The identity provider did not accept what it was asked.");
  co_return std::move(answer.body);
}

asio::awaitable<absl::StatusOr<IdentityProvider::Endpoints>> IdentityProvider::Discover() {
  const absl::Time now = clock_.Now();
  if (endpoints_ && IsRecent(endpoints_->read_at, kRemembered, now)) co_return *endpoints_;
  ZAMER_CO_ASSIGN_OR_RETURN(const std::string body,
                            co_await Ask({.url = absl::StrCat(settings_.issuer, "/.well-known/openid-configuration")}));
  const security::Json document = security::ParseObject(body);
  if (document == nullptr || security::StringMember(*document, "issuer") != settings_.issuer) {
    co_return ProviderFailed("The identity provider does not describe itself.");
  }
  const auto endpoint = [&](const char* name) { return std::string(security::StringMember(*document, name)); };
  endpoints_ = {.authorization = endpoint("authorization_endpoint"),
                .token = endpoint("token_endpoint"),
                .keys = endpoint("jwks_uri"),
                .read_at = now};
  co_return *endpoints_;
}

asio::awaitable<absl::StatusOr<std::string>> IdentityProvider::SignInUrl(ProviderAttempt attempt, std::string back) {
  ZAMER_CO_ASSIGN_OR_RETURN(const Endpoints endpoints, co_await Discover());
  const std::string challenge = HashOf(attempt.verifier);
  const std::string query = EncodeForm({{"response_type", "code"},
                                        {"client_id", settings_.client_id},
                                        {"redirect_uri", back},
                                        {"scope", "openid email"},
                                        {"state", attempt.state},
                                        {"nonce", attempt.nonce},
                                        {"code_challenge", challenge},
                                        {"code_challenge_method", "S256"}});
  co_return absl::StrCat(endpoints.authorization, absl::StrContains(endpoints.authorization, '?') ? "&" : "?", query);
}

asio::awaitable<absl::StatusOr<std::string>> IdentityProvider::AskForIdToken(std::string code, ProviderAttempt attempt,
                                                                             std::string back) {
  ZAMER_CO_ASSIGN_OR_RETURN(Endpoints endpoints, co_await Discover());
  FormFields fields{{"grant_type", "authorization_code"},
                    {"code", code},
                    {"redirect_uri", back},
                    {"code_verifier", attempt.verifier}};
  FetchRequest request{.url = std::move(endpoints.token)};
  if (settings_.client_secret.empty()) {
    fields.emplace_back("client_id", settings_.client_id);
  } else {
    // Both are encoded before they are joined (RFC 6749, 2.3.1).
    request.user = EncodeText(settings_.client_id);
    request.password = EncodeText(settings_.client_secret);
  }
  request.form = EncodeForm(fields);
  ZAMER_CO_ASSIGN_OR_RETURN(const std::string body, co_await Ask(std::move(request)));
  const security::Json answer = security::ParseObject(body);
  std::string token(answer == nullptr ? std::string_view() : security::StringMember(*answer, "id_token"));
  if (token.empty()) co_return ProviderFailed("The identity provider gave no ID token.");
  co_return token;
}

asio::awaitable<absl::Status> IdentityProvider::LearnKeys(std::string key_id) {
  const absl::Time now = clock_.Now();
  if (keys_) {
    const bool known = keys_->set.Find(key_id) != nullptr;
    if (IsRecent(keys_->read_at, known ? kRemembered : kKeysAgain, now)) co_return absl::OkStatus();
  }
  ZAMER_CO_ASSIGN_OR_RETURN(Endpoints endpoints, co_await Discover());
  ZAMER_CO_ASSIGN_OR_RETURN(const std::string body, co_await Ask({.url = std::move(endpoints.keys)}));
  absl::StatusOr<security::KeySet> keys = security::KeySet::Parse(body);
  if (!keys.ok()) co_return ProviderFailed("The identity provider's keys cannot be used.");
  keys_ = {.set = *std::move(keys), .read_at = now};
  co_return absl::OkStatus();
}

asio::awaitable<absl::StatusOr<std::string>> IdentityProvider::Redeem(std::string code, ProviderAttempt attempt,
                                                                      std::string back) {
  ZAMER_CO_ASSIGN_OR_RETURN(const std::string token, co_await AskForIdToken(std::move(code), attempt, std::move(back)));
  ZAMER_CO_RETURN_IF_ERROR(co_await LearnKeys(KeyIdOf(token)));
  const IdTokenTerms terms{
      .issuer = settings_.issuer, .client_id = settings_.client_id, .nonce = std::move(attempt.nonce)};
  ZAMER_CO_ASSIGN_OR_RETURN(const security::Json claims, ReadIdToken(token, keys_->set, terms, clock_.Now()));
  co_return PersonIn(*claims, settings_.claim);
}

}  // namespace zamer::gateway::access
