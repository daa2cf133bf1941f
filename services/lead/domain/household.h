// Leads of different people who share a contact: a family's phone, an office's line.
#pragma once
#include <absl/status/status.h>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "services/lead/domain/change.h"
#include "services/lead/domain/touches.h"

namespace zamer::lead {

// Leads that one lead may be linked with.
inline constexpr int kMaxHousehold = 20;

// Whether the two are known to be different people: they, or leads that were merged into them or came before them.
bool AreHousehold(const v1::LeadRecord& a, const v1::LeadRecord& b);

// Says that the two are different people, or takes it back, and tells HouseholdChanged on both. Nothing happens where
// it is so already. Refused for a merged lead; INVALID_ARGUMENT/FIELD_INVALID where a household would be too large.
absl::Status LinkHousehold(Change& a, Change& b);
absl::Status UnlinkHousehold(Change& a, Change& b);

// The lead goes on for the person of `other`, who is nobody of `other`'s household. Tells nothing.
void JoinHouseholds(v1::Lead& lead, const v1::Lead& other);

// Index of the lead that an enquiry is for, among those that hold its contacts, in the order of the contacts, and their
// households: the only one with one of the person's identities, e-mail addresses, else with the name, else with one of
// the phones; else the first.
std::size_t ChooseInHousehold(const std::vector<const v1::LeadRecord*>& leads, const Person& person);

// The person's contacts that `lead` (an id) holds stay where they are: nobody else is found by them. `holders`: ids,
// parallel to the person's keys.
void LeaveKeys(Person& person, const std::vector<std::string>& holders, std::string_view lead);

}  // namespace zamer::lead
