// How long sessions last.
#pragma once
#include <absl/time/time.h>

#include <optional>
#include <string_view>

#include "zamer/gateway/v1/access_records.pb.h"

namespace zamer::gateway::access {

// When a session ends by itself.
struct SessionTimes {
  // Without being used.
  absl::Duration idle = absl::Hours(12);
  // However much it is used.
  absl::Duration life = absl::Hours(24 * 30);
};

// Of one employee at once; with one more, that ends which was used longest ago.
inline constexpr int kMostSessions = 16;

using SessionEntry = v1::SessionsRecord::Entry;

absl::Time EndOf(const SessionEntry& session, const SessionTimes& times);

// The session of this id unless it is over; null where there is none.
const SessionEntry* FindSession(const v1::SessionsRecord& sessions, std::string_view id, const SessionTimes& times,
                                absl::Time now);

// Whether it is worth a write that the session is used now.
bool IsUseNews(const SessionEntry& session, const SessionTimes& times, absl::Time now);

// The sessions with a new one.
v1::SessionsRecord WithSession(v1::SessionsRecord sessions, std::string_view id, const SessionTimes& times,
                               absl::Time now);

// The sessions after this one was used now.
v1::SessionsRecord WithUse(v1::SessionsRecord sessions, std::string_view id, absl::Time now);

// The sessions without this one; nothing when there is no such session.
std::optional<v1::SessionsRecord> WithoutSession(v1::SessionsRecord sessions, std::string_view id);

// A session as callers see it.
v1::Session Shown(const SessionEntry& session, std::string_view employee, const SessionTimes& times);

}  // namespace zamer::gateway::access
