// What the lead service has told, and what it has in Redis, also while it is down.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "services/common/names/names.h"
#include "services/common/redis/command.h"
#include "services/common/redis/reply.h"
#include "services/common/store/key.h"
#include "tests/support/cluster.h"
#include "zamer/lead/v1/lead_events.pb.h"

namespace zamer::testing {

// Looks past the service into its Redis.
class LeadLog {
 public:
  // `department`: its name.
  LeadLog(Cluster& cluster, std::string_view department) : cluster_(cluster), department_(LastSegment(department)) {}

  // Every event of the department's partition, oldest first.
  std::vector<lead::v1::LeadEvent> Events() {
    const redis::Reply log =
        cluster_.redis().Run(redis::Command("XRANGE", keys_.Events(keys_.PartitionOf(department_)), "-", "+"));
    std::vector<lead::v1::LeadEvent> events(log.size());
    for (std::size_t i = 0; i < log.size(); ++i) events[i].ParseFromString(std::string(log[i][1][1].text()));
    return events;
  }

  // How many records a list holds.
  std::int64_t SizeOf(std::string_view index) {
    return cluster_.redis().Run(redis::Command("ZCARD", keys_.Sorted(department_, index))).integer();
  }

 private:
  Cluster& cluster_;
  std::string department_;
  store::KeySpace keys_{"lead", 16};  // the default number of partitions
};

}  // namespace zamer::testing
