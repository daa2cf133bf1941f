#pragma once
#include <absl/status/statusor.h>
#include <absl/time/time.h>

#include <asio/awaitable.hpp>
#include <string>

#include "services/common/store/fingerprint.h"
#include "services/common/store/store.h"
#include "services/gateway/access/attempts.h"
#include "services/gateway/access/password_hasher.h"

namespace zamer::gateway::access {

// What somebody says to be let in.
struct Credentials {
  // Id of the department.
  std::string department;
  // As typed.
  std::string login;
  std::string password;
};

// Tells whose credentials are right. Loop thread only.
class PasswordCheck {
 public:
  // All must outlive it.
  PasswordCheck(store::Store& store, const store::Fingerprint& fingerprint, Attempts& attempts, PasswordHasher& hasher)
      : store_(store), fingerprint_(fingerprint), attempts_(attempts), hasher_(hasher) {}

  // The id of the employee whose they are. SIGN_IN_REFUSED, in the same time and words whatever is wrong of them;
  // SIGN_INS_TOO_MANY, also for right ones; OVERLOADED.
  asio::awaitable<absl::StatusOr<std::string>> Check(Credentials credentials, absl::Time deadline);

  // By which a login is found: a keyed hash of it folded.
  std::string FingerprintOf(std::string_view login) const;
  // The id of the employee who has the login; empty where nobody has it.
  asio::awaitable<absl::StatusOr<std::string>> FindLogin(std::string department, std::string_view login,
                                                         absl::Time deadline);

 private:
  store::Store& store_;
  const store::Fingerprint& fingerprint_;
  Attempts& attempts_;
  PasswordHasher& hasher_;
};

}  // namespace zamer::gateway::access
