// What the calls of all of the service's resources share.
#pragma once
#include <absl/status/statusor.h>

#include <asio/awaitable.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "services/common/names/names.h"
#include "services/common/rpc/call.h"
#include "services/common/status/errors.h"
#include "services/common/status/macros.h"
#include "services/common/store/gate.h"
#include "services/common/store/store.h"
#include "services/common/time/ids.h"
#include "services/contract/contract_records.h"
#include "services/contract/domain/actor.h"

namespace zamer::contract {

// The parts that calls work with; all outlive them. Loop thread only.
struct CallParts {
  store::Store& store;
  // Calls on one estimate or contract wait for one another here rather than conflict in Redis.
  store::Gate& gate;
  IdSource& ids;
};

// Who calls, as decisions see him.
inline Actor ActorOf(const rpc::Call& call) {
  const security::Principal& caller = call.principal();
  return {caller.subject, caller.roles.Has(type::v1::SALES_HEAD), caller.roles.Has(type::v1::SERVICE)};
}

// Commits one call's change of `name`, one call at a time, and answers with the record of kind `kind` that `body`
// names. `shown` is what the body left there; on a retry of a call that was committed before, the record is read
// instead.
template <class Record>
asio::awaitable<absl::StatusOr<Record>> CommitAndShow(CallParts parts, rpc::Call& call, std::string name,
                                                      const google::protobuf::Message& request, std::string_view kind,
                                                      const Record& shown, store::Store::Body body) {
  std::vector<std::string> alone{name};
  ZAMER_CO_ASSIGN_OR_RETURN(const store::Gate::Pass pass, co_await parts.gate.Enter(std::move(alone), call.deadline()));
  ZAMER_CO_ASSIGN_OR_RETURN(
      const store::Committed done,
      co_await parts.store.Commit(store::MutationOf(call, DepartmentOf(name), request), std::move(body)));
  if (!done.position.empty()) call.SetPosition(done.position);
  if (!done.replayed) co_return shown;
  ZAMER_CO_ASSIGN_OR_RETURN(auto read, co_await parts.store.Get<Record>(KeyOf(kind, done.answer), call.deadline()));
  if (!read.record) co_return Internal("a committed record is not there");
  co_return Shown(*std::move(read.record), read.version);
}

}  // namespace zamer::contract
