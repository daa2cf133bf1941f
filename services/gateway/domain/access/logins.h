// What a login's record says.
#pragma once
#include <absl/status/status.h>
#include <absl/time/time.h>

#include <string>
#include <string_view>

#include "zamer/gateway/v1/access_records.pb.h"

namespace zamer::gateway::access {

// Whether there is a login at all: a record stays when its login is removed.
inline bool IsThere(const v1::LoginRecord& record) { return !record.login().login().empty(); }

// The record with another password, by its hash; empty for none.
v1::LoginRecord WithPassword(v1::LoginRecord record, std::string hash, absl::Time now);

// What SetLogin gives an employee. `login`: folded.
struct NewLogin {
  std::string employee;
  std::string login;
  std::string fingerprint;
  std::string password_hash;
};

// The record with this login in place of the one there may be.
v1::LoginRecord WithLogin(v1::LoginRecord record, const NewLogin& login, absl::Time now);

// What stays of a login that is removed.
v1::LoginRecord WithoutLogin(const v1::LoginRecord& record);

// LOGIN_NOT_FOUND.
absl::Status NoLogin(std::string_view employee);

}  // namespace zamer::gateway::access
