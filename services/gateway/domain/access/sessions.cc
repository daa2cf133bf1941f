#include "services/gateway/domain/access/sessions.h"

#include <algorithm>
#include <string>
#include <utility>

#include "services/common/names/names.h"
#include "services/common/time/timestamps.h"

namespace zamer::gateway::access {
namespace {

// A session's use is noted so many times while it would last unused.
constexpr int kNotesPerIdle = 144;

template <class Entries>
auto Find(Entries& entries, std::string_view id) {
  return std::find_if(entries.begin(), entries.end(), [id](const auto& entry) { return entry.session_id() == id; });
}

bool UsedBefore(const SessionEntry& a, const SessionEntry& b) {
  return FromTimestamp(a.use_time()) < FromTimestamp(b.use_time());
}

}  // namespace

absl::Time EndOf(const SessionEntry& session, const SessionTimes& times) {
  return std::min(FromTimestamp(session.use_time()) + times.idle, FromTimestamp(session.create_time()) + times.life);
}

const SessionEntry* FindSession(const v1::SessionsRecord& sessions, std::string_view id, const SessionTimes& times,
                                absl::Time now) {
  const auto found = Find(sessions.entries(), id);
  return found == sessions.entries().end() || now >= EndOf(*found, times) ? nullptr : &*found;
}

bool IsUseNews(const SessionEntry& session, const SessionTimes& times, absl::Time now) {
  return now >= FromTimestamp(session.use_time()) + times.idle / kNotesPerIdle;
}

v1::SessionsRecord WithSession(v1::SessionsRecord sessions, std::string_view id, const SessionTimes& times,
                               absl::Time now) {
  auto& entries = *sessions.mutable_entries();
  entries.erase(std::remove_if(entries.begin(), entries.end(),
                               [&](const SessionEntry& entry) { return now >= EndOf(entry, times); }),
                entries.end());
  while (entries.size() >= kMostSessions) entries.erase(std::min_element(entries.begin(), entries.end(), UsedBefore));
  SessionEntry& session = *entries.Add();
  session.set_session_id(std::string(id));
  *session.mutable_create_time() = ToTimestamp(now);
  *session.mutable_use_time() = ToTimestamp(now);
  return sessions;
}

v1::SessionsRecord WithUse(v1::SessionsRecord sessions, std::string_view id, absl::Time now) {
  auto& entries = *sessions.mutable_entries();
  if (const auto found = Find(entries, id); found != entries.end()) *found->mutable_use_time() = ToTimestamp(now);
  return sessions;
}

std::optional<v1::SessionsRecord> WithoutSession(v1::SessionsRecord sessions, std::string_view id) {
  auto& entries = *sessions.mutable_entries();
  const auto found = Find(entries, id);
  if (found == entries.end()) return std::nullopt;
  entries.erase(found);
  return sessions;
}

v1::Session Shown(const SessionEntry& session, std::string_view employee, const SessionTimes& times) {
  v1::Session shown;
  shown.set_name(Child(employee, "sessions", session.session_id()));
  *shown.mutable_create_time() = session.create_time();
  *shown.mutable_use_time() = session.use_time();
  *shown.mutable_expire_time() = ToTimestamp(EndOf(session, times));
  return shown;
}

}  // namespace zamer::gateway::access
