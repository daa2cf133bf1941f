#include "services/lead/requests.h"

#include <absl/strings/str_cat.h>

#include <utility>

#include "services/common/names/names.h"
#include "services/common/time/timestamps.h"
#include "services/lead/phones.h"

namespace zamer::lead {
namespace {

constexpr absl::Duration kLongestCall = absl::Hours(24);

}  // namespace

absl::Time OccurredTime(bool set, const google::protobuf::Timestamp& time, absl::Time fallback, absl::Time now,
                        std::string_view field, Violations& violations) {
  if (!set) return fallback;
  const absl::Time at = FromTimestamp(time);
  if (at >= now - kLatestReport && at <= now + kClockSkew) return at;
  violations.Add(field, "must not be in the future nor more than 30 days ago; older things come by ImportHistory");
  return fallback;
}

void CheckDepartment(std::string_view name, std::string_view department, std::string_view field,
                     Violations& violations) {
  if (!name.empty() && DepartmentOf(name) != department) violations.Add(field, "must be of the same department");
}

void CheckDuration(const google::protobuf::Duration& duration, std::string_view field, Violations& violations) {
  const absl::Duration length = FromProtoDuration(duration);
  if (length < absl::ZeroDuration() || length > kLongestCall) violations.Add(field, "must be from 0 to 24 hours");
}

std::string EmployeeOf(const rpc::Call& call) {
  const std::string& subject = call.principal().subject;
  return EmployeeName::Parse(subject) ? subject : std::string();
}

const std::string& TypedText(const v1::Phone& given) { return given.raw().empty() ? given.e164() : given.raw(); }

std::vector<v1::Phone> ReadPhones(const v1::Phone& given, std::string_view region, std::string_view area_code) {
  const std::string& text = TypedText(given);
  std::vector<v1::Phone> phones;
  for (FoundPhone& found : FindPhones(text, region, area_code)) {
    v1::Phone& phone = phones.emplace_back(given);
    phone.set_raw(text);
    phone.set_e164(std::move(found.e164));
    if (!found.extension.empty() || phones.size() > 1) phone.set_extension(std::move(found.extension));
  }
  return phones;
}

std::string PhoneKey(const store::Fingerprint& fingerprint, const v1::Phone& phone) {
  return fingerprint.Of("phone", phone.e164());
}

std::string IdentityKey(const store::Fingerprint& fingerprint, const v1::ExternalIdentity& identity) {
  return fingerprint.Of("external", absl::StrCat(identity.channel(), "\n", identity.external_id()));
}

std::string EmailKey(const store::Fingerprint& fingerprint, const v1::Email& email) {
  return fingerprint.Of("email", email.address());
}

bool HearsRecording(const security::Principal& caller, std::string_view employee) {
  return caller.roles.Has(type::v1::SALES_HEAD) || caller.subject == employee;
}

v1::Interaction ShownTo(const security::Principal& caller, v1::Interaction interaction) {
  if (!HearsRecording(caller, interaction.employee())) interaction.clear_recording_uri();
  return interaction;
}

absl::Status PhoneUnreadable(std::string_view field) {
  return InvalidArgument(Reason::kPhoneUnreadable,
                         "No client's number can be read from the phone; give it with its area code. Toll-free numbers "
                         "are not taken.",
                         {{"field", std::string(field)}});
}

}  // namespace zamer::lead
