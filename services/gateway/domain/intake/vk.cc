#include "services/gateway/domain/intake/vk.h"

#include <absl/strings/str_cat.h>

#include "services/gateway/domain/intake/attachments.h"
#include "services/gateway/domain/intake/authenticity.h"

namespace zamer::gateway::intake {
namespace {

constexpr std::string_view kMessage = "message_new";
constexpr std::string_view kForm = "lead_forms_new";
// Above this, a peer is a chat of several people.
constexpr std::int64_t kFirstChat = 2'000'000'000;

// Before version 5.103 the event's object was the message itself.
JsonView MessageIn(const JsonView& object) {
  const JsonView message = object["message"];
  return message ? message : object;
}

bool IsFromPerson(const JsonView& message) {
  const std::int64_t peer = message["peer_id"].Integer().value_or(0);
  return message["from_id"].Integer().value_or(0) > 0 && message["out"].Integer().value_or(0) == 0 && peer < kFirstChat;
}

// The event's own id; before version 5.110 that of what it is about.
std::string IdOf(const JsonView& event, const std::string& type) {
  if (const std::string id = event["event_id"].Text(); !id.empty()) return id;
  const JsonView object = event["object"];
  const std::string id = type == kForm ? object["lead_id"].Text() : MessageIn(object)["id"].Text();
  return id.empty() ? std::string() : absl::StrCat(type, "/", id);
}

lead::v1::CreateLeadRequest EnquiryByMessage(const Envelope& envelope, const JsonView& message) {
  const std::int64_t seconds = message["date"].Integer().value_or(0);
  Enquiry enquiry(envelope, lead::v1::Touch::MESSAGE, absl::FromUnixSeconds(seconds));
  enquiry.AddIdentity(message["from_id"].Text());
  enquiry.AddText(message["text"].Text());
  enquiry.AddText(AttachmentsInWords(message["attachments"]));
  enquiry.AddTag("vk_ref", message["ref"].Text());
  enquiry.AddTag("vk_ref_source", message["ref_source"].Text());
  return enquiry.Take();
}

// Several choices of one question come as a list.
std::string AnswerIn(const JsonView& answer) {
  if (!answer.IsList()) return answer.Text();
  std::string all;
  for (const JsonView& choice : answer.Items()) absl::StrAppend(&all, all.empty() ? "" : ", ", choice.Text());
  return all;
}

// What the form asked; `names` gathers the parts of the person's name.
void TakeAnswer(Enquiry& enquiry, const JsonView& entry, std::string& names) {
  const std::string key = entry["key"].Text();
  const std::string answer = AnswerIn(entry["answer"]);
  if (key == "phone_number" || key == "phone") return enquiry.AddPhone(answer);
  if (key == "email") return enquiry.AddEmail(answer);
  if (key == "first_name" || key == "patronymic_name" || key == "last_name") {
    if (!answer.empty()) absl::StrAppend(&names, names.empty() ? "" : " ", answer);
    return;
  }
  const std::string question = entry["question"].Text();
  enquiry.AddAnswer(question.empty() ? key : question, answer);
}

lead::v1::CreateLeadRequest EnquiryByForm(const Envelope& envelope, const JsonView& form) {
  Enquiry enquiry(envelope, lead::v1::Touch::FORM, envelope.receive_time);
  if (form["user_id"].Integer().value_or(0) > 0) enquiry.AddIdentity(form["user_id"].Text());
  std::string names;
  for (const JsonView& entry : form["answers"].Items()) TakeAnswer(enquiry, entry, names);
  enquiry.SetName(names);
  for (const char* tag : {"form_id", "form_name", "ad_id", "lead_id"}) {
    enquiry.AddTag(absl::StrCat("vk_", tag), form[tag].Text());
  }
  return enquiry.Take();
}

}  // namespace

absl::StatusOr<VkEvent> ReadVkEvent(const VkSettings& settings, std::string_view body) {
  std::optional<Json> json = Json::Parse(body);
  if (!json) return Unreadable("an event of VK is a JSON object");
  const JsonView event = json->view();
  std::string type = event["type"].Text();
  if (type.empty()) return Unreadable("an event of VK has a `type`");
  if (event["group_id"].Integer() != settings.group_id) return DeliveryRefused();
  VkEvent read{*std::move(json), std::move(type)};
  if (!read.AsksToConfirm() && !IsSecret(settings.secret, event["secret"].Text())) return DeliveryRefused();
  return read;
}

Arrivals ArrivalsOf(const VkEvent& event) {
  const JsonView body = event.body.view();
  const JsonView object = body["object"];
  const bool message = event.type == kMessage && IsFromPerson(MessageIn(object));
  if (!message && event.type != kForm) return {};
  const std::string kept = absl::StrCat(R"({"type":")", event.type, R"(","object":)", object.Dump(), "}");
  return {{.platform_id = IdOf(body, event.type), .body = kept}};
}

absl::StatusOr<lead::v1::CreateLeadRequest> VkEnquiry(const Envelope& envelope, const JsonView& body) {
  const JsonView object = body["object"];
  if (!object.IsObject()) return Unreadable("an event of VK has an `object`");
  if (body["type"].Text() == kForm) return EnquiryByForm(envelope, object);
  return EnquiryByMessage(envelope, MessageIn(object));
}

}  // namespace zamer::gateway::intake
