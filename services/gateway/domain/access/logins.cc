#include "services/gateway/domain/access/logins.h"

#include <utility>

#include "services/common/status/errors.h"
#include "services/common/time/timestamps.h"

namespace zamer::gateway::access {

v1::LoginRecord WithPassword(v1::LoginRecord record, std::string hash, absl::Time now) {
  v1::Login& login = *record.mutable_login();
  login.set_has_password(!hash.empty());
  login.clear_password_time();
  if (!hash.empty()) *login.mutable_password_time() = ToTimestamp(now);
  record.set_password_hash(std::move(hash));
  return record;
}

v1::LoginRecord WithLogin(v1::LoginRecord record, const NewLogin& login, absl::Time now) {
  if (!IsThere(record)) *record.mutable_login()->mutable_create_time() = ToTimestamp(now);
  record.mutable_login()->set_employee(login.employee);
  record.mutable_login()->set_login(login.login);
  record.set_fingerprint(login.fingerprint);
  return WithPassword(std::move(record), login.password_hash, now);
}

v1::LoginRecord WithoutLogin(const v1::LoginRecord& record) {
  v1::LoginRecord nothing;
  nothing.mutable_login()->set_employee(record.login().employee());
  return nothing;
}

absl::Status NoLogin(std::string_view employee) {
  return NotFound(Reason::kLoginNotFound, "The employee has no such login.", {{"employee", std::string(employee)}});
}

}  // namespace zamer::gateway::access
