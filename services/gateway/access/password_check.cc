#include "services/gateway/access/password_check.h"

#include <utility>

#include "services/common/status/macros.h"
#include "services/gateway/access/access_records.h"
#include "services/gateway/access/refusals.h"
#include "services/gateway/domain/access/credentials.h"

namespace zamer::gateway::access {

std::string PasswordCheck::FingerprintOf(std::string_view login) const {
  return fingerprint_.Of("login", FoldLogin(login));
}

asio::awaitable<absl::StatusOr<std::string>> PasswordCheck::FindLogin(std::string department, std::string_view login,
                                                                      absl::Time deadline) {
  return store_.Lookup(std::move(department), LoginEntry(FingerprintOf(login)), deadline);
}

asio::awaitable<absl::StatusOr<std::string>> PasswordCheck::Check(Credentials credentials, absl::Time deadline) {
  const std::string fingerprint = FingerprintOf(credentials.login);
  ZAMER_CO_RETURN_IF_ERROR(co_await attempts_.Begin(credentials.department, fingerprint, deadline));
  ZAMER_CO_ASSIGN_OR_RETURN(std::string employee,
                            co_await store_.Lookup(credentials.department, LoginEntry(fingerprint), deadline));
  // Read whether there is one or not: an unknown login must take as long as a wrong password.
  ZAMER_CO_ASSIGN_OR_RETURN(auto login,
                            co_await store_.Get<v1::LoginRecord>(LoginKey(credentials.department, employee), deadline));
  std::string hash = login.record ? login.record->password_hash() : std::string();
  ZAMER_CO_ASSIGN_OR_RETURN(const bool right,
                            co_await hasher_.Matches(std::move(hash), std::move(credentials.password)));
  if (!right) co_return Refused();
  ZAMER_CO_RETURN_IF_ERROR(co_await attempts_.Forget(std::move(credentials.department), fingerprint, deadline));
  co_return employee;
}

}  // namespace zamer::gateway::access
