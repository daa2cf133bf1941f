#include "services/gateway/domain/intake/pbx.h"

#include <absl/strings/ascii.h>
#include <absl/strings/str_replace.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "services/common/names/names.h"
#include "services/common/text/number.h"
#include "services/common/time/timestamps.h"
#include "services/gateway/domain/intake/text.h"

namespace zamer::gateway::intake {
namespace {

using lead::v1::Interaction;

constexpr std::size_t kKeyDigits = 10;
// Longer ones are numbers of the outside world.
constexpr std::size_t kExtensionDigits = 5;
constexpr std::size_t kRecordingBytes = 2000;
constexpr double kLongestSeconds = 24 * 3600;

// The names that Asterisk and others have for the same things, Asterisk's first.
JsonView IdIn(const JsonView& call) { return call.FirstOf({"UniqueID", "Uniqueid", "id", "call_id", "uniqueid"}); }
std::string CallerIn(const JsonView& call) { return call.FirstOf({"Source", "caller", "from", "src"}).Text(); }
std::string CalleeIn(const JsonView& call) { return call.FirstOf({"Destination", "callee", "to", "dst"}).Text(); }
JsonView StartIn(const JsonView& call) { return call.FirstOf({"StartTime", "start", "start_time"}); }
JsonView AnswerIn(const JsonView& call) { return call.FirstOf({"AnswerTime", "answered", "answer_time"}); }
JsonView DurationIn(const JsonView& call) { return call.FirstOf({"Duration", "duration"}); }
JsonView TalkIn(const JsonView& call) { return call.FirstOf({"BillableSeconds", "talk", "billsec"}); }
JsonView ResultIn(const JsonView& call) { return call.FirstOf({"Disposition", "result", "disposition"}); }
JsonView RecordingIn(const JsonView& call) {
  return call.FirstOf({"Recording", "recording", "recording_url", "UserField"});
}

std::string DigitsOf(std::string_view text) {
  std::string digits;
  std::ranges::copy_if(text, std::back_inserter(digits), [](char c) { return c >= '0' && c <= '9'; });
  return digits;
}

// The extension in a channel's name: `101` of `PJSIP/101-0000002a`.
std::string ExtensionIn(const std::string& channel) {
  const std::size_t begin = channel.find('/') + 1;
  const std::size_t end = channel.rfind('-');
  return begin == 0 || end == std::string::npos || end < begin ? std::string() : channel.substr(begin, end - begin);
}

bool IsOurs(const PbxSettings& settings, const std::string& number) {
  const std::string digits = DigitsOf(number);
  return (!digits.empty() && digits.size() <= kExtensionDigits) || settings.employees.contains(number) ||
         settings.own_numbers.contains(NumberKey(number));
}

// As the exchange says, or else as the two numbers tell; nothing for a call among our own.
std::optional<Interaction::Direction> DirectionOf(const PbxSettings& settings, const JsonView& call) {
  const std::string told = absl::AsciiStrToLower(call["direction"].Text());
  if (told.starts_with("in") && told != "internal") return Interaction::INBOUND;
  if (told.starts_with("out")) return Interaction::OUTBOUND;
  const bool from_us = IsOurs(settings, CallerIn(call));
  if (from_us && (told == "internal" || IsOurs(settings, CalleeIn(call)))) return std::nullopt;
  return from_us ? Interaction::OUTBOUND : Interaction::INBOUND;
}

std::string EmployeeOf(const WayIn& way, const JsonView& call, bool inbound) {
  const auto& employees = std::get<PbxSettings>(way.settings).employees;
  const std::string channel = call[inbound ? "DestinationChannel" : "Channel"].Text();
  for (const std::string& extension :
       {call["extension"].Text(), ExtensionIn(channel), inbound ? CalleeIn(call) : CallerIn(call)}) {
    if (const auto found = employees.find(extension); found != employees.end()) {
      return Child(DepartmentNameOf(way.department), "employees", found->second);
    }
  }
  return {};
}

// RFC 3339, Asterisk's way of writing in the exchange's zone, or seconds since 1970.
std::optional<absl::Time> TimeOf(const JsonView& value, const absl::TimeZone& zone) {
  const std::string text = Trimmed(value.Text());
  if (const auto seconds = ParseNumber<double>(text); seconds && *seconds > 0) {
    return absl::UnixEpoch() + absl::Seconds(*seconds);
  }
  if (const auto time = ParseRfc3339(text); time.ok()) return *time;
  absl::Time time;
  if (absl::ParseTime("%Y-%m-%d %H:%M:%E*S", text, zone, &time, nullptr)) return time;
  return std::nullopt;
}

std::optional<absl::Duration> SecondsOf(const JsonView& value) {
  const auto seconds = ParseNumber<double>(Trimmed(value.Text()));
  if (!seconds || !(*seconds >= 0 && *seconds <= kLongestSeconds)) return std::nullopt;
  return absl::Seconds(*seconds);
}

// How long they talked and how long it rang, from whatever is told of it.
struct Lengths {
  std::optional<absl::Duration> ring;
  std::optional<absl::Duration> talk;
};

Lengths LengthsOf(const JsonView& call, const absl::TimeZone& zone) {
  const std::optional<absl::Duration> whole = SecondsOf(DurationIn(call));
  const std::optional<absl::Time> start = TimeOf(StartIn(call), zone);
  const std::optional<absl::Time> answer = TimeOf(AnswerIn(call), zone);
  Lengths lengths{.ring = {}, .talk = SecondsOf(TalkIn(call))};
  if (start && answer && *answer >= *start && *answer - *start <= absl::Hours(24)) lengths.ring = *answer - *start;
  const bool answered = answer.has_value() || AnswerIn(call).IsTrue();
  if (!lengths.talk && whole && !answered) lengths.talk = absl::ZeroDuration();
  if (!lengths.talk && whole && lengths.ring && *whole >= *lengths.ring) lengths.talk = *whole - *lengths.ring;
  if (!lengths.talk && whole && answered) lengths.talk = whole;
  if (!lengths.ring && whole && lengths.talk && *whole >= *lengths.talk) lengths.ring = *whole - *lengths.talk;
  return lengths;
}

Interaction::CallResult ResultOf(const JsonView& call, const Lengths& lengths) {
  const std::string told =
      absl::StrReplaceAll(absl::AsciiStrToUpper(ResultIn(call).Text()), {{" ", ""}, {"_", ""}, {"-", ""}});
  if (told == "ANSWERED" || told == "ANSWER") return Interaction::ANSWERED;
  if (told == "NOANSWER" || told == "MISSED" || told == "CANCEL") return Interaction::NO_ANSWER;
  if (told == "BUSY") return Interaction::BUSY;
  if (told == "FAILED" || told == "CONGESTION" || told == "CHANUNAVAIL") return Interaction::FAILED;
  if (told == "VOICEMAIL") return Interaction::VOICEMAIL;
  if (!lengths.talk) return Interaction::CALL_RESULT_UNSPECIFIED;
  return *lengths.talk > absl::ZeroDuration() ? Interaction::ANSWERED : Interaction::NO_ANSWER;
}

std::string RecordingOf(const JsonView& call) {
  const std::string link = Trimmed(RecordingIn(call).Text());
  const bool usable = link.starts_with("https://") || link.starts_with("http://");
  return usable && link.size() <= kRecordingBytes ? link : std::string();
}

// Of Asterisk's events, only the record of a call that is over.
bool IsCall(const JsonView& event) { return !event["Event"] || event["Event"].Text() == "Cdr"; }

bool WasAnswered(Interaction::CallResult result) {
  return result == Interaction::ANSWERED || result == Interaction::VOICEMAIL ||
         result == Interaction::CALL_RESULT_UNSPECIFIED;
}

}  // namespace

std::string NumberKey(std::string_view number) {
  std::string digits = DigitsOf(number);
  if (digits.size() > kKeyDigits) digits.erase(0, digits.size() - kKeyDigits);
  return digits;
}

Arrivals ReadCallArrivals(const PbxSettings& settings, std::string_view body) {
  const std::optional<Json> json = Json::Parse(body);
  if (!json) return {UnreadableArrival(body, Unreadable("a call is a JSON object"))};
  const JsonView call = json->view();
  if (!IsCall(call) || !DirectionOf(settings, call)) return {};
  return {{.platform_id = IdIn(call).Text(), .body = call.Dump(), .grows = true}};
}

absl::StatusOr<lead::v1::RecordCallRequest> CallRequest(const Envelope& envelope, const JsonView& body) {
  const auto& settings = std::get<PbxSettings>(envelope.way.settings);
  const auto direction = DirectionOf(settings, body);
  if (!direction) return Unreadable("a call is with a number outside of the department");
  const bool inbound = *direction == Interaction::INBOUND;
  const std::string number = Trimmed(inbound ? CallerIn(body) : CalleeIn(body));
  if (number.empty()) return Unreadable("a call has a caller and a callee");
  lead::v1::RecordCallRequest request;
  request.set_parent(DepartmentNameOf(envelope.way.department));
  request.set_request_id(RequestIdOf(envelope));
  lead::v1::PbxCall& call = *request.mutable_call();
  call.set_external_id(ExternalIdOf(envelope));
  call.set_direction(*direction);
  call.set_client_number(Shortened(number, 100));
  call.set_employee(EmployeeOf(envelope.way, body, inbound));
  const absl::Time start = TimeOf(StartIn(body), settings.zone).value_or(envelope.receive_time);
  *call.mutable_occurred_time() = ToTimestamp(OccurredTime(start, envelope));
  Lengths lengths = LengthsOf(body, settings.zone);
  call.set_result(ResultOf(body, lengths));
  // An exchange that plays music to who waits says that it has answered.
  if (!WasAnswered(call.result())) lengths.talk = absl::ZeroDuration();
  if (lengths.ring) *call.mutable_ring_duration() = ToProtoDuration(*lengths.ring);
  if (lengths.talk) *call.mutable_talk_duration() = ToProtoDuration(*lengths.talk);
  call.set_recording_uri(RecordingOf(body));
  return request;
}

}  // namespace zamer::gateway::intake
