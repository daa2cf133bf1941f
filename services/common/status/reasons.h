// The error vocabulary: every refusal of every service has one Reason, and every Reason one canonical code.
#pragma once
#include <absl/status/status.h>

#include <optional>
#include <span>
#include <string_view>

#include "services/common/status/reason_list.h"

namespace zamer {

// Why a call failed, for machines. The wire name is ReasonName, for example "LEAD_NOT_FOUND".
enum class Reason {
#define ZAMER_REASON_ENUMERATOR(enumerator, name, code, meaning) enumerator,
  ZAMER_REASON_LIST(ZAMER_REASON_ENUMERATOR)
#undef ZAMER_REASON_ENUMERATOR
};

// One row of the vocabulary.
struct ReasonEntry {
  Reason reason;
  std::string_view name;
  absl::StatusCode code;
  std::string_view meaning;
};

namespace status_internal {
inline constexpr ReasonEntry kReasons[] = {
#define ZAMER_REASON_ENTRY(enumerator, name, code, meaning) {Reason::enumerator, name, absl::StatusCode::code, meaning},
    ZAMER_REASON_LIST(ZAMER_REASON_ENTRY)
#undef ZAMER_REASON_ENTRY
};
}  // namespace status_internal

// The whole vocabulary, in the order of the enumerators.
constexpr std::span<const ReasonEntry> AllReasons() { return status_internal::kReasons; }

// The wire name: upper-case letters, digits and underscores, at most 63.
constexpr std::string_view ReasonName(Reason reason) { return AllReasons()[static_cast<std::size_t>(reason)].name; }

// The canonical code that a status with this reason carries.
constexpr absl::StatusCode ReasonCode(Reason reason) { return AllReasons()[static_cast<std::size_t>(reason)].code; }

// What the reason means, in one sentence.
constexpr std::string_view ReasonMeaning(Reason reason) {
  return AllReasons()[static_cast<std::size_t>(reason)].meaning;
}

// The reason of a wire name; nothing for a name that this build does not know.
std::optional<Reason> ParseReason(std::string_view name);

// A reason whose canonical code is `code`. A factory that takes one refuses, at compile time, a reason of another code.
template <absl::StatusCode code>
class ReasonFor {
 public:
  // NOLINTNEXTLINE(google-explicit-constructor): made to be written as a plain Reason.
  consteval ReasonFor(Reason reason) : reason_(reason) {
    if (ReasonCode(reason) != code) throw "this reason belongs to another canonical code; see reason_list.h";
  }
  constexpr Reason reason() const { return reason_; }

 private:
  Reason reason_;
};

}  // namespace zamer
