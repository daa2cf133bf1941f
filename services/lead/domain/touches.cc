#include "services/lead/domain/touches.h"

#include <absl/strings/str_cat.h>
#include <google/protobuf/util/message_differencer.h>

#include <algorithm>
#include <cstdint>
#include <tuple>
#include <utility>

#include "services/common/status/errors.h"
#include "services/lead/domain/campaigns.h"
#include "services/lead/domain/contact_points.h"
#include "services/lead/domain/contact_rights.h"
#include "services/lead/domain/contacts.h"
#include "services/lead/domain/stages.h"

namespace zamer::lead {
namespace {

constexpr int kMaxPhones = 10;
constexpr int kMaxIdentities = 20;
constexpr int kMaxEmails = 10;
constexpr int kMaxTags = 20;

using google::protobuf::util::MessageDifferencer;
using TouchOrder = std::tuple<std::int64_t, std::int32_t, const std::string&, const std::string&, const std::string&>;

// Total for touches that differ in anything that is counted, so the credit does not depend on who came to us first.
TouchOrder OrderOf(const v1::Touch& touch) {
  return {touch.time().seconds(), touch.time().nanos(), touch.external_id(), touch.channel(), touch.campaign()};
}

// Moves the one at `i` forward to its place.
void PutInPlace(google::protobuf::RepeatedPtrField<v1::Touch>& touches, int i) {
  for (; i > 0 && OrderOf(touches[i]) < OrderOf(touches[i - 1]); --i) touches.SwapElements(i, i - 1);
}

v1::Touch* FindSame(v1::Lead& lead, const v1::Touch& touch) {
  if (touch.external_id().empty()) return nullptr;
  for (v1::Touch& known : *lead.mutable_touches()) {
    if (known.external_id() == touch.external_id() && known.channel() == touch.channel()) return &known;
  }
  return nullptr;
}

template <class Touches>
auto FindIn(Touches& touches, std::string_view touch_id) {
  return std::ranges::find_if(touches,
                              [&](const v1::Touch& touch) { return touch_id.empty() || touch.touch_id() == touch_id; });
}

void AddTags(v1::Touch& known, const google::protobuf::Map<std::string, std::string>& tags) {
  for (const auto& [tag, value] : tags) {
    if (known.tags_size() < kMaxTags) known.mutable_tags()->insert({tag, value});
  }
}

// Adds contact points that are new, and to those that are known a consent that was not.
template <class Known, class ContactPoint>
void AddContacts(Known& known, const std::vector<ContactPoint>& contacts, int most) {
  for (const ContactPoint& contact : contacts) {
    const auto same = std::ranges::find_if(known, [&](const ContactPoint& one) { return IsSame(one, contact); });
    if (same != known.end()) {
      LearnConsent(*same, contact);
    } else if (known.size() < most) {
      *known.Add() = contact;
    }
  }
}

void AddKeys(v1::LeadRecord& record, const std::vector<std::string>& keys) {
  for (const std::string& key : keys) {
    if (!key.empty() && std::ranges::find(record.person_keys(), key) == record.person_keys().end())
      record.add_person_keys(key);
  }
}

}  // namespace

Person PersonOf(const v1::LeadRecord& record) {
  const v1::Lead& lead = record.lead();
  return {{lead.phones().begin(), lead.phones().end()},
          {lead.external_identities().begin(), lead.external_identities().end()},
          {lead.emails().begin(), lead.emails().end()},
          {record.person_keys().begin(), record.person_keys().end()},
          lead.client_name(),
          lead.city()};
}

v1::LeadDimensions DimensionsOf(const v1::Lead& lead) {
  v1::LeadDimensions dimensions;
  if (lead.touches_size() > 0) {
    dimensions.set_channel(lead.touches(0).channel());
    dimensions.set_campaign(lead.touches(0).campaign());
  }
  dimensions.set_city(lead.city());
  return dimensions;
}

void TellDimensions(Change& change, const v1::LeadDimensions& before) {
  v1::LeadDimensions dimensions = DimensionsOf(change.lead());
  if (MessageDifferencer::Equals(before, dimensions)) return;
  *change.Tell(change.now).mutable_lead_described()->mutable_dimensions() = std::move(dimensions);
}

const v1::Touch* FindTouch(const v1::Lead& lead, std::string_view touch_id) {
  const auto found = FindIn(lead.touches(), touch_id);
  return found == lead.touches().end() ? nullptr : &*found;
}

absl::Status AmendTouch(Change& change, const v1::AmendTouchRequest& request, const v1::ChannelRecord& channel) {
  v1::Lead& lead = change.lead();
  const auto found = FindIn(*lead.mutable_touches(), request.touch_id());
  if (found == lead.mutable_touches()->end()) {
    return NotFound(Reason::kTouchNotFound, "The lead has no such touch: read the lead for those that it has.",
                    {{"lead", lead.name()}, {"touch", request.touch_id()}});
  }
  const v1::LeadDimensions before = DimensionsOf(lead);
  v1::Touch& touch = *found;
  AddTags(touch, request.tags());
  if (touch.channel().empty()) touch.set_channel(request.channel());
  if (touch.campaign().empty()) touch.set_campaign(request.campaign());
  touch.set_campaign(CampaignOf(channel, touch));
  // Of touches at the same instant, channel and campaign say which one is first.
  std::sort(lead.mutable_touches()->pointer_begin(), lead.mutable_touches()->pointer_end(),
            [](const v1::Touch* a, const v1::Touch* b) { return OrderOf(*a) < OrderOf(*b); });
  TellDimensions(change, before);
  return absl::OkStatus();
}

Change StartLead(std::string name, const Enquiry& enquiry, absl::Time now) {
  const absl::Time arrive = FromTimestamp(enquiry.touch.time());
  Change change(v1::LeadRecord(), now);
  v1::Lead& lead = change.lead();
  lead.set_name(std::move(name));
  lead.set_client_name(enquiry.person.client_name);
  lead.set_city(enquiry.person.city);
  lead.set_state(v1::Lead::NEW);
  *lead.mutable_state_time() = ToTimestamp(arrive);
  *lead.mutable_create_time() = ToTimestamp(now);
  PlaceTouch(change.record, enquiry.touch);
  if (AsksForAnswer(enquiry.touch)) ExpectAnswer(change.record, arrive);

  v1::LeadCreated& created = *change.Tell(arrive).mutable_lead_created();
  *created.mutable_dimensions() = DimensionsOf(lead);
  *created.mutable_arrive_time() = lead.arrive_time();
  created.set_kind(enquiry.touch.kind());

  LearnContacts(change.record, enquiry.person);
  if (lead.phones_size() > 0) NotePhone(change, arrive, {}, true);
  return change;
}

TouchResult PlaceTouch(v1::LeadRecord& record, const v1::Touch& touch) {
  v1::Lead& lead = *record.mutable_lead();
  if (v1::Touch* known = FindSame(lead, touch)) {
    AddTags(*known, touch.tags());
    if (known->campaign().empty()) known->set_campaign(touch.campaign());
    return {.repeated = true, .touch_id = known->touch_id()};
  }
  auto& touches = *lead.mutable_touches();
  record.set_touch_id_count(record.touch_id_count() + 1);
  std::string touch_id = absl::StrCat("t", record.touch_id_count());
  *touches.Add() = touch;
  touches.rbegin()->set_touch_id(touch_id);
  PutInPlace(touches, touches.size() - 1);
  if (touches.size() > kMaxTouches) touches.RemoveLast();
  lead.set_touch_count(lead.touch_count() + 1);

  const bool moved = !lead.has_arrive_time() || FromTimestamp(touch.time()) < FromTimestamp(lead.arrive_time());
  if (moved) *lead.mutable_arrive_time() = touch.time();
  return {.arrival_moved = moved, .touch_id = std::move(touch_id)};
}

void SortTouches(v1::Lead& lead) {
  auto& touches = *lead.mutable_touches();
  for (int i = 1; i < touches.size(); ++i) PutInPlace(touches, i);
  if (touches.size() > kMaxTouches) touches.DeleteSubrange(kMaxTouches, touches.size() - kMaxTouches);
}

void TellTouch(Change& change, const v1::Touch& touch) {
  v1::TouchAdded& fact = *change.Tell(FromTimestamp(touch.time())).mutable_touch_added();
  fact.set_channel(touch.channel());
  fact.set_campaign(touch.campaign());
  *fact.mutable_time() = touch.time();
  *fact.mutable_dimensions() = DimensionsOf(change.lead());
  *fact.mutable_arrive_time() = change.lead().arrive_time();
  fact.set_kind(touch.kind());
}

void LearnContacts(v1::LeadRecord& record, const Person& person) {
  if (record.lead().erased()) return;
  v1::Lead& lead = *record.mutable_lead();
  AddContacts(*lead.mutable_phones(), person.phones, kMaxPhones);
  AddContacts(*lead.mutable_external_identities(), person.identities, kMaxIdentities);
  AddContacts(*lead.mutable_emails(), person.emails, kMaxEmails);
  AddKeys(record, person.keys);
}

void LeaveKeysOf(const v1::LeadRecord& holder, v1::LeadRecord& record) {
  auto& keys = *record.mutable_person_keys();
  keys.erase(std::remove_if(keys.begin(), keys.end(),
                            [&](const std::string& key) {
                              return std::ranges::find(holder.person_keys(), key) != holder.person_keys().end();
                            }),
             keys.end());
}

void LearnPerson(Change& change, const Person& person, absl::Time when) {
  v1::Lead& lead = change.lead();
  LearnContacts(change.record, person);
  if (lead.client_name().empty() && !lead.erased()) lead.set_client_name(person.client_name);
  if (lead.city().empty() && !person.city.empty()) {
    lead.set_city(person.city);
    *change.Tell(when).mutable_lead_described()->mutable_dimensions() = DimensionsOf(lead);
  }
  // A text in which no number could be read is kept, but is no phone.
  const bool readable =
      std::ranges::any_of(person.phones, [](const v1::Phone& phone) { return !phone.e164().empty(); });
  if (readable) NotePhone(change, when, {}, false);
}

void NotePhone(Change& change, absl::Time when, std::string captured_by, bool with_lead) {
  if (change.record.phone_captured()) return;
  change.record.set_phone_captured(true);
  *change.record.mutable_phone_time() = ToTimestamp(when);
  v1::PhoneCaptured& fact = *change.Tell(when).mutable_phone_captured();
  fact.set_captured_by(std::move(captured_by));
  fact.set_with_lead(with_lead);
  // Refused only for a merged lead, which nothing is looked up for.
  Move(change, Command::kCapturePhone, when).IgnoreError();
}

TouchResult AddEnquiry(Change& change, const Enquiry& enquiry) {
  const absl::Time when = FromTimestamp(enquiry.touch.time());
  const v1::LeadDimensions before = DimensionsOf(change.lead());
  TouchResult placed = PlaceTouch(change.record, enquiry.touch);
  if (placed.repeated) {
    TellDimensions(change, before);
  } else {
    TellTouch(change, enquiry.touch);
  }
  LearnPerson(change, enquiry.person, when);
  if (placed.repeated) return placed;
  if (AsksForAnswer(enquiry.touch)) ExpectAnswer(change.record, when);
  const v1::Lead::State state = change.lead().state();
  if (state == v1::Lead::CONTRACT_SIGNED || state == v1::Lead::IN_PRODUCTION) change.lead().set_service_request(true);
  Move(change, Command::kTouch, when).IgnoreError();
  return placed;
}

}  // namespace zamer::lead
