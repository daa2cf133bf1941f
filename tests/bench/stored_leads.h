// Leads as a year of work leaves them, put where the lead service has them.
#pragma once
#include <absl/time/time.h>

#include <string>
#include <string_view>

#include "tests/support/redis_server.h"

namespace zamer::bench {

// How many of each there are; leads are spread over them evenly.
inline constexpr int kManagers = 10;  // manager-0 … as SetUpDepartment makes them
inline constexpr int kChannels = 5;   // channel-0 …

// Name of a stored lead, from 0.
std::string StoredLead(std::string_view department, int number);
// The first name of a lead's client, one of twenty.
std::string StoredName(int number);

// Writes so many leads of the department (an id), the newest last: a third is worked on, each with a next step, the
// rest was lost or signed. Nothing falls due in the coming hour. By the service's own store, without events.
void StoreLeads(testing::RedisServer& server, const std::string& department, int leads, absl::Time now);

}  // namespace zamer::bench
