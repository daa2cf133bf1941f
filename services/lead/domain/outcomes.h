// What meetings and contracts make of a lead: later stages move only by the other services' events.
#pragma once
#include <absl/status/status.h>
#include <absl/time/time.h>

#include <string>

#include "services/lead/domain/change.h"

namespace zamer::lead {

// Client no-shows after which the lead goes back to its lead manager with a follow-up.
inline constexpr int kNoShowsUntilReturn = 2;

// The meeting (a resource name) that begins at `start`, where that is told, is ahead of the lead now. A closed lead is
// open again.
absl::Status MeetingBooked(Change& change, const std::string& meeting, absl::Time when,
                           absl::Time start = absl::InfiniteFuture());
// The client confirmed it.
absl::Status MeetingConfirmed(Change& change, const std::string& meeting);
// The meeting ahead has another place in the calendar; when it begins is told by its own booking.
absl::Status MeetingMoved(Change& change, const std::string& meeting, const std::string& moved_to);
// It took place; the first one counts for ever.
absl::Status MeetingHeld(Change& change, const std::string& meeting, absl::Time when);
// It was called off, or somebody did not come: back to what the other facts support, when it was the one ahead.
absl::Status MeetingEnded(Change& change, const std::string& meeting, absl::Time when);
// The client did not come: as above; from the second time on with a follow-up for the owner, due in half an hour.
absl::Status ClientNoShow(Change& change, const std::string& meeting, absl::Time when);

// The contracts of a lead; one may have several. Contract events come in their own order, but before or after the
// meeting's: what counts is the facts, not who came first.
absl::Status ContractSigned(Change& change, const std::string& contract, absl::Time when);
absl::Status ContractHandedOver(Change& change, const std::string& contract, absl::Time when);
absl::Status ContractCancelled(Change& change, const std::string& contract, absl::Time when);

}  // namespace zamer::lead
