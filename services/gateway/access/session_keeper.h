#pragma once
#include <absl/status/status.h>
#include <absl/status/statusor.h>
#include <absl/time/time.h>

#include <asio/awaitable.hpp>
#include <functional>
#include <optional>
#include <string>

#include "services/common/names/names.h"
#include "services/common/store/store.h"
#include "services/common/time/clock.h"
#include "services/gateway/access/caller.h"
#include "services/gateway/access/directory.h"
#include "services/gateway/domain/access/sessions.h"
#include "services/gateway/domain/access/ticket.h"

namespace zamer::gateway::access {

// Begins sessions, knows them again and ends them. Each request reads the session anew, so that one that was ended is
// over everywhere at once. Loop thread only.
class SessionKeeper {
 public:
  // All must outlive it.
  SessionKeeper(store::Store& store, const Clock& clock, Directory& directory, SessionTimes times)
      : store_(store), clock_(clock), directory_(directory), times_(times) {}

  const SessionTimes& times() const { return times_; }

  // A new session of somebody who has shown who he is. SIGN_IN_REFUSED when he no longer works here.
  asio::awaitable<absl::StatusOr<Ticket>> Begin(EmployeeName employee, absl::Time deadline);
  // Who the ticket's session is of. SESSION_ENDED; also when he no longer works here, and then all his sessions are
  // over.
  asio::awaitable<absl::StatusOr<Caller>> Resolve(Ticket ticket, absl::Time deadline);
  // Ends the ticket's session, if it is one.
  asio::awaitable<absl::Status> End(Ticket ticket, absl::Time deadline);

 private:
  // The sessions of an employee changed; nothing to leave them as they are.
  using Change = std::function<std::optional<v1::SessionsRecord>(v1::SessionsRecord)>;
  asio::awaitable<absl::Status> Commit(store::Key key, absl::Time deadline, Change change);
  // The session after it was used now.
  asio::awaitable<absl::StatusOr<SessionEntry>> NoteUse(store::Key key, SessionEntry session, absl::Time deadline);

  store::Store& store_;
  const Clock& clock_;
  Directory& directory_;
  const SessionTimes times_;
};

}  // namespace zamer::gateway::access
