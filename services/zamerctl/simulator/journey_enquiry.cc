#include <absl/strings/str_cat.h>
#include <absl/strings/str_format.h>

#include <iterator>

#include "services/common/time/timestamps.h"
#include "services/zamerctl/simulator/journey.h"
#include "services/zamerctl/simulator/names.h"

namespace zamer::simulator {
namespace {

using lead::v1::Consent;

// Why clients are lost: the codes that the work pages have words for.
constexpr const char* kLossReasons[] = {"price", "competitor", "price", "changed-mind", "timing"};
// A next step is due so long after it is meant to be done.
constexpr absl::Duration kLeeway = absl::Minutes(30);

constexpr char kHello[] = "Здравствуйте! Сколько будет стоить кухня с островом?";

// As different people type one.
std::string Typed(std::uint64_t number, std::uint64_t luck) {
  std::string digits = absl::StrFormat("9%09d", number);
  const std::string a = digits.substr(0, 3);
  const std::string b = digits.substr(3, 3);
  const std::string c = digits.substr(6, 2);
  const std::string d = digits.substr(8, 2);
  if (luck % 3 == 0) return absl::StrCat("+7 (", a, ") ", b, "-", c, "-", d);
  if (luck % 3 == 1) return absl::StrCat("8 ", a, " ", b, " ", c, " ", d);
  return digits;
}

Consent::Kind ConsentOn(Source source) {
  if (source == Source::kCold) return Consent::NONE;
  return source == Source::kYandex ? Consent::FORM : Consent::SPOKEN;
}

lead::v1::Touch::Kind KindOf(Source source, bool with_phone) {
  if (!with_phone) return lead::v1::Touch::MESSAGE;
  if (source == Source::kShowroom) return lead::v1::Touch::VISIT;
  return source == Source::kCold ? lead::v1::Touch::COLD : lead::v1::Touch::FORM;
}

}  // namespace

lead::v1::Phone Journey::Phone() const {
  constexpr std::uint64_t kNumbers = 1'000'000'000;
  lead::v1::Phone phone;
  phone.set_raw(Typed((world_.run % kNumbers + plan_.index) % kNumbers, plan_.luck));
  return phone;
}

asio::awaitable<std::optional<std::string>> Journey::Enquire(Source source, bool with_phone) {
  const std::string channel = world_.team.NameOf(source);
  lead::v1::CreateLeadRequest request;
  request.set_parent(world_.team.department());
  request.mutable_lead()->set_client_name(ClientName(plan_.luck));
  request.mutable_touch()->set_channel(channel);
  request.mutable_touch()->set_kind(KindOf(source, with_phone));
  request.mutable_touch()->set_campaign(plan_.campaign);
  *request.mutable_touch()->mutable_time() = ToTimestamp(now_);
  if (with_phone) {
    lead::v1::Phone& phone = *request.mutable_lead()->add_phones();
    phone = Phone();
    phone.mutable_consent()->set_kind(ConsentOn(source));
  } else {
    lead::v1::ExternalIdentity& identity = *request.mutable_lead()->add_external_identities();
    identity.set_channel(channel);
    identity.set_external_id(absl::StrCat("user-", world_.run, "-", plan_.index));
    request.set_text(kHello);
  }
  const Person& who = source == Source::kCold       ? world_.team.marketer()
                      : source == Source::kShowroom ? world_.team.office_manager()
                                                    : world_.team.gateway();
  const auto lead = co_await Ask(who, &LeadApi::CreateLead, std::move(request));
  if (!lead) co_return std::nullopt;
  facts_.leads.insert(lead->name());
  facts_.phone = facts_.phone || with_phone;
  if (!with_phone) ++facts_.interactions;  // the text
  co_return lead->name();
}

asio::awaitable<bool> Journey::Arrive() {
  if (!co_await world_.pace.Until(now_)) co_return false;
  const auto lead = co_await Enquire(plan_.source, plan_.phone_at_once);
  if (!lead) co_return false;
  lead_ = *lead;
  co_return true;
}

asio::awaitable<bool> Journey::Answer() {
  if (!co_await Pass(plan_.until_answer) || !co_await FindManager()) co_return false;
  lead::v1::LogInteractionRequest request;
  request.set_parent(lead_);
  lead::v1::Interaction& interaction = *request.mutable_interaction();
  interaction.set_kind(plan_.phone_at_once ? lead::v1::Interaction::CALL : lead::v1::Interaction::MESSAGE);
  interaction.set_direction(lead::v1::Interaction::OUTBOUND);
  *interaction.mutable_occurred_time() = ToTimestamp(now_);
  if (plan_.phone_at_once) {
    *interaction.mutable_ring_duration() = ToProtoDuration(absl::Seconds(8));
    *interaction.mutable_talk_duration() = ToProtoDuration(absl::Seconds(20 + plan_.luck % 200));
  }
  if (!co_await Ask(LeadManager(), &LeadApi::LogInteraction, std::move(request))) co_return false;
  ++facts_.interactions;
  co_return co_await PlanNextStep(plan_.phone_at_once ? plan_.until_booking : plan_.until_phone);
}

asio::awaitable<bool> Journey::PlanNextStep(absl::Duration time) {
  if (!live()) co_return true;
  lead::v1::GetLeadRequest get;
  get.set_name(lead_);
  const auto lead = co_await Ask(LeadManager(), &LeadApi::GetLead, get);
  if (!lead) co_return false;
  lead::v1::FollowUp next;
  *next.mutable_due_time() = ToTimestamp(now_ + time + kLeeway);
  if (lead->follow_ups().empty()) {
    lead::v1::ScheduleFollowUpRequest request;
    request.set_parent(lead_);
    *request.mutable_follow_up() = std::move(next);
    co_return (co_await Ask(LeadManager(), &LeadApi::ScheduleFollowUp, std::move(request))).has_value();
  }
  lead::v1::CompleteFollowUpRequest request;
  request.set_name(lead_);
  request.set_follow_up_id(lead->follow_ups(0).follow_up_id());
  *request.mutable_next() = std::move(next);
  co_return (co_await Ask(LeadManager(), &LeadApi::CompleteFollowUp, std::move(request))).has_value();
}

// A messenger client gives his phone; where he has filled in a form as well, his two leads become one.
asio::awaitable<bool> Journey::GivePhone() {
  if (plan_.phone_at_once) co_return true;
  if (plan_.again == Again::kBeforeHisPhone && !co_await Enquire(Source::kYandex, true)) co_return false;
  if (!plan_.gives_phone) co_return true;
  if (!co_await Pass(plan_.until_phone) || !co_await FindManager()) co_return false;
  lead::v1::CapturePhoneRequest request;
  request.set_name(lead_);
  *request.mutable_phone() = Phone();
  request.mutable_phone()->mutable_consent()->set_kind(Consent::SPOKEN);
  *request.mutable_occurred_time() = ToTimestamp(now_);
  const auto lead = co_await Ask(LeadManager(), &LeadApi::CapturePhone, std::move(request));
  if (!lead) co_return false;
  lead_ = lead->name();
  facts_.leads = {lead_};
  facts_.phone = true;
  co_return co_await PlanNextStep(plan_.until_booking);
}

// By the form, with a phone that is known: a touch on the lead that he has.
asio::awaitable<bool> Journey::ComeAgain() {
  if (plan_.again != Again::kAfterHisPhone || !facts_.phone) co_return true;
  if (!co_await Pass(absl::Minutes(7))) co_return false;
  co_return (co_await Enquire(Source::kYandex, true)).has_value();
}

asio::awaitable<void> Journey::GiveUp() {
  if (plan_.given_up == GivenUp::kNo || !co_await Pass(plan_.until_booking) || !co_await FindManager()) co_return;
  if (plan_.given_up == GivenUp::kLost) {
    lead::v1::LoseLeadRequest request;
    request.set_name(lead_);
    request.set_reason(kLossReasons[plan_.luck % std::size(kLossReasons)]);
    facts_.lost = (co_await Ask(LeadManager(), &LeadApi::LoseLead, std::move(request))).has_value();
  } else {
    lead::v1::DisqualifyLeadRequest request;
    request.set_name(lead_);
    request.set_reason("wrong-city");
    co_await Ask(LeadManager(), &LeadApi::DisqualifyLead, std::move(request));
  }
}

}  // namespace zamer::simulator
