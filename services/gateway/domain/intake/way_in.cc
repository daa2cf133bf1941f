#include "services/gateway/domain/intake/way_in.h"

#include <algorithm>

#include "services/common/names/names.h"

namespace zamer::gateway::intake {

std::string WayIn::name() const { return Child(DepartmentNameOf(department), "waysIn", id); }

std::string WayIn::channel_name() const {
  return channel.empty() ? std::string() : Child(DepartmentNameOf(department), "channels", channel);
}

const WayIn* FindWayIn(const WaysIn& ways, std::string_view id) {
  const auto found = std::ranges::find(ways, id, &WayIn::id);
  return found == ways.end() ? nullptr : &*found;
}

}  // namespace zamer::gateway::intake
