// Reading and writing resources: what the calls of all kinds share.
#pragma once
#include <absl/status/statusor.h>
#include <absl/time/time.h>

#include <asio/awaitable.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "services/common/events/meta.h"
#include "services/common/names/names.h"
#include "services/common/rpc/call.h"
#include "services/common/status/macros.h"
#include "services/common/store/page.h"
#include "services/common/store/store.h"
#include "services/common/time/ids.h"
#include "services/scheduling/domain/meeting_steps.h"
#include "services/scheduling/scheduling_records.h"
#include "zamer/scheduling/v1/scheduling_events.pb.h"

namespace zamer::scheduling {

// What calls work with; both outlive them. Loop thread only.
struct Parts {
  store::Store& store;
  IdSource& ids;
};

// Who calls, as the domain sees him.
Actor ActorOf(const rpc::Call& call);

// The resource of this name; NOT_FOUND where there is none.
template <class Resource>
asio::awaitable<absl::StatusOr<Resource>> ReadResource(store::Store& store, std::string name, absl::Time deadline) {
  ZAMER_CO_ASSIGN_OR_RETURN(auto found, co_await store.Get<Resource>(KeyOf(name), deadline));
  if (!found.record) co_return NoSuch(static_cast<Resource*>(nullptr), name);
  co_return Shown(*std::move(found.record), found.version);
}

// The same within a commit; ETAG_STALE when `etag` is set and another version's.
template <class Resource>
asio::awaitable<absl::StatusOr<Resource>> Load(store::Transaction& tx, std::string name, std::string etag = {}) {
  ZAMER_CO_ASSIGN_OR_RETURN(const auto found, co_await tx.Get<Resource>(KeyOf(name)));
  if (!found) co_return NoSuch(static_cast<Resource*>(nullptr), name);
  ZAMER_CO_RETURN_IF_ERROR(store::CheckEtag(etag, found.version));
  co_return *found;
}

// Writes a resource and tells others of it: `event` lacks only its meta. Returns it as callers see it.
template <class Resource>
Resource Save(store::Transaction& tx, const events::Cause& cause, IdSource& ids, Resource resource,
              v1::SchedulingEvent event, absl::Time occurred) {
  const std::int64_t version = tx.Put(KeyOf(resource.name()), resource);
  *event.mutable_meta() = events::MakeMeta(cause, ids, resource.name(), version, occurred);
  tx.Emit(event);
  return Shown(std::move(resource), version);
}

// Commits what `body` does, once per request id: asio::awaitable<absl::StatusOr<Resource>>(store::Transaction&), the
// resource as callers see it. A retry gets the resource as it is now. `subject` is of the department that is changed.
template <class Resource, class Request, class Body>
asio::awaitable<absl::StatusOr<Resource>> Commit(store::Store& store, rpc::Call& call, const Request& request,
                                                 std::string_view subject, const Body& body) {
  Resource reply;
  ZAMER_CO_ASSIGN_OR_RETURN(
      const store::Committed done,
      co_await store.Commit(store::MutationOf(call, DepartmentOf(subject), request),
                            [&](store::Transaction& tx) -> asio::awaitable<absl::StatusOr<std::string>> {
                              ZAMER_CO_ASSIGN_OR_RETURN(reply, co_await body(tx));
                              co_return reply.name();
                            }));
  if (!done.position.empty()) call.SetPosition(done.position);
  if (!done.replayed) co_return reply;
  co_return co_await ReadResource<Resource>(store, done.answer, call.deadline());
}

// A page of resources: those of `ids` that are there, as callers see them.
template <class Resource>
asio::awaitable<absl::StatusOr<std::vector<Resource>>> ReadAll(store::Store& store, std::string parent,
                                                               std::string collection, std::vector<std::string> ids,
                                                               absl::Time deadline) {
  std::vector<store::Key> keys;
  keys.reserve(ids.size());
  for (const std::string& id : ids) keys.push_back(KeyOf(Child(parent, collection, id)));
  ZAMER_CO_ASSIGN_OR_RETURN(auto found, co_await store.GetAll<Resource>(std::move(keys), deadline));
  std::vector<Resource> resources;
  resources.reserve(found.size());
  for (auto& each : found) {
    if (each.record) resources.push_back(Shown(*std::move(each.record), each.version));
  }
  co_return resources;
}

}  // namespace zamer::scheduling
