// What requests of the lead service have in common: times, names and phones that callers give.
#pragma once
#include <absl/time/time.h>
#include <google/protobuf/duration.pb.h>
#include <google/protobuf/timestamp.pb.h>

#include <string>
#include <string_view>
#include <vector>

#include "services/common/rpc/call.h"
#include "services/common/security/principal.h"
#include "services/common/status/errors.h"
#include "services/common/store/fingerprint.h"
#include "services/lead/domain/touches.h"

namespace zamer::lead {

// How far a caller's clock may be ahead of ours, and how late he may report; older things come by import.
inline constexpr absl::Duration kClockSkew = absl::Minutes(5);
inline constexpr absl::Duration kLatestReport = absl::Hours(24 * 30);

// `fallback` when the time is unset. A time that may not be is a violation of `field`.
absl::Time OccurredTime(bool set, const google::protobuf::Timestamp& time, absl::Time fallback, absl::Time now,
                        std::string_view field, Violations& violations);

// A violation of `field` when the name is set and of another department.
void CheckDepartment(std::string_view name, std::string_view department, std::string_view field,
                     Violations& violations);

// A violation of `field` when the duration is not one of a call.
void CheckDuration(const google::protobuf::Duration& duration, std::string_view field, Violations& violations);

// The caller when it is an employee; empty for a program.
std::string EmployeeOf(const rpc::Call& call);

// What was typed as a phone.
const std::string& TypedText(const v1::Phone& given);

// The phones that a person's text holds, with the text and consent of `given`. One Phone per number, the first keeps
// the extension of its own. `area_code`: of the person's city, where it is known.
std::vector<v1::Phone> ReadPhones(const v1::Phone& given, std::string_view region, std::string_view area_code = {});

// The keys by which a person is found.
std::string PhoneKey(const store::Fingerprint& fingerprint, const v1::Phone& phone);
std::string IdentityKey(const store::Fingerprint& fingerprint, const v1::ExternalIdentity& identity);
std::string EmailKey(const store::Fingerprint& fingerprint, const v1::Email& email);

// Links to recordings are for the sales head and for the employee whose call it was.
bool HearsRecording(const security::Principal& caller, std::string_view employee);
// The interaction as the caller may see it.
v1::Interaction ShownTo(const security::Principal& caller, v1::Interaction interaction);

// INVALID_ARGUMENT/PHONE_UNREADABLE for a field.
absl::Status PhoneUnreadable(std::string_view field);

}  // namespace zamer::lead
