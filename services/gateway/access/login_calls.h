// Calls on logins.
#pragma once
#include <absl/status/statusor.h>

#include <asio/awaitable.hpp>
#include <string>
#include <utility>

#include "services/common/rpc/call.h"
#include "services/common/store/store.h"
#include "services/gateway/access/attempts.h"
#include "services/gateway/access/directory.h"
#include "services/gateway/access/password_check.h"
#include "services/gateway/access/password_hasher.h"
#include "services/gateway/domain/access/logins.h"
#include "zamer/gateway/v1/access_service.pb.h"

namespace zamer::gateway::access {

// What the calls work with; all outlive them.
struct LoginParts {
  store::Store& store;
  const store::Fingerprint& fingerprint;
  Directory& directory;
  Attempts& attempts;
  PasswordHasher& hasher;
  PasswordCheck& check;
  // Id of the department that an identity provider signs in, where a login may be without a password; empty for none.
  std::string provider_department;
};

// One method per RPC; see the proto for what each does. Loop thread only.
class LoginCalls {
 public:
  explicit LoginCalls(LoginParts parts) : parts_(std::move(parts)) {}

  asio::awaitable<absl::StatusOr<v1::Login>> Set(rpc::Call& call, const v1::SetLoginRequest& request);
  asio::awaitable<absl::StatusOr<v1::RemoveLoginResponse>> Remove(rpc::Call& call,
                                                                  const v1::RemoveLoginRequest& request);
  asio::awaitable<absl::StatusOr<v1::ListLoginsResponse>> List(rpc::Call& call, const v1::ListLoginsRequest& request);
  asio::awaitable<absl::StatusOr<v1::ChangePasswordResponse>> ChangePassword(rpc::Call& call,
                                                                             const v1::ChangePasswordRequest& request);

 private:
  // What the request asks for, once it is allowed.
  asio::awaitable<absl::StatusOr<NewLogin>> Prepare(const v1::SetLoginRequest& request, absl::Time deadline);
  // Writes the employee's login and ends his sessions. LOGIN_ALREADY_EXISTS.
  asio::awaitable<absl::StatusOr<v1::Login>> Write(store::Transaction& tx, const NewLogin& login, absl::Time now);
  // The employee's login as it is; LOGIN_NOT_FOUND.
  asio::awaitable<absl::StatusOr<v1::Login>> ReadShown(std::string employee, absl::Time deadline);
  asio::awaitable<absl::Status> Remove(store::Transaction& tx, std::string employee);

  LoginParts parts_;
};

}  // namespace zamer::gateway::access
