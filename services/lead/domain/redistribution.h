// How far the work of one who dropped out has been handed to others.
#pragma once
#include <absl/time/time.h>

#include <string>
#include <vector>

#include "services/lead/domain/drop_out.h"
#include "zamer/lead/v1/lead_records.pb.h"
#include "zamer/lead/v1/redistribution_records.pb.h"

namespace zamer::lead {

// A redistribution that begins now. It goes on by itself from `resume` on.
v1::RedistributionRecord BeginRedistribution(const std::string& name, const Leaver& leaver, absl::Time now,
                                             absl::Time resume);

// Somebody asked for what runs already: it will look at everything once more before it ends.
void JoinRedistribution(v1::RedistributionRecord& record);

Leaver LeaverOf(const v1::RedistributionRecord& record);
bool IsRunning(const v1::RedistributionRecord& record);
// When it is to go on by itself; InfiniteFuture when it is done. Becomes the record's timer.
absl::Time ResumeAt(const v1::RedistributionRecord& record);

// What was handed on.
struct HandedOn {
  int assigned = 0;    // leads that have another owner
  int queued = 0;      // leads that wait in the queue
  int follow_ups = 0;  // his follow-ups on leads that kept their owner

  bool any() const { return assigned + queued + follow_ups > 0; }
};
// Adds what was handed on of one lead, from what it was to what it became.
void Add(HandedOn& sum, const v1::LeadRecord& before, const v1::LeadRecord& after, const Leaver& leaver);

// Takes a page of the present list into account; `next_page_token` is empty at the list's end. All lists are gone
// through until nothing is found that could be handed on: leads come and change meanwhile. Then the redistribution is
// done.
void Advance(v1::RedistributionRecord& record, const HandedOn& page, std::string next_page_token, absl::Time resume);

}  // namespace zamer::lead
