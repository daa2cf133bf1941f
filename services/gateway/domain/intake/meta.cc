#include "services/gateway/domain/intake/meta.h"

#include <absl/strings/str_cat.h>

#include "services/gateway/domain/intake/attachments.h"
#include "services/gateway/domain/intake/authenticity.h"
#include "services/gateway/domain/intake/urlencoded.h"

namespace zamer::gateway::intake {
namespace {

constexpr char kMessage[] = "message";
constexpr char kLeadgen[] = "leadgen";
constexpr std::string_view kAnswersAtMeta = "Заполнена форма Meta: ответы ждут в Meta Business Suite.";

// A message, a pressed button or an answer to an ice-breaker; neither the account's own words nor what was taken back.
bool IsFromPerson(const JsonView& event) {
  const JsonView message = event["message"];
  if (message["is_echo"].IsTrue() || message["is_deleted"].IsTrue()) return false;
  return (message || event["postback"]) && event["sender"]["id"];
}

std::string MessageId(const JsonView& event) {
  const JsonView message = event["message"];
  return (message ? message : event["postback"])["mid"].Text();
}

void AddMessage(const JsonView& event, Arrivals& arrivals) {
  if (!IsFromPerson(event)) return;
  arrivals.push_back({.platform_id = MessageId(event), .body = absl::StrCat(R"({"message":)", event.Dump(), "}")});
}

// With its answers a form is another delivery than without.
void AddForm(const JsonView& form, Arrivals& arrivals) {
  std::string id = form["leadgen_id"].Text();
  if (form["field_data"].IsList() && !id.empty()) id += "/answers";
  arrivals.push_back({.platform_id = id, .body = absl::StrCat(R"({"leadgen":)", form.Dump(), "}")});
}

void AddEntry(const JsonView& entry, Arrivals& arrivals) {
  for (const JsonView& event : entry["messaging"].Items()) AddMessage(event, arrivals);
  for (const JsonView& change : entry["changes"].Items()) {
    const std::string field = change["field"].Text();
    if (field == "messages") AddMessage(change["value"], arrivals);
    if (field == kLeadgen) AddForm(change["value"], arrivals);
  }
}

// Instagram's messages tell milliseconds, its changes seconds.
absl::Time TimeOf(const JsonView& timestamp) {
  constexpr std::int64_t kFirstMillis = 100'000'000'000;
  const std::int64_t value = timestamp.Integer().value_or(0);
  return value < kFirstMillis ? absl::FromUnixSeconds(value) : absl::FromUnixMillis(value);
}

void AddReferral(Enquiry& enquiry, const JsonView& referral) {
  enquiry.AddTag("meta_ref", referral["ref"].Text());
  enquiry.AddTag("meta_source", referral["source"].Text());
  enquiry.AddTag("meta_ad_id", referral["ad_id"].Text());
}

absl::StatusOr<lead::v1::CreateLeadRequest> EnquiryByMessage(const Envelope& envelope, const JsonView& event) {
  const std::string sender = event["sender"]["id"].Text();
  if (sender.empty()) return Unreadable("a message of Instagram has a `sender.id`");
  const JsonView message = event["message"];
  const JsonView postback = event["postback"];
  Enquiry enquiry(envelope, lead::v1::Touch::MESSAGE, TimeOf(event["timestamp"]));
  enquiry.AddIdentity(sender);
  enquiry.AddText(message["text"].Text());
  enquiry.AddText(AttachmentsInWords(message["attachments"]));
  enquiry.AddText(postback["title"].Text());
  for (const JsonView& place : {event, message, postback}) AddReferral(enquiry, place["referral"]);
  return enquiry.Take();
}

std::string ValuesIn(const JsonView& field) {
  std::string all;
  for (const JsonView& value : field["values"].Items()) absl::StrAppend(&all, all.empty() ? "" : ", ", value.Text());
  return all;
}

void TakeAnswer(Enquiry& enquiry, const JsonView& field) {
  const std::string name = field["name"].Text();
  const std::string value = ValuesIn(field);
  if (name == "phone_number" || name == "phone") return enquiry.AddPhone(value);
  if (name == "email") return enquiry.AddEmail(value);
  if (name == "full_name" || name == "first_name") return enquiry.SetName(value);
  enquiry.AddAnswer(name, value);
}

absl::StatusOr<lead::v1::CreateLeadRequest> EnquiryByForm(const Envelope& envelope, const JsonView& form) {
  const std::string id = form["leadgen_id"].Text();
  if (id.empty()) return Unreadable("a lead form of Meta has a `leadgen_id`");
  Enquiry enquiry(envelope, lead::v1::Touch::FORM, TimeOf(form["created_time"]));
  // By this identity the answers, when they are fetched, find the lead.
  enquiry.AddIdentity(absl::StrCat("leadgen/", id));
  const JsonView answers = form["field_data"];
  if (!answers.IsList()) enquiry.AddText(kAnswersAtMeta);
  for (const JsonView& field : answers.Items()) TakeAnswer(enquiry, field);
  for (const char* tag : {"leadgen_id", "form_id", "ad_id", "adgroup_id", "page_id"}) {
    enquiry.AddTag(absl::StrCat("meta_", tag), form[tag].Text());
  }
  return enquiry.Take();
}

}  // namespace

absl::StatusOr<std::string> MetaChallenge(const MetaSettings& settings, std::string_view query) {
  const auto fields = ReadUrlencoded(query);
  const bool subscribes = FieldOf(fields, "hub.mode") == "subscribe";
  if (!subscribes || !IsSecret(settings.verify_token, FieldOf(fields, "hub.verify_token"))) return DeliveryRefused();
  return FieldOf(fields, "hub.challenge");
}

Arrivals ReadMetaArrivals(std::string_view body) {
  const std::optional<Json> json = Json::Parse(body);
  if (!json || !json->view()["entry"].IsList()) {
    return {UnreadableArrival(body, Unreadable("a notification of Meta is a JSON object with a list `entry`"))};
  }
  Arrivals arrivals;
  for (const JsonView& entry : json->view()["entry"].Items()) AddEntry(entry, arrivals);
  return arrivals;
}

absl::StatusOr<lead::v1::CreateLeadRequest> MetaEnquiry(const Envelope& envelope, const JsonView& body) {
  if (const JsonView message = body[kMessage]) return EnquiryByMessage(envelope, message);
  if (const JsonView form = body[kLeadgen]) return EnquiryByForm(envelope, form);
  return Unreadable("a notification of Meta is a message or a lead form");
}

}  // namespace zamer::gateway::intake
