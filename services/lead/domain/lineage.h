// A lead and those it goes on as, with the journals of what was merged into each: how merges are followed and taken
// back.
#pragma once
#include <absl/functional/function_ref.h>
#include <absl/status/status.h>
#include <absl/time/time.h>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "services/lead/domain/change.h"
#include "zamer/lead/v1/merge_records.pb.h"

namespace zamer::lead {

// What a lead survived.
struct Merges {
  // Of the lead that goes on.
  std::string lead = {};
  // Ids of the leads merged into it, in order, and the journals of these merges.
  std::vector<std::string> ids = {};
  std::vector<v1::Journal> journals = {};
  // The lead's own interactions, in order.
  std::vector<v1::Interaction> own = {};

  // Place of a lead's merge; nothing where it has no journal.
  std::optional<std::size_t> Find(std::string_view id) const;
};

// The lead itself first, then what it was merged into, up to the one that goes on.
class Lineage {
 public:
  // `present`: the record of the last of them.
  Lineage(std::vector<Merges> levels, v1::LeadRecord present)
      : levels_(std::move(levels)), present_(std::move(present)) {}

  const std::vector<Merges>& levels() const { return levels_; }
  // As the lead of a level would be by itself: of one that was merged, in the journal of that. Null where there is
  // none.
  v1::LeadRecord* At(std::size_t level);

  // A meeting or contract of the lead has come to something: what is kept of the merges follows, so that taking one
  // back leaves it with the lead. The present record is not touched.
  using Apply = absl::FunctionRef<absl::Status(Change&)>;
  void Follow(Apply apply, absl::Time now);

  // The lead as it is by itself again, and where it stood when it was merged.
  struct Freed {
    v1::LeadRecord record;
    v1::Lead::State state_then;
  };
  // Takes the lead's merge back: all that were above it are as if it had not been, apart from what came since. At(0) is
  // null afterwards. The lead must have a journal.
  Freed TakeBack();

 private:
  std::vector<Merges> levels_;
  v1::LeadRecord present_;
};

}  // namespace zamer::lead
