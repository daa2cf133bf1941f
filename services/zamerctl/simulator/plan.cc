#include "services/zamerctl/simulator/plan.h"

#include <absl/strings/str_cat.h>

#include <algorithm>
#include <utility>

namespace zamer::simulator {
namespace {

using scheduling::v1::Meeting;
using scheduling::v1::Outcome;

// How many of a hundred leads come in each hour of the local day: some at night, most at noon and after work.
constexpr int kHours[24] = {2, 1, 1, 1, 1, 1, 2, 3, 4, 6, 8, 8, 9, 8, 7, 6, 6, 7, 8, 9, 10, 9, 6, 4};

// Weights of the sources, in their order.
constexpr int kSourceWeights[] = {35, 25, 20, 12, 8};

absl::Time ArrivalOn(Draw& draw, absl::Time day) {
  const auto hour = static_cast<std::int64_t>(draw.Weighted(kHours));
  return day + absl::Hours(hour) + draw.Between(absl::ZeroDuration(), absl::Seconds(3599));
}

bool IsMessenger(Source source) { return source == Source::kVk || source == Source::kInstagram; }

void PlanTierOne(Draw& draw, ClientPlan& plan) {
  plan.phone_at_once = !IsMessenger(plan.source);
  if (!plan.phone_at_once && draw.Chance(0.15)) plan.again = Again::kBeforeHisPhone;
  if (plan.again == Again::kNever && draw.Chance(0.1)) plan.again = Again::kAfterHisPhone;
  plan.until_answer = draw.Between(absl::Seconds(20), draw.Chance(0.8) ? absl::Minutes(5) : absl::Hours(2));
  plan.gives_phone = plan.phone_at_once || plan.again == Again::kBeforeHisPhone || draw.Chance(0.65);
  plan.until_phone = draw.Between(absl::Minutes(1), absl::Hours(3));
  plan.books = plan.gives_phone && draw.Chance(plan.source == Source::kCold ? 0.25 : 0.6);
  plan.until_booking = draw.Between(absl::Minutes(1), absl::Hours(6));
  if (!plan.books && draw.Chance(0.4)) {
    plan.given_up = draw.Chance(0.3) ? GivenUp::kDisqualified : GivenUp::kLost;
  }
}

void PlanMeeting(Draw& draw, const Options& options, MeetingPlan& meeting) {
  constexpr Meeting::Kind kKinds[] = {Meeting::ON_SITE, Meeting::SHOWROOM, Meeting::ONLINE};
  constexpr int kKindWeights[] = {60, 25, 15};
  constexpr Outcome::Result kResults[] = {Outcome::ESTIMATE_GIVEN, Outcome::THINKING, Outcome::REFUSED,
                                          Outcome::DECISION_MAKER_ABSENT};
  constexpr int kResultWeights[] = {40, 30, 20, 10};
  meeting.kind = kKinds[draw.Weighted(kKindWeights)];
  meeting.ahead = draw.Chance(0.15) && options.clock == nullptr;
  meeting.moved = draw.Chance(0.15);
  meeting.called_off = draw.Chance(0.08);
  meeting.held = draw.Chance(0.85);
  meeting.designer_missed = draw.Chance(0.1);
  meeting.result = kResults[draw.Weighted(kResultWeights)];
}

void PlanContract(Draw& draw, ContractPlan& contract) {
  contract.estimate = draw.Chance(0.85);
  const std::uint64_t lines = 1 + draw.Below(4);
  for (std::uint64_t i = 0; i < lines; ++i) {
    contract.prices.push_back(static_cast<std::int64_t>(5'000'000 + draw.Below(30'000'000)));
  }
  contract.discount_bps =
      draw.Chance(0.2) ? static_cast<int>(1100 + draw.Below(900)) : static_cast<int>(draw.Below(1000));
  contract.approved = draw.Chance(0.75);
  contract.signs = draw.Chance(0.55);
  contract.until_signature = draw.Chance(0.6) ? draw.Between(absl::Minutes(5), absl::Hours(3))
                                              : draw.Between(absl::Hours(20), absl::Hours(72));
  contract.payments = static_cast<int>(draw.Below(3));
  contract.paid_enough = draw.Chance(0.8);
  contract.hands_over = draw.Chance(0.8);
  contract.cancels = draw.Chance(0.08);
}

ClientPlan PlanClient(const Options& options, absl::Time first_day, std::uint64_t index) {
  Draw draw(options.seed, index);
  ClientPlan plan;
  plan.index = index;
  const auto day = static_cast<std::int64_t>(draw.Below(static_cast<std::uint64_t>(options.days)));
  plan.arrive = ArrivalOn(draw, first_day + absl::Hours(24 * day));
  plan.source = kSources[draw.Weighted(kSourceWeights)];
  plan.campaign = absl::StrCat("campaign-", 1 + draw.Below(3));
  PlanTierOne(draw, plan);
  PlanMeeting(draw, options, plan.meeting);
  PlanContract(draw, plan.contract);
  plan.luck = draw.Below(1'000'000);
  return plan;
}

}  // namespace

std::string ChannelIdOf(Source source) {
  switch (source) {
    case Source::kVk:
      return "vk";
    case Source::kInstagram:
      return "instagram";
    case Source::kYandex:
      return "yandex";
    case Source::kCold:
      return "cold";
    case Source::kShowroom:
      return "showroom";
  }
}

std::string TitleOf(Source source) {
  switch (source) {
    case Source::kVk:
      return "ВКонтакте";
    case Source::kInstagram:
      return "Instagram";
    case Source::kYandex:
      return "РСЯ";
    case Source::kCold:
      return "Холодные номера";
    case Source::kShowroom:
      return "Салон";
  }
}

std::vector<ClientPlan> PlanClients(const Options& options, absl::Time first_day) {
  std::vector<ClientPlan> plans;
  plans.reserve(static_cast<std::size_t>(options.leads));
  for (int i = 0; i < options.leads; ++i) {
    plans.push_back(PlanClient(options, first_day, static_cast<std::uint64_t>(i)));
  }
  std::ranges::sort(plans, {}, [](const ClientPlan& plan) { return std::pair(plan.arrive, plan.index); });
  return plans;
}

}  // namespace zamer::simulator
