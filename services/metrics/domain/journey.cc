#include "services/metrics/domain/journey.h"

#include <algorithm>
#include <limits>
#include <string>
#include <tuple>

namespace zamer::metrics {
namespace {

// The part whose first touch has the credit: the earliest, of equals the surviving lead's own.
const v1::LeadPart* FirstOf(const v1::LeadFacts& facts) {
  const v1::LeadPart* first = nullptr;
  for (const v1::LeadPart& part : facts.parts()) {
    if (!part.has_arrive_ms()) continue;
    if (first == nullptr || std::forward_as_tuple(part.arrive_ms(), part.lead()) <
                                std::forward_as_tuple(first->arrive_ms(), first->lead())) {
      first = &part;
    }
  }
  return first;
}

// The same order for a text that the first part may lack.
std::string_view FirstText(const v1::LeadFacts& facts, const v1::LeadPart& first,
                           const std::string& (v1::LeadPart::*text)() const) {
  const v1::LeadPart* best = &first;
  for (const v1::LeadPart& part : facts.parts()) {
    if ((part.*text)().empty()) continue;
    if ((best->*text)().empty() || (best != &first && std::forward_as_tuple(part.arrive_ms(), part.lead()) <
                                                          std::forward_as_tuple(best->arrive_ms(), best->lead()))) {
      best = &part;
    }
  }
  return (best->*text)();
}

// The earliest of one kind of step, and the part that tells of it.
struct Found {
  std::optional<Step> step;
  const v1::LeadPart* part = nullptr;
};
Found Earliest(const v1::LeadFacts& facts, const Credit& credit, bool (v1::LeadPart::*has)() const,
               std::int64_t (v1::LeadPart::*time)() const, const std::string& (v1::LeadPart::*by)() const) {
  Found found;
  for (const v1::LeadPart& part : facts.parts()) {
    if (!(part.*has)()) continue;
    const std::int64_t ms = (part.*time)();
    if (found.part != nullptr &&
        std::forward_as_tuple(ms, part.lead()) >= std::forward_as_tuple(found.step->ms, found.part->lead())) {
      continue;
    }
    found = {Step{ms, credit.With(v1::LEAD_MANAGER, (part.*by)())}, &part};
  }
  return found;
}

void AddResponses(const v1::LeadFacts& facts, const v1::LeadPart& first, Journey& journey) {
  using Part = v1::LeadPart;
  const Found attempt = Earliest(facts, journey.credit, &Part::has_attempt_ms, &Part::attempt_ms, &Part::attempt_by);
  const Found talk = Earliest(facts, journey.credit, &Part::has_talk_ms, &Part::talk_ms, &Part::talk_by);
  journey.called = Earliest(facts, journey.credit, &Part::has_called_ms, &Part::called_ms, &Part::called_by).step;
  for (const Part& part : facts.parts()) journey.attempts += part.attempts_size();
  journey.attempt = attempt.step;
  journey.talk = talk.step;
  // Staffed time was measured from the arrival of the lead that was answered, which must be the person's first.
  if (attempt.part != nullptr && attempt.part->arrive_ms() == first.arrive_ms() &&
      attempt.part->has_staffed_attempt_ms()) {
    journey.staffed_attempt_ms = attempt.part->staffed_attempt_ms();
  }
  if (talk.part != nullptr && talk.part->arrive_ms() == first.arrive_ms() && talk.part->has_staffed_talk_ms()) {
    journey.staffed_talk_ms = talk.part->staffed_talk_ms();
  }
}

// What the lead that goes on says for all of them: where the person stands, and whether he is lost.
void AddOwn(const v1::LeadFacts& facts, Journey& journey) {
  const auto own = std::ranges::find(facts.parts(), std::string(), [](const auto& part) { return part.lead(); });
  if (own == facts.parts().end()) return;
  journey.stage = own->state();
  journey.stage_ms = own->state_ms();
  const bool before_phone = own->state() == lead::v1::Lead::NEW || own->state() == lead::v1::Lead::IN_CORRESPONDENCE;
  if (before_phone && own->captured_version() > 0 && own->captured_version() >= own->state_version()) {
    journey.stage = lead::v1::Lead::PHONE_CAPTURED;
    journey.stage_ms = own->captured_ms();
  }
  if (!own->has_lost_ms()) return;
  journey.lost =
      Step{own->lost_ms(),
           journey.credit.With(v1::LEAD_MANAGER, own->lost_by()).With(v1::LOSS_REASON, own->last_lost_reason())};
  journey.lost_too_early = own->lost_too_early();
}

void AddMeetings(const v1::LeadFacts& facts, Journey& journey) {
  const v1::MeetingPart* booked = nullptr;
  for (const v1::MeetingPart& meeting : facts.meetings()) {
    if (meeting.state() == v1::MeetingPart::HELD) journey.held.push_back(&meeting);
    if (!meeting.has_booked_ms()) continue;
    if (booked == nullptr || std::forward_as_tuple(meeting.booked_ms(), meeting.meeting()) <
                                 std::forward_as_tuple(booked->booked_ms(), booked->meeting())) {
      booked = &meeting;
    }
  }
  std::ranges::sort(journey.held, [](const auto* a, const auto* b) {
    return std::forward_as_tuple(a->start_ms(), a->meeting()) < std::forward_as_tuple(b->start_ms(), b->meeting());
  });
  if (booked == nullptr) return;
  journey.booking =
      Step{booked->booked_ms(),
           journey.credit.With(v1::LEAD_MANAGER, booked->booked_by()).With(v1::DESIGNER, booked->booked_designer())};
}

void AddContracts(const v1::LeadFacts& facts, Journey& journey) {
  const auto signed_at = [](const v1::ContractPart& contract) {
    return contract.has_sign_ms() ? contract.sign_ms() : std::numeric_limits<std::int64_t>::max();
  };
  for (const v1::ContractPart& contract : facts.contracts()) journey.contracts.push_back(&contract);
  std::ranges::sort(journey.contracts, [&](const auto* a, const auto* b) {
    return std::tuple(signed_at(*a), std::string_view(a->contract())) <
           std::tuple(signed_at(*b), std::string_view(b->contract()));
  });
}

}  // namespace

Credit Journey::Of(const v1::MeetingPart& meeting) const {
  return credit.With(v1::LEAD_MANAGER, meeting.booked_by()).With(v1::DESIGNER, meeting.designer());
}

Credit Journey::Of(const v1::LeadFacts& facts, const v1::ContractPart& contract) const {
  const Credit signer = credit.With(v1::DESIGNER, contract.designer());
  for (const v1::MeetingPart& meeting : facts.meetings()) {
    if (meeting.meeting() == contract.meeting()) return signer.With(v1::LEAD_MANAGER, meeting.booked_by());
  }
  return held.empty() ? signer : signer.With(v1::LEAD_MANAGER, held.front()->booked_by());
}

std::optional<Journey> JourneyOf(const v1::LeadFacts& facts) {
  using Part = v1::LeadPart;
  const Part* first = FirstOf(facts);
  if (first == nullptr) return std::nullopt;
  Journey journey;
  journey.arrive_ms = first->arrive_ms();
  journey.by_message = first->by_message();
  journey.credit = Credit{{first->channel(),
                           first->campaign(),
                           FirstText(facts, *first, &Part::city),
                           FirstText(facts, *first, &Part::first_owner),
                           {}}};
  journey.phone = Earliest(facts, journey.credit, &Part::has_phone_ms, &Part::phone_ms, &Part::phone_by).step;
  journey.missed = Earliest(facts, journey.credit, &Part::has_missed_ms, &Part::missed_ms, &Part::missed_by).step;
  AddOwn(facts, journey);
  AddResponses(facts, *first, journey);
  AddMeetings(facts, journey);
  AddContracts(facts, journey);
  const auto says = [&](bool (Part::*flag)() const) {
    return std::ranges::any_of(facts.parts(), [&](const Part& part) { return (part.*flag)(); });
  };
  journey.phone_unknown = !journey.phone && says(&Part::phone_unknown);
  journey.meeting_unknown = !journey.booking && journey.held.empty() && says(&Part::meeting_unknown);
  return journey;
}

}  // namespace zamer::metrics
