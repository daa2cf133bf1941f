// What a simulated client is going to do, all drawn before he comes.
#pragma once
#include <absl/time/time.h>

#include <cstdint>
#include <string>
#include <vector>

#include "services/zamerctl/simulator/draw.h"
#include "services/zamerctl/simulator/options.h"
#include "zamer/scheduling/v1/meeting.pb.h"

namespace zamer::simulator {

// Where clients come from.
enum class Source { kVk, kInstagram, kYandex, kCold, kShowroom };
inline constexpr Source kSources[] = {Source::kVk, Source::kInstagram, Source::kYandex, Source::kCold,
                                      Source::kShowroom};

// The id of the source's channel, and what people call it.
std::string ChannelIdOf(Source source);
std::string TitleOf(Source source);

// When he turns up a second time through the Yandex form, with his phone.
enum class Again { kNever, kBeforeHisPhone, kAfterHisPhone };

// How tier 1 gives up on him, if it does.
enum class GivenUp { kNo, kLost, kDisqualified };

struct MeetingPlan {
  scheduling::v1::Meeting::Kind kind = scheduling::v1::Meeting::ON_SITE;
  // In the calendar of the coming week, so it never takes place within the simulation, whose days lie in the past.
  bool ahead = false;
  bool moved = false;
  bool called_off = false;
  bool held = false;
  bool designer_missed = false;
  scheduling::v1::Outcome::Result result = scheduling::v1::Outcome::THINKING;
};

struct ContractPlan {
  bool estimate = false;
  std::vector<std::int64_t> prices;  // minor units, one per line
  int discount_bps = 0;
  // What the sales head says to a discount over the limit.
  bool approved = true;
  bool signs = false;
  absl::Duration until_signature;
  int payments = 0;
  bool paid_enough = false;
  bool hands_over = false;
  bool cancels = false;
};

struct ClientPlan {
  std::uint64_t index = 0;
  absl::Time arrive;
  Source source = Source::kVk;
  std::string campaign;
  bool phone_at_once = false;
  Again again = Again::kNever;
  absl::Duration until_answer;
  bool gives_phone = false;
  absl::Duration until_phone;
  GivenUp given_up = GivenUp::kNo;
  bool books = false;
  absl::Duration until_booking;
  MeetingPlan meeting;
  ContractPlan contract;
  // For choices that depend on what the services answer.
  std::uint64_t luck = 0;
};

// From the first lead to the last step that follows from it takes at most `days` and this.
inline constexpr absl::Duration kLongestJourney = absl::Hours(13 * 24);

// The clients in the order they come. `first_day`: local midnight of the first simulated day.
std::vector<ClientPlan> PlanClients(const Options& options, absl::Time first_day);

}  // namespace zamer::simulator
