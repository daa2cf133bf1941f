#include "services/gateway/access/session_keeper.h"

#include <utility>

#include "services/common/status/macros.h"
#include "services/common/time/timestamps.h"
#include "services/gateway/access/access_records.h"
#include "services/gateway/access/refusals.h"
#include "services/gateway/access/secrets.h"

namespace zamer::gateway::access {
namespace {

Caller CallerOf(const EmployeeName& employee, const Person& person, absl::Time end) {
  Caller caller;
  caller.subject = {.name = employee.ToString(), .department = employee.department, .roles = person.roles};
  caller.shown.set_employee(caller.subject.name);
  caller.shown.set_department(DepartmentNameOf(employee.department));
  caller.shown.set_display_name(person.display_name);
  for (const type::v1::Role role : person.roles) caller.shown.add_roles(role);
  *caller.shown.mutable_expire_time() = ToTimestamp(end);
  return caller;
}

}  // namespace

asio::awaitable<absl::Status> SessionKeeper::Commit(store::Key key, absl::Time deadline, Change change) {
  const auto body = [&](store::Transaction& tx) -> asio::awaitable<absl::StatusOr<std::string>> {
    ZAMER_CO_ASSIGN_OR_RETURN(const auto before, co_await tx.Get<v1::SessionsRecord>(key));
    if (auto after = change(before ? *before : v1::SessionsRecord())) tx.Put(key, *std::move(after));
    co_return std::string();
  };
  const std::uint32_t partition = store_.keys().PartitionOf(key.department);
  co_return (co_await store_.CommitEffect(partition, {}, deadline, body)).status();
}

asio::awaitable<absl::StatusOr<Ticket>> SessionKeeper::Begin(EmployeeName employee, absl::Time deadline) {
  const auto person = co_await directory_.FindEmployed(employee.ToString(), deadline);
  if (absl::IsNotFound(person.status()) || absl::IsFailedPrecondition(person.status())) co_return Refused();
  if (!person.ok()) co_return person.status();
  Ticket ticket{.department = employee.department, .owner = employee.employee, .secret = NewSecret()};
  const auto begin = [&](v1::SessionsRecord sessions) -> std::optional<v1::SessionsRecord> {
    return WithSession(std::move(sessions), HashOf(ticket.secret), times_, clock_.Now());
  };
  ZAMER_CO_RETURN_IF_ERROR(co_await Commit(SessionsKey(ticket.department, ticket.owner), deadline, begin));
  co_return ticket;
}

asio::awaitable<absl::StatusOr<Caller>> SessionKeeper::Resolve(Ticket ticket, absl::Time deadline) {
  const store::Key key = SessionsKey(ticket.department, ticket.owner);
  ZAMER_CO_ASSIGN_OR_RETURN(const auto sessions, co_await store_.Get<v1::SessionsRecord>(key, deadline));
  const SessionEntry* found =
      sessions.record ? FindSession(*sessions.record, HashOf(ticket.secret), times_, clock_.Now()) : nullptr;
  if (found == nullptr) co_return Ended();
  const EmployeeName employee{.department = ticket.department, .employee = ticket.owner};
  const auto person = co_await directory_.Find(employee.ToString(), deadline);
  if (absl::IsNotFound(person.status()) || (person.ok() && !(*person)->employed)) {
    ZAMER_CO_RETURN_IF_ERROR(co_await Commit(key, deadline, [](const auto&) { return v1::SessionsRecord(); }));
    co_return Ended();
  }
  if (!person.ok()) co_return person.status();
  ZAMER_CO_ASSIGN_OR_RETURN(const SessionEntry session, co_await NoteUse(key, *found, deadline));
  co_return CallerOf(employee, **person, EndOf(session, times_));
}

asio::awaitable<absl::StatusOr<SessionEntry>> SessionKeeper::NoteUse(store::Key key, SessionEntry session,
                                                                     absl::Time deadline) {
  const absl::Time now = clock_.Now();
  if (!IsUseNews(session, times_, now)) co_return session;
  const auto note = [&](v1::SessionsRecord sessions) {
    return WithUse(std::move(sessions), session.session_id(), now);
  };
  ZAMER_CO_RETURN_IF_ERROR(co_await Commit(std::move(key), deadline, note));
  *session.mutable_use_time() = ToTimestamp(now);
  co_return session;
}

asio::awaitable<absl::Status> SessionKeeper::End(Ticket ticket, absl::Time deadline) {
  co_return co_await Commit(SessionsKey(ticket.department, ticket.owner), deadline, [&](v1::SessionsRecord sessions) {
    return WithoutSession(std::move(sessions), HashOf(ticket.secret));
  });
}

}  // namespace zamer::gateway::access
