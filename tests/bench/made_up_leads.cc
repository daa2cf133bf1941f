#include "tests/bench/made_up_leads.h"

#include <absl/strings/str_cat.h>

#include "services/common/time/zone.h"

namespace zamer::bench {
namespace {

using metrics::v1::LeadFacts;
using metrics::v1::LeadPart;
using metrics::v1::MeetingPart;

// 10 pairs: 1,000 leads are at least one for each pair on each of the 90 days. The other dimensions follow from these.
constexpr int kChannels = 2;
constexpr int kManagers = 5;

constexpr std::int64_t kMinute = 60'000;
constexpr std::int64_t kDay = 24 * 60 * kMinute;
constexpr int kSlot = 30;
constexpr int kOpens = 9 * 60;
constexpr int kCloses = 19 * 60;

LeadFacts FactsOf(int channel, int manager) {
  LeadFacts facts;
  const std::string who = absl::StrCat("manager-", manager);
  const std::string designer = absl::StrCat("designer-", manager);
  LeadPart& part = *facts.add_parts();
  part.set_channel(absl::StrCat("channel-", channel));
  part.set_campaign(absl::StrCat("campaign-", (channel + manager) % 2));
  part.set_city(absl::StrCat("city-", manager % 3));
  part.set_first_owner(who);
  part.set_attempt_by(who);
  part.set_talk_by(who);
  part.set_phone_by(who);
  for (const MeetingPart::State state : {MeetingPart::MOVED, MeetingPart::HELD}) {
    MeetingPart& meeting = *facts.add_meetings();
    meeting.set_meeting(MeetingPart::State_Name(state));
    meeting.set_booked_by(who);
    meeting.set_booked_designer(designer);
    meeting.set_designer(designer);
    meeting.set_state(state);
  }
  metrics::v1::ContractPart& contract = *facts.add_contracts();
  contract.set_meeting(facts.meetings(1).meeting());
  contract.set_designer(designer);
  contract.set_first_touch(true);
  contract.add_cash();
  return facts;
}

}  // namespace

MadeUpLeads::MadeUpLeads(absl::CivilDay first) : first_(first), zone_(*LoadZone("Europe/Moscow")) {
  for (int channel = 0; channel < kChannels; ++channel) {
    for (int manager = 0; manager < kManagers; ++manager) facts_.push_back(FactsOf(channel, manager));
  }
}

std::int64_t MadeUpLeads::Minutes(int from, int to, int grid) {
  return kMinute * grid * std::uniform_int_distribution(from / grid, to / grid)(random_);
}

const LeadFacts& MadeUpLeads::Draw(int number) {
  LeadFacts& facts = facts_[static_cast<std::size_t>(number / kPeriodDays) % facts_.size()];
  const std::int64_t day = absl::ToUnixMillis(StartOfDay(first_ + number % kPeriodDays, zone_));
  LeadPart& part = *facts.mutable_parts(0);
  part.set_arrive_ms(day + Minutes(kOpens, kCloses));
  part.set_attempt_ms(part.arrive_ms() + Minutes(10, 60));
  part.set_staffed_attempt_ms(part.attempt_ms() - part.arrive_ms());
  part.set_talk_ms(part.attempt_ms() + Minutes(0, 60));
  part.set_staffed_talk_ms(part.talk_ms() - part.arrive_ms());
  part.set_phone_ms(part.talk_ms() + Minutes(10, 60));
  MeetingPart& moved = *facts.mutable_meetings(0);
  moved.set_booked_ms(day + kDay + Minutes(kOpens, kCloses));
  moved.set_start_ms(day + 3 * kDay + Minutes(kOpens, kCloses, kSlot));
  moved.set_state_ms(day + 2 * kDay + Minutes(kOpens, kCloses));
  MeetingPart& held = *facts.mutable_meetings(1);
  held.set_booked_ms(moved.state_ms());
  held.set_start_ms(day + 4 * kDay + Minutes(kOpens, kCloses, kSlot));
  held.set_state_ms(held.start_ms() + Minutes(60, 120));
  metrics::v1::ContractPart& contract = *facts.mutable_contracts(0);
  contract.set_sign_ms(held.state_ms());
  contract.set_list_total(Minutes(10, 500));
  contract.set_total(contract.list_total() - kMinute);
  contract.mutable_cash(0)->set_time_ms(contract.sign_ms());
  contract.mutable_cash(0)->set_amount(contract.total());
  contract.set_handed_ms(day + 9 * kDay + Minutes(kOpens, kCloses));
  return facts;
}

}  // namespace zamer::bench
