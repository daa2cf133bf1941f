#include "services/gateway/domain/intake/form.h"

#include <absl/strings/ascii.h>
#include <absl/strings/match.h>
#include <absl/strings/str_cat.h>
#include <absl/time/civil_time.h>

#include <algorithm>
#include <span>

#include "services/gateway/domain/intake/text.h"
#include "services/gateway/domain/intake/urlencoded.h"

namespace zamer::gateway::intake {
namespace {

constexpr std::size_t kMostFields = 100;
constexpr std::string_view kSubmission = "submission_id";
constexpr std::string_view kDay = "_day";
constexpr std::size_t kSubmissionBytes = 64;

// What sites call the fields that we know; the rest goes into the text under its own name.
constexpr std::string_view kNames[] = {"name", "client_name", "full_name", "fio"};
constexpr std::string_view kPhones[] = {"phone", "tel", "phone_number"};
constexpr std::string_view kEmails[] = {"email", "mail"};
constexpr std::string_view kTexts[] = {"message", "comment", "text", "question"};
constexpr std::string_view kCities[] = {"city"};
constexpr std::string_view kTags[] = {"utm_source", "utm_medium", "utm_campaign", "utm_content", "utm_term",
                                      "yclid",      "ymclid",     "gclid",        "gbraid",      "wbraid",
                                      "fbclid",     "page",       "referrer",     "client_id"};

bool IsAmong(std::string_view name, std::span<const std::string_view> names) {
  return std::ranges::find(names, name) != names.end();
}

bool IsUtf8Charset(std::string_view content_type) {
  const std::string lower = absl::AsciiStrToLower(std::string(content_type));
  const std::size_t charset = lower.find("charset=");
  return charset == std::string::npos || lower.find("utf-8", charset) != std::string::npos;
}

bool IsOfType(std::string_view content_type, std::string_view type) {
  return absl::AsciiStrToLower(Trimmed(content_type.substr(0, content_type.find(';')))) == type;
}

absl::StatusOr<FormFields> ReadJson(std::string_view body) {
  const std::optional<Json> json = Json::Parse(body);
  if (!json) return Unreadable("a form as JSON is an object");
  FormFields fields;
  for (const auto& [name, value] : json->view().Members()) {
    if (value && value.Text().empty() && (value.IsList() || value.IsObject())) {
      return Unreadable("fields of a form are plain values");
    }
    fields.emplace_back(name, value.Text());
  }
  return fields;
}

absl::StatusOr<FormFields> ReadFields(std::string_view content_type, std::string_view body) {
  if (!IsUtf8Charset(content_type)) return Unreadable("a form is in UTF-8");
  if (IsOfType(content_type, "application/json")) return ReadJson(body);
  if (IsOfType(content_type, "application/x-www-form-urlencoded")) return ReadUrlencoded(body);
  return Unreadable("a form is application/x-www-form-urlencoded or application/json");
}

bool SaysSomething(const FormFields& fields) {
  return std::ranges::any_of(fields, [](const auto& field) {
    const bool known = IsAmong(field.first, kNames) || IsAmong(field.first, kPhones) || IsAmong(field.first, kEmails) ||
                       IsAmong(field.first, kTexts);
    return known && !Trimmed(field.second).empty();
  });
}

// Where the visitor came from: what the address says, or whose click it carries.
std::string SourceOf(const FormFields& fields) {
  if (const std::string source = FieldOf(fields, "utm_source"); !source.empty()) return absl::AsciiStrToLower(source);
  if (!FieldOf(fields, "yclid").empty() || !FieldOf(fields, "ymclid").empty()) return "yandex";
  return FieldOf(fields, "gclid").empty() ? std::string() : "google";
}

void TakeField(Enquiry& enquiry, const std::string& name, const std::string& value) {
  if (IsAmong(name, kNames)) return enquiry.SetName(value);
  if (IsAmong(name, kPhones)) return enquiry.AddPhone(value);
  if (IsAmong(name, kEmails)) return enquiry.AddEmail(value);
  if (IsAmong(name, kTexts)) return enquiry.AddText(value);
  if (IsAmong(name, kCities)) return enquiry.SetCity(value);
  if (IsAmong(name, kTags)) return enquiry.AddTag(name, value);
  if (!name.empty() && name != kSubmission && name != kDay) enquiry.AddAnswer(name, value);
}

// Several choices of one question come under one name.
FormFields EachNameOnce(const FormFields& fields) {
  FormFields merged;
  for (const auto& [name, value] : fields) {
    const auto same = std::ranges::find_if(merged, [&](const auto& field) { return field.first == name; });
    if (same == merged.end()) {
      merged.emplace_back(name, value);
    } else if (!value.empty()) {
      absl::StrAppend(&same->second, same->second.empty() ? "" : ", ", value);
    }
  }
  return merged;
}

}  // namespace

absl::StatusOr<FormFields> ReadForm(std::string_view content_type, std::string_view body) {
  absl::StatusOr<FormFields> fields = ReadFields(content_type, body);
  if (!fields.ok()) return fields;
  if (fields->size() > kMostFields) return Unreadable(absl::StrCat("a form has at most ", kMostFields, " fields"));
  if (!SaysSomething(*fields)) return Unreadable("a form has a `phone`, an `email`, a `name` or a `message`");
  return fields;
}

Arrival ArrivalOf(const FormSettings& settings, FormFields fields, absl::CivilDay day) {
  Arrival arrival;
  const std::string submission = Trimmed(FieldOf(fields, kSubmission));
  if (submission.size() <= kSubmissionBytes) arrival.platform_id = submission;
  const bool filled = !FieldOf(fields, settings.honeypot).empty();
  if (filled) arrival.reason = std::string(kSpam);
  if (filled) arrival.message = "The field that people do not see was filled in.";
  std::erase_if(fields, [&](const auto& field) { return field.first == settings.honeypot; });
  if (arrival.platform_id.empty()) fields.emplace_back(kDay, absl::FormatCivilTime(day));
  arrival.body = DumpFields(EachNameOnce(fields));
  return arrival;
}

absl::StatusOr<lead::v1::CreateLeadRequest> FormEnquiry(const Envelope& envelope, const JsonView& body) {
  const auto members = body.Members();
  FormFields fields;
  fields.reserve(members.size());
  for (const auto& [name, value] : members) fields.emplace_back(name, value.Text());
  Enquiry enquiry(envelope, lead::v1::Touch::FORM, envelope.receive_time);
  for (const auto& [name, value] : fields) TakeField(enquiry, name, value);
  const auto& channels = std::get<FormSettings>(envelope.way.settings).channels_by_source;
  if (const auto channel = channels.find(SourceOf(fields)); channel != channels.end()) {
    enquiry.SetChannel(channel->second);
  }
  return enquiry.Take();
}

}  // namespace zamer::gateway::intake
