// The rosters of the departments that this process has met, made ready once and kept while they hold.
#pragma once
#include <absl/container/flat_hash_map.h>
#include <absl/time/time.h>

#include <memory>
#include <string>

#include "services/lead/domain/roster.h"

namespace zamer::lead {

// Loop thread only. Holds at most kMaxDepartments, then forgets them all.
class Rosters {
 public:
  static constexpr std::size_t kMaxDepartments = 10'000;

  // The roster of this record. A record's content is named by its last event, so the one that is kept is never of
  // another record; it is made anew once a day, since it looks ahead.
  std::shared_ptr<const Roster> Of(const std::string& department, const v1::RosterRecord& record, absl::Time now);
  // The one that is kept, possibly of an older record; null where none is.
  std::shared_ptr<const Roster> Peek(const std::string& department) const;

 private:
  struct Kept {
    std::string last_event_id;
    std::shared_ptr<const Roster> roster;
  };
  absl::flat_hash_map<std::string, Kept> kept_;
};

}  // namespace zamer::lead
