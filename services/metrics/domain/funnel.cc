#include "services/metrics/domain/funnel.h"

#include <string>
#include <utility>
#include <vector>

namespace zamer::metrics {
namespace {

using M = Measure;

struct StepSpec {
  std::string id;
  Terms passed;
  Terms unknown = {};
  Terms undated = {};
  // Of the step before: those that passed both, and those of which both are known.
  Terms of_previous = {};
  Terms previous = {};
  // All leads for which the step is known.
  Terms leads = {};
};

const std::vector<StepSpec>& Steps() {
  static const auto& steps = *new std::vector<StepSpec>{
      {.id = "leads", .passed = {{M::kLeads}}},
      {.id = "phones",
       .passed = {{M::kPhones}},
       .unknown = {{M::kPhoneUnknown}},
       .of_previous = {{M::kPhones}},
       .previous = {{M::kLeads}, {M::kPhoneUnknown, -1}},
       .leads = {{M::kLeads}, {M::kPhoneUnknown, -1}}},
      {.id = "bookings",
       .passed = {{M::kBookings}},
       .unknown = {{M::kMeetingUnknown}},
       .of_previous = {{M::kBookings}, {M::kBookingsWithoutPhone, -1}},
       .previous = {{M::kPhones}, {M::kPhonesMeetingUnknown, -1}},
       .leads = {{M::kLeads}, {M::kMeetingUnknown, -1}}},
      {.id = "meetings_held",
       .passed = {{M::kLeadsHeld}},
       .unknown = {{M::kMeetingUnknown}},
       .of_previous = {{M::kLeadsHeld}, {M::kLeadsHeldUnbooked, -1}},
       .previous = {{M::kBookings}},
       .leads = {{M::kLeads}, {M::kMeetingUnknown, -1}}},
      {.id = "contracts",
       .passed = {{M::kLeadsSigned}},
       .undated = {{M::kLeadsSigned}},
       .of_previous = {{M::kLeadsSigned}, {M::kLeadsSignedUnheld, -1}},
       .previous = {{M::kLeadsHeld}},
       .leads = {{M::kLeads}}},
      {.id = "hand_overs",
       .passed = {{M::kLeadsHandedOver}},
       .of_previous = {{M::kLeadsHandedOver}},
       .previous = {{M::kLeadsSigned}},
       .leads = {{M::kLeads}}},
  };
  return steps;
}

}  // namespace

void AddFunnelNeeds(Needs& needs) {
  for (const StepSpec& step : Steps()) {
    for (const Terms* terms : {&step.passed, &step.unknown, &step.of_previous, &step.previous, &step.leads}) {
      needs.Add(*terms);
    }
  }
}

v1::Funnel FunnelOf(const Numbers& numbers, const Numbers& undated, bool maturing, v1::Basis basis) {
  const auto share = [&](const Terms& passed, const Terms& all) {
    v1::Ratio ratio = ShareOf(numbers.Sum(passed), numbers.Sum(all));
    ratio.set_rate_of_period(basis == v1::EVENT_DATE);
    ratio.set_maturing(basis == v1::COHORT && maturing);
    return ratio;
  };
  v1::Funnel funnel;
  for (const StepSpec& spec : Steps()) {
    v1::FunnelStep& step = *funnel.add_steps();
    step.set_step(spec.id);
    step.set_count(numbers.Sum(spec.passed));
    step.set_unknown(numbers.Sum(spec.unknown) + undated.Sum(spec.undated));
    if (spec.leads.empty()) continue;
    *step.mutable_from_previous() = share(spec.of_previous, spec.previous);
    *step.mutable_from_leads() = share(spec.passed, spec.leads);
  }
  return funnel;
}

}  // namespace zamer::metrics
