#include "services/gateway/domain/json_fault.h"

#include <absl/strings/ascii.h>
#include <absl/strings/str_cat.h>

#include <algorithm>
#include <string>

#include "services/common/status/errors.h"

namespace zamer::gateway {
namespace {

constexpr std::size_t kLongestName = 200;
constexpr std::string_view kUnknownField = ": Cannot find field.";
constexpr std::string_view kForType = " for type ";

// A path such as `lead.phones[0].text`; names that a caller made up look otherwise, or do not matter.
bool IsFieldPath(std::string_view text) {
  return !text.empty() && text.size() <= kLongestName && std::ranges::all_of(text, [](char c) {
    return absl::ascii_isalnum(static_cast<unsigned char>(c)) || c == '_' || c == '.' || c == '[' || c == ']';
  });
}

absl::Status AtField(std::string_view path, std::string_view description) {
  Violations violations;
  violations.Add(IsFieldPath(path) ? path : "(unreadable name)", description);
  return violations.ToStatus();
}

// `TYPE_INT32` becomes `int32`, `zamer.lead.v1.ChannelKind` stays.
std::string TypeName(std::string_view type) {
  if (!type.starts_with("TYPE_")) return std::string(type);
  return absl::AsciiStrToLower(std::string(type.substr(5)));
}

absl::Status UnknownField(std::string_view place, std::string_view complaint) {
  const std::string name(complaint.substr(0, complaint.size() - kUnknownField.size()));
  return AtField(place.empty() ? name : absl::StrCat(std::string(place), ".", name), "must be a field of the message");
}

}  // namespace

// Complaints read `(path.of.message) name: Cannot find field.` and `(path) invalid value "…" for type TYPE_X`, the
// place with a colon behind it in the second; anything else is about the JSON itself.
absl::Status JsonFault(std::string_view complaint) {
  std::string_view place;
  std::string_view rest = complaint;
  if (rest.starts_with('(') && rest.find(')') != std::string_view::npos) {
    place = rest.substr(1, rest.find(')') - 1);
    rest.remove_prefix(place.size() + 2);
    rest.remove_prefix(std::min(rest.find_first_not_of(": "), rest.size()));
  }
  if (rest.ends_with(kUnknownField)) return UnknownField(place, rest);
  if (const std::size_t at = rest.rfind(kForType); at != std::string_view::npos && !place.empty()) {
    const std::string type = TypeName(rest.substr(at + kForType.size()));
    return AtField(place, IsFieldPath(type) ? "must be of type " + type : "must be of the field's type");
  }
  return InvalidArgument(Reason::kHttpRequestInvalid, "The body is not a JSON object of the request's message.");
}

}  // namespace zamer::gateway
