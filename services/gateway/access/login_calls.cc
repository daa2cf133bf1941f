#include "services/gateway/access/login_calls.h"

#include <vector>

#include "services/common/names/names.h"
#include "services/common/status/errors.h"
#include "services/common/status/macros.h"
#include "services/common/store/page.h"
#include "services/gateway/access/access_records.h"
#include "services/gateway/access/end_sessions.h"
#include "services/gateway/access/refusals.h"
#include "services/gateway/access/sealed_mutation.h"
#include "services/gateway/domain/access/credentials.h"

namespace zamer::gateway::access {
namespace {

// `employee`: a resource name.
store::Key KeyOf(std::string_view employee) { return LoginKey(DepartmentOf(employee), LastSegment(employee)); }

v1::Login Shown(v1::Login login, std::int64_t version) {
  login.set_etag(store::Etag(version));
  return login;
}

}  // namespace

asio::awaitable<absl::StatusOr<NewLogin>> LoginCalls::Prepare(const v1::SetLoginRequest& request, absl::Time deadline) {
  NewLogin login{.employee = request.employee(), .login = {}, .fingerprint = {}, .password_hash = {}};
  ZAMER_CO_ASSIGN_OR_RETURN(login.login, ReadLogin(request.login()));
  login.fingerprint = parts_.check.FingerprintOf(login.login);
  ZAMER_CO_RETURN_IF_ERROR((co_await parts_.directory.FindEmployed(login.employee, deadline)).status());
  const bool needs_none = DepartmentOf(login.employee) == parts_.provider_department;
  if (request.password().empty() && needs_none) co_return login;
  ZAMER_CO_RETURN_IF_ERROR(CheckPassword(request.password(), login.login));
  ZAMER_CO_ASSIGN_OR_RETURN(login.password_hash, co_await parts_.hasher.Hash(request.password()));
  co_return login;
}

asio::awaitable<absl::StatusOr<v1::Login>> LoginCalls::Write(store::Transaction& tx, const NewLogin& login,
                                                             absl::Time now) {
  const store::Key key = KeyOf(login.employee);
  ZAMER_CO_ASSIGN_OR_RETURN(const std::string holder,
                            co_await tx.Lookup(key.department, LoginEntry(login.fingerprint)));
  if (!holder.empty() && holder != key.id) {
    co_return AlreadyExists(Reason::kLoginAlreadyExists, "A colleague has this login: choose another.");
  }
  ZAMER_CO_ASSIGN_OR_RETURN(const auto before, co_await tx.Get<v1::LoginRecord>(key));
  const v1::LoginRecord after = WithLogin(before ? *before : v1::LoginRecord(), login, now);
  const std::int64_t version = tx.Put(key, after);
  ZAMER_CO_RETURN_IF_ERROR(co_await EndSessions(tx, {.department = key.department, .employee = key.id}));
  co_return Shown(after.login(), version);
}

asio::awaitable<absl::StatusOr<v1::Login>> LoginCalls::Set(rpc::Call& call, const v1::SetLoginRequest& request) {
  ZAMER_CO_ASSIGN_OR_RETURN(const NewLogin login, co_await Prepare(request, call.deadline()));
  const std::string department(DepartmentOf(request.employee()));
  v1::Login shown;
  const auto body = [&](store::Transaction& tx) -> asio::awaitable<absl::StatusOr<std::string>> {
    ZAMER_CO_ASSIGN_OR_RETURN(shown, co_await Write(tx, login, call.now()));
    co_return request.employee();
  };
  store::Mutation mutation = SealedMutation(
      call, department, request, parts_.fingerprint,
      [](v1::SetLoginRequest& sealed, const auto& hide) { sealed.set_password(hide(sealed.password())); });
  ZAMER_CO_ASSIGN_OR_RETURN(const store::Committed done, co_await parts_.store.Commit(std::move(mutation), body));
  // Whoever failed too often with the old password begins anew with this one.
  ZAMER_CO_RETURN_IF_ERROR(co_await parts_.attempts.Forget(department, login.fingerprint, call.deadline()));
  if (!done.replayed) co_return shown;
  co_return co_await ReadShown(request.employee(), call.deadline());
}

asio::awaitable<absl::StatusOr<v1::Login>> LoginCalls::ReadShown(std::string employee, absl::Time deadline) {
  ZAMER_CO_ASSIGN_OR_RETURN(const auto read, co_await parts_.store.Get<v1::LoginRecord>(KeyOf(employee), deadline));
  if (!read.record || !IsThere(*read.record)) co_return NoLogin(employee);
  co_return Shown(read.record->login(), read.version);
}

asio::awaitable<absl::Status> LoginCalls::Remove(store::Transaction& tx, std::string employee) {
  const store::Key key = KeyOf(employee);
  ZAMER_CO_ASSIGN_OR_RETURN(const auto before, co_await tx.Get<v1::LoginRecord>(key));
  if (!before || !IsThere(*before)) co_return NoLogin(employee);
  tx.Put(key, WithoutLogin(*before));
  co_return co_await EndSessions(tx, {.department = key.department, .employee = key.id});
}

asio::awaitable<absl::StatusOr<v1::RemoveLoginResponse>> LoginCalls::Remove(rpc::Call& call,
                                                                            const v1::RemoveLoginRequest& request) {
  const auto body = [&](store::Transaction& tx) -> asio::awaitable<absl::StatusOr<std::string>> {
    ZAMER_CO_RETURN_IF_ERROR(co_await Remove(tx, request.employee()));
    co_return request.employee();
  };
  store::Mutation mutation = store::MutationOf(call, DepartmentOf(request.employee()), request);
  ZAMER_CO_RETURN_IF_ERROR((co_await parts_.store.Commit(std::move(mutation), body)).status());
  co_return v1::RemoveLoginResponse();
}

asio::awaitable<absl::StatusOr<v1::ListLoginsResponse>> LoginCalls::List(rpc::Call& call,
                                                                         const v1::ListLoginsRequest& request) {
  store::PageQuery query;
  query.department = DepartmentOf(request.parent());
  query.index = kAllLogins;
  query.page_size = request.page_size();
  query.page_token = request.page_token();
  ZAMER_CO_ASSIGN_OR_RETURN(store::IdPage page, co_await store::ListIds(parts_.store, query, call.deadline()));
  std::vector<store::Key> keys;
  keys.reserve(page.ids.size());
  for (const std::string& id : page.ids) keys.push_back(LoginKey(query.department, id));
  ZAMER_CO_ASSIGN_OR_RETURN(const auto found,
                            co_await parts_.store.GetAll<v1::LoginRecord>(std::move(keys), call.deadline()));
  v1::ListLoginsResponse response;
  for (const auto& each : found) {
    if (each.record && IsThere(*each.record)) *response.add_logins() = Shown(each.record->login(), each.version);
  }
  response.set_next_page_token(std::move(page.next_page_token));
  co_return response;
}

asio::awaitable<absl::StatusOr<v1::ChangePasswordResponse>> LoginCalls::ChangePassword(
    rpc::Call& call, const v1::ChangePasswordRequest& request) {
  const std::string& employee = call.principal().subject;
  const store::Key key = KeyOf(employee);
  ZAMER_CO_ASSIGN_OR_RETURN(const auto own, co_await parts_.store.Get<v1::LoginRecord>(key, call.deadline()));
  if (!own.record || own.record->password_hash().empty()) co_return NoLogin(employee);
  const std::string& login = own.record->login().login();
  ZAMER_CO_RETURN_IF_ERROR(CheckPassword(request.new_password(), login));
  const absl::StatusOr<std::string> old = co_await parts_.check.Check(
      {.department = key.department, .login = login, .password = request.old_password()}, call.deadline());
  std::string hash;
  if (old.ok()) {
    ZAMER_CO_ASSIGN_OR_RETURN(hash, co_await parts_.hasher.Hash(request.new_password()));
  }
  const auto body = [&](store::Transaction& tx) -> asio::awaitable<absl::StatusOr<std::string>> {
    // Told here only, since to a retry the old password is wrong once it was changed.
    if (!old.ok()) co_return old.status();
    ZAMER_CO_ASSIGN_OR_RETURN(const auto before, co_await tx.Get<v1::LoginRecord>(key));
    if (!before || before->password_hash() != own.record->password_hash()) co_return Refused();
    tx.Put(key, WithPassword(*before, hash, call.now()));
    ZAMER_CO_RETURN_IF_ERROR(co_await EndSessions(tx, {.department = key.department, .employee = key.id}));
    co_return employee;
  };
  store::Mutation mutation = SealedMutation(call, key.department, request, parts_.fingerprint,
                                            [](v1::ChangePasswordRequest& sealed, const auto& hide) {
                                              sealed.set_old_password(hide(sealed.old_password()));
                                              sealed.set_new_password(hide(sealed.new_password()));
                                            });
  ZAMER_CO_RETURN_IF_ERROR((co_await parts_.store.Commit(std::move(mutation), body)).status());
  co_return v1::ChangePasswordResponse();
}

}  // namespace zamer::gateway::access
