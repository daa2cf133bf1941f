#include "services/gateway/domain/intake/enquiry.h"

#include <absl/strings/str_cat.h>

#include <algorithm>
#include <utility>

#include "services/common/names/names.h"
#include "services/common/time/timestamps.h"
#include "services/gateway/domain/intake/text.h"

namespace zamer::gateway::intake {
namespace {

// The bounds of the fields, see lead.proto.
constexpr std::size_t kNameBytes = 200;
constexpr std::size_t kCityBytes = 100;
constexpr std::size_t kPhoneBytes = 500;
constexpr std::size_t kEmailBytes = 254;
constexpr std::size_t kExternalIdBytes = 128;
constexpr std::size_t kTagBytes = 500;
constexpr std::size_t kTextBytes = 10'000;
constexpr int kTags = 20;
constexpr int kContacts = 10;
constexpr char kCampaignTag[] = "utm_campaign";

// The lead service takes what is at most 30 days old; a day of that is for the delivery's own way.
constexpr absl::Duration kOldest = absl::Hours(24 * 29);

// As the lead service wants it: one `@` with something on both sides, no blanks.
bool IsEmail(std::string_view text) {
  const std::size_t at = text.find('@');
  const bool blank = std::ranges::any_of(text, [](char c) { return c == ' ' || c == '\t' || c == '\n'; });
  return at != std::string_view::npos && at > 0 && at + 1 < text.size() && at == text.rfind('@') && !blank &&
         text.size() <= kEmailBytes;
}

std::string Clean(std::string_view text) { return Trimmed(Readable(text)); }

}  // namespace

std::string RequestIdOf(const Envelope& envelope) { return absl::StrCat("in-", envelope.delivery_id); }

std::string ExternalIdOf(const Envelope& envelope) {
  const std::string& given = envelope.platform_id;
  return given.empty() || given.size() > kExternalIdBytes ? envelope.delivery_id : given;
}

absl::Time OccurredTime(absl::Time told, const Envelope& envelope) {
  const absl::Time received = envelope.receive_time;
  return told > received - kOldest && told < received ? told : received;
}

Enquiry::Enquiry(const Envelope& envelope, lead::v1::Touch::Kind kind, absl::Time told_time) : way_(envelope.way) {
  request_.set_parent(DepartmentNameOf(way_.department));
  request_.set_request_id(RequestIdOf(envelope));
  lead::v1::Touch& touch = *request_.mutable_touch();
  touch.set_kind(kind);
  touch.set_channel(way_.channel_name());
  touch.set_external_id(ExternalIdOf(envelope));
  *touch.mutable_time() = ToTimestamp(OccurredTime(told_time, envelope));
  *request_.mutable_occurred_time() = touch.time();
}

void Enquiry::SetName(std::string_view name) {
  request_.mutable_lead()->set_client_name(Shortened(Clean(name), kNameBytes));
}

void Enquiry::SetCity(std::string_view city) { request_.mutable_lead()->set_city(Shortened(Clean(city), kCityBytes)); }

void Enquiry::AddPhone(std::string_view phone) {
  const std::string raw = Clean(phone);
  if (raw.empty()) return;
  if (raw.size() > kPhoneBytes || request_.lead().phones_size() >= kContacts) return AddText(raw);
  request_.mutable_lead()->add_phones()->set_raw(raw);
}

void Enquiry::AddEmail(std::string_view email) {
  const std::string address = Clean(email);
  if (IsEmail(address) && request_.lead().emails_size() < kContacts) {
    request_.mutable_lead()->add_emails()->set_address(address);
  } else {
    AddAnswer("E-mail", address);
  }
}

void Enquiry::AddIdentity(std::string_view external_id) {
  if (external_id.empty() || external_id.size() > kExternalIdBytes) return;
  lead::v1::ExternalIdentity& identity = *request_.mutable_lead()->add_external_identities();
  identity.set_channel(way_.channel_name());
  identity.set_external_id(std::string(external_id));
}

void Enquiry::AddTag(std::string_view tag, std::string_view value) {
  const std::string clean = Clean(value);
  auto& tags = *request_.mutable_touch()->mutable_tags();
  if (!clean.empty() && tags.size() < kTags) tags[std::string(tag)] = Shortened(clean, kTagBytes);
}

void Enquiry::AddText(std::string_view line) {
  const std::string clean = Clean(line);
  if (!clean.empty()) absl::StrAppend(&text_, text_.empty() ? "" : "\n", clean);
}

void Enquiry::AddAnswer(std::string_view title, std::string_view answer) {
  if (const std::string clean = Clean(answer); !clean.empty()) AddText(absl::StrCat(Clean(title), ": ", clean));
}

void Enquiry::SetChannel(std::string_view channel_id) {
  request_.mutable_touch()->set_channel(Child(request_.parent(), "channels", channel_id));
}

lead::v1::CreateLeadRequest Enquiry::Take() {
  lead::v1::Touch& touch = *request_.mutable_touch();
  // A campaign belongs to a channel, and what the tags say of it goes first.
  if (touch.channel() == way_.channel_name() && !touch.tags().contains(kCampaignTag)) touch.set_campaign(way_.campaign);
  request_.set_text(Shortened(std::move(text_), kTextBytes));
  request_.mutable_lead();
  return std::move(request_);
}

bool MovePhonesToText(lead::v1::CreateLeadRequest& request) {
  lead::v1::Lead& lead = *request.mutable_lead();
  if (lead.phones().empty()) return false;
  std::string text;
  for (const lead::v1::Phone& phone : lead.phones()) {
    absl::StrAppend(&text, text.empty() ? "" : "\n", "Телефон: ", phone.raw());
  }
  if (!request.text().empty()) absl::StrAppend(&text, "\n", request.text());
  request.set_text(Shortened(std::move(text), kTextBytes));
  lead.clear_phones();
  return true;
}

}  // namespace zamer::gateway::intake
