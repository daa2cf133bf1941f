#include "services/gateway/access/session_calls.h"

#include <string>
#include <utility>

#include "services/common/names/names.h"
#include "services/common/status/errors.h"
#include "services/common/status/macros.h"
#include "services/gateway/access/access_records.h"
#include "services/gateway/access/end_sessions.h"

namespace zamer::gateway::access {
namespace {

// Of the employee, a resource name.
store::Key KeyOf(std::string_view employee) { return SessionsKey(DepartmentOf(employee), LastSegment(employee)); }

// ROLE_NOT_ALLOWED unless the caller is the employee himself or controls him.
absl::Status MayLookAfter(const rpc::Call& call, std::string_view employee) {
  const security::Principal& caller = call.principal();
  const bool controls = caller.roles.Has(type::v1::SALES_HEAD) || caller.roles.Has(type::v1::OPERATOR);
  if (controls || caller.subject == employee) return absl::OkStatus();
  return PermissionDenied(Reason::kRoleNotAllowed, "Only the sales head may look after the sessions of others.");
}

absl::Status NoSession(const std::string& name) {
  return NotFound(Reason::kSessionNotFound, "There is no such session; it may be over.", {{"session", name}});
}

}  // namespace

asio::awaitable<absl::StatusOr<v1::ListSessionsResponse>> SessionCalls::List(rpc::Call& call,
                                                                             const v1::ListSessionsRequest& request) {
  ZAMER_CO_RETURN_IF_ERROR(MayLookAfter(call, request.parent()));
  ZAMER_CO_ASSIGN_OR_RETURN(const auto sessions,
                            co_await store_.Get<v1::SessionsRecord>(KeyOf(request.parent()), call.deadline()));
  v1::ListSessionsResponse response;
  if (!sessions.record) co_return response;
  for (const SessionEntry& session : sessions.record->entries()) {
    if (call.now() < EndOf(session, times_)) *response.add_sessions() = Shown(session, request.parent(), times_);
  }
  co_return response;
}

asio::awaitable<absl::StatusOr<v1::EndSessionResponse>> SessionCalls::End(rpc::Call& call,
                                                                          const v1::EndSessionRequest& request) {
  const std::string employee = request.name().substr(0, request.name().rfind("/sessions/"));
  ZAMER_CO_RETURN_IF_ERROR(MayLookAfter(call, employee));
  const store::Key key = KeyOf(employee);
  const auto body = [&](store::Transaction& tx) -> asio::awaitable<absl::StatusOr<std::string>> {
    ZAMER_CO_ASSIGN_OR_RETURN(const auto before, co_await tx.Get<v1::SessionsRecord>(key));
    if (!before) co_return NoSession(request.name());
    auto after = WithoutSession(*before, LastSegment(request.name()));
    if (!after) co_return NoSession(request.name());
    tx.Put(key, *std::move(after));
    co_return request.name();
  };
  store::Mutation mutation = store::MutationOf(call, key.department, request);
  ZAMER_CO_RETURN_IF_ERROR((co_await store_.Commit(std::move(mutation), body)).status());
  co_return v1::EndSessionResponse();
}

asio::awaitable<absl::StatusOr<v1::EndAllSessionsResponse>> SessionCalls::EndAll(
    rpc::Call& call, const v1::EndAllSessionsRequest& request) {
  ZAMER_CO_RETURN_IF_ERROR(MayLookAfter(call, request.parent()));
  const store::Key key = KeyOf(request.parent());
  const auto body = [&](store::Transaction& tx) -> asio::awaitable<absl::StatusOr<std::string>> {
    ZAMER_CO_RETURN_IF_ERROR(co_await EndSessions(tx, {.department = key.department, .employee = key.id}));
    co_return request.parent();
  };
  store::Mutation mutation = store::MutationOf(call, key.department, request);
  ZAMER_CO_RETURN_IF_ERROR((co_await store_.Commit(std::move(mutation), body)).status());
  co_return v1::EndAllSessionsResponse();
}

}  // namespace zamer::gateway::access
