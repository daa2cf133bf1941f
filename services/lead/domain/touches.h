// Who made contact, how and when: identities, touches, credit.
#pragma once
#include <absl/status/status.h>
#include <absl/time/time.h>

#include <string>
#include <string_view>
#include <vector>

#include "services/lead/domain/change.h"
#include "zamer/lead/v1/lead_service.pb.h"
#include "zamer/lead/v1/marketing_records.pb.h"

namespace zamer::lead {

// Touches kept in full; the earliest ones, so always the one that takes the credit. All are counted.
inline constexpr int kMaxTouches = 200;

// What is known of a person who makes contact.
struct Person {
  std::vector<v1::Phone> phones = {};
  std::vector<v1::ExternalIdentity> identities = {};
  std::vector<v1::Email> emails = {};
  // Fingerprints of all phones, identities and e-mail addresses; empty where another lead keeps the contact.
  std::vector<std::string> keys = {};
  std::string client_name = {};
  std::string city = {};
};

// What a lead knows of its person.
Person PersonOf(const v1::LeadRecord& record);

// One contact of a person.
struct Enquiry {
  Person person = {};
  // With its time.
  v1::Touch touch = {};
};

// By what the lead is counted: its first touch and its city.
v1::LeadDimensions DimensionsOf(const v1::Lead& lead);

// A lead that has just arrived: NEW, or PHONE_CAPTURED when it brings a phone. Tells LeadCreated and PhoneCaptured.
// `name`: its resource name.
Change StartLead(std::string name, const Enquiry& enquiry, absl::Time now);

// What a repeat enquiry did.
struct TouchResult {
  // The touch was there already; only its tags and campaign may be new.
  bool repeated = false;
  // The arrival is now earlier, so earlier interactions may count as the first response.
  bool arrival_moved = false;
  // Its id within the lead.
  std::string touch_id = {};
};

// The lead's touch of this id, the first for an empty one; null where there is none.
const v1::Touch* FindTouch(const v1::Lead& lead, std::string_view touch_id);

// Adds what was learned later of the touch that the request names: tags, and channel and campaign where there was none.
// `channel`: the touch's, or else the request's. What was known stays. Tells LeadDescribed where the lead is counted
// by something else then. NOT_FOUND/TOUCH_NOT_FOUND.
absl::Status AmendTouch(Change& change, const v1::AmendTouchRequest& request, const v1::ChannelRecord& channel);

// A known person made contact again: keeps the touch, learns what is new of the person, reopens a closed lead, marks a
// signed client's as a service request. Tells TouchAdded, PhoneCaptured, LeadDescribed, StateChanged.
TouchResult AddEnquiry(Change& change, const Enquiry& enquiry);

// The parts of the above that imports and merges share.

// Puts the touch in its place by time and gives it an id; one that is there already only learns. Tells nothing.
TouchResult PlaceTouch(v1::LeadRecord& record, const v1::Touch& touch);
// Puts all touches in their order, and drops those beyond the ones kept in full.
void SortTouches(v1::Lead& lead);
// Tells by what the lead is counted now, where that is no longer `before`.
void TellDimensions(Change& change, const v1::LeadDimensions& before);
// Tells the touch as it is counted now.
void TellTouch(Change& change, const v1::Touch& touch);
// Adds phones, identities, e-mail addresses and keys that are new, and consent that was not known. Tells nothing.
void LearnContacts(v1::LeadRecord& record, const Person& person);
// What `holder` is found by, the lead is not found by. Tells nothing.
void LeaveKeysOf(const v1::LeadRecord& holder, v1::LeadRecord& record);
// Adds phones, identities and keys that are new, and name and city where there was none. Tells PhoneCaptured for the
// first phone and LeadDescribed for a city.
void LearnPerson(Change& change, const Person& person, absl::Time when);
// Marks that a phone is known, since when, and tells it once. `captured_by`: empty when it came with a touch.
void NotePhone(Change& change, absl::Time when, std::string captured_by, bool with_lead);

}  // namespace zamer::lead
