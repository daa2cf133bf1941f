// What is wrong with a row, for the report.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace zamer::ctl {

// Why the importer itself rejects a row or leaves a field out. The services' reasons come beside these.
inline constexpr std::string_view kRowUnreadable = "ROW_UNREADABLE";       // not a row of this table
inline constexpr std::string_view kRowExcluded = "ROW_EXCLUDED";           // the mapping excludes it
inline constexpr std::string_view kFieldMissing = "FIELD_MISSING";         // a required field is empty
inline constexpr std::string_view kValueNotMapped = "VALUE_NOT_MAPPED";    // the value table does not have it
inline constexpr std::string_view kLookupFailed = "LOOKUP_FAILED";         // the other file does not have it
inline constexpr std::string_view kNumberInvalid = "NUMBER_INVALID";       // not a whole number
inline constexpr std::string_view kMoneyInvalid = "MONEY_INVALID";         // in none of the mapping's styles
inline constexpr std::string_view kTimeBeforeOther = "TIME_BEFORE_OTHER";  // earlier than it can be
inline constexpr std::string_view kLeadRejected = "LEAD_REJECTED";         // the row's lead was not taken

// One thing that is wrong with one field of one row. Never holds the value: it may be personal.
struct Fault {
  std::string field;
  std::string reason;
  std::string message;

  friend bool operator==(const Fault&, const Fault&) = default;
};

}  // namespace zamer::ctl
