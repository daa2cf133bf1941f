#include "services/common/events/meta.h"

#include <absl/strings/str_cat.h>

#include "services/common/time/timestamps.h"

namespace zamer::events {
namespace {

// `departments/d1` of `departments/d1/leads/l1`.
std::string_view DepartmentName(std::string_view subject) {
  const std::size_t first = subject.find('/');
  if (first == std::string_view::npos) return subject;
  return subject.substr(0, subject.find('/', first + 1));
}

}  // namespace

Cause CauseOf(const rpc::Call& call) { return {call.principal().subject, call.trace_parent(), call.now()}; }

Cause CauseOf(std::string_view service, absl::Time now) { return {"services/" + std::string(service), "", now}; }

type::v1::EventMeta MakeMeta(const Cause& cause, IdSource& ids, std::string_view subject, std::int64_t version,
                             absl::Time occurred) {
  type::v1::EventMeta meta;
  meta.set_event_id(ids.NextId());
  meta.set_department(std::string(DepartmentName(subject)));
  meta.set_subject(std::string(subject));
  meta.set_version(version);
  *meta.mutable_occurred_time() = ToTimestamp(occurred);
  *meta.mutable_recorded_time() = ToTimestamp(cause.recorded);
  meta.set_actor(cause.actor);
  meta.set_trace_parent(cause.trace_parent);
  return meta;
}

}  // namespace zamer::events
