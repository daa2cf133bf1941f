#include "services/lead/domain/household.h"

#include <algorithm>
#include <functional>
#include <optional>

#include "services/common/names/names.h"
#include "services/common/status/errors.h"
#include "services/common/status/macros.h"
#include "services/lead/domain/contact_points.h"
#include "services/lead/domain/search_text.h"
#include "services/lead/domain/stages.h"

namespace zamer::lead {
namespace {

// Whether the record goes on for the lead of this name: links name a lead as it was when they were made.
bool GoesOnFor(const v1::LeadRecord& record, std::string_view name) {
  const std::string_view id = LastSegment(name);
  return record.lead().name() == name || record.lead().previous_lead() == name ||
         std::ranges::any_of(record.absorbed(), [&](const std::string& absorbed) { return absorbed == id; });
}

bool Names(const v1::Lead& lead, const v1::LeadRecord& other) {
  return std::ranges::any_of(lead.household(), [&](const std::string& name) { return GoesOnFor(other, name); });
}

absl::Status CheckBoth(const Change& a, const Change& b) {
  ZAMER_RETURN_IF_ERROR(CheckMove(a.lead(), Command::kLink));
  return CheckMove(b.lead(), Command::kLink);
}

void TellHousehold(Change& change, const v1::Lead& other, bool linked) {
  v1::HouseholdChanged& fact = *change.Tell(change.now).mutable_household_changed();
  fact.set_other(other.name());
  fact.set_linked(linked);
}

void Forget(v1::Lead& lead, const v1::LeadRecord& other) {
  auto& household = *lead.mutable_household();
  household.erase(std::remove_if(household.begin(), household.end(),
                                 [&](const std::string& name) { return GoesOnFor(other, name); }),
                  household.end());
}

// The lead's contact points of the kind of the second.
const auto& PointsOf(const v1::Lead& lead, const v1::Phone&) { return lead.phones(); }
const auto& PointsOf(const v1::Lead& lead, const v1::ExternalIdentity&) { return lead.external_identities(); }
const auto& PointsOf(const v1::Lead& lead, const v1::Email&) { return lead.emails(); }

template <class ContactPoint>
bool Has(const v1::Lead& lead, const ContactPoint& contact) {
  return std::ranges::any_of(PointsOf(lead, contact), [&](const auto& one) { return IsSame(one, contact); });
}

bool HasNameOf(const v1::Lead& lead, const std::string& name) {
  const std::optional<SearchText> search = ParseSearch(name);
  return search && !search->words.empty() && Matches(lead, *search);
}

// One of the two may be given more fully than the other.
bool IsNamed(const v1::Lead& lead, const std::string& name) {
  v1::Lead person;
  person.set_client_name(name);
  return HasNameOf(lead, name) || HasNameOf(person, lead.client_name());
}

using Fits = std::function<bool(const v1::Lead&)>;

// Index of the only lead that fits.
std::optional<std::size_t> OnlyOne(const std::vector<const v1::LeadRecord*>& leads, const Fits& fits) {
  std::optional<std::size_t> found;
  for (std::size_t i = 0; i < leads.size(); ++i) {
    if (!fits(leads[i]->lead())) continue;
    if (found) return std::nullopt;
    found = i;
  }
  return found;
}

template <class Contacts>
void AddFits(const Contacts& contacts, std::vector<Fits>& all) {
  for (const auto& contact : contacts) all.emplace_back([&](const v1::Lead& lead) { return Has(lead, contact); });
}

}  // namespace

bool AreHousehold(const v1::LeadRecord& a, const v1::LeadRecord& b) { return Names(a.lead(), b) || Names(b.lead(), a); }

absl::Status LinkHousehold(Change& a, Change& b) {
  ZAMER_RETURN_IF_ERROR(CheckBoth(a, b));
  if (AreHousehold(a.record, b.record)) return absl::OkStatus();
  if (std::max(a.lead().household_size(), b.lead().household_size()) >= kMaxHousehold) {
    Violations violations;
    violations.Add("other", "would be one too many: a lead is linked with at most 20 others");
    return violations.ToStatus();
  }
  a.lead().add_household(b.lead().name());
  b.lead().add_household(a.lead().name());
  TellHousehold(a, b.lead(), true);
  TellHousehold(b, a.lead(), true);
  return absl::OkStatus();
}

absl::Status UnlinkHousehold(Change& a, Change& b) {
  ZAMER_RETURN_IF_ERROR(CheckBoth(a, b));
  if (!AreHousehold(a.record, b.record)) return absl::OkStatus();
  Forget(a.lead(), b.record);
  Forget(b.lead(), a.record);
  TellHousehold(a, b.lead(), false);
  TellHousehold(b, a.lead(), false);
  return absl::OkStatus();
}

void JoinHouseholds(v1::Lead& lead, const v1::Lead& other) {
  for (const std::string& name : other.household()) {
    const bool known = std::ranges::find(lead.household(), name) != lead.household().end();
    if (!known && name != lead.name()) lead.add_household(name);
  }
}

std::size_t ChooseInHousehold(const std::vector<const v1::LeadRecord*>& leads, const Person& person) {
  std::vector<Fits> all;
  AddFits(person.identities, all);
  AddFits(person.emails, all);
  all.emplace_back([&](const v1::Lead& lead) { return IsNamed(lead, person.client_name); });
  AddFits(person.phones, all);
  for (const Fits& fits : all) {
    if (const std::optional<std::size_t> only = OnlyOne(leads, fits)) return *only;
  }
  return 0;
}

void LeaveKeys(Person& person, const std::vector<std::string>& holders, std::string_view lead) {
  for (std::size_t i = 0; i < holders.size(); ++i) {
    if (holders[i] == lead) person.keys[i].clear();
  }
}

}  // namespace zamer::lead
