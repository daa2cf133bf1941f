// One person's way through the department, as the facts of a lead and those merged into it tell it.
#pragma once
#include <cstdint>
#include <optional>
#include <vector>

#include "services/metrics/domain/cells.h"
#include "zamer/metrics/v1/metrics_records.pb.h"

namespace zamer::metrics {

// A moment, and who has the credit for what happened then.
struct Step {
  std::int64_t ms = 0;
  Credit credit;
};

// Views of the facts, which must outlive it. Lists are in order of time, then of id.
struct Journey {
  // When the earliest of the leads arrived: the cohort.
  std::int64_t arrive_ms = 0;
  // Channel, campaign and city of the first touch, and the first owner.
  Credit credit;
  bool phone_unknown = false;
  bool meeting_unknown = false;
  std::optional<Step> phone;
  std::optional<Step> attempt;
  std::optional<Step> talk;
  std::optional<Step> called;
  // Whether the first touch was a message.
  bool by_message = false;
  // Outbound interactions.
  int attempts = 0;
  std::optional<std::int64_t> staffed_attempt_ms;
  std::optional<std::int64_t> staffed_talk_ms;
  std::optional<Step> missed;
  std::optional<Step> lost;
  // Where the person stands, and since when.
  lead::v1::Lead::State stage = lead::v1::Lead::STATE_UNSPECIFIED;
  std::int64_t stage_ms = 0;
  // Lost as unreachable with too few attempts.
  bool lost_too_early = false;
  std::optional<Step> booking;
  std::vector<const v1::MeetingPart*> held;
  // Undated ones last.
  std::vector<const v1::ContractPart*> contracts;

  // The credit for a meeting: who booked it, whose it is.
  Credit Of(const v1::MeetingPart& meeting) const;
  // The credit for a contract: who booked the meeting it came from, who signed.
  Credit Of(const v1::LeadFacts& facts, const v1::ContractPart& contract) const;
};

// Nothing while none of the leads is known to be created.
std::optional<Journey> JourneyOf(const v1::LeadFacts& facts);

}  // namespace zamer::metrics
