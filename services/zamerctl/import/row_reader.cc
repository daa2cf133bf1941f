#include "services/zamerctl/import/row_reader.h"

#include <absl/strings/numbers.h>
#include <absl/strings/str_cat.h>

#include <algorithm>

#include "services/common/status/errors.h"
#include "services/common/status/reasons.h"
#include "services/zamerctl/text/ids.h"

namespace zamer::ctl {

const Field* RowReader::Find(std::string_view field) const {
  const auto found = fields_.find(field);
  return found == fields_.end() ? nullptr : &found->second;
}

void RowReader::Reject(std::string_view field, std::string_view reason, std::string_view message) {
  faults_.push_back({std::string(field), std::string(reason), std::string(message)});
}

void RowReader::Wrong(const Field& field, std::string_view name, std::string_view reason, std::string_view message) {
  (field.wrong_is_unknown ? warnings_ : faults_)
      .push_back({std::string(name), std::string(reason), std::string(message)});
}

void RowReader::Wrong(const Field& field, std::string_view name, const absl::Status& why) {
  Wrong(field, name, ReasonName(ReasonOf(why).value_or(Reason::kTimeInvalid)), std::string(why.message()));
}

std::string RowReader::Fill(const Template& source) const {
  std::string text;
  bool has_columns = false;
  bool has_values = false;
  for (const Template::Piece& piece : source.pieces) {
    const std::string_view part = piece.is_column ? row_.Get(piece.text) : piece.text;
    has_columns = has_columns || piece.is_column;
    has_values = has_values || (piece.is_column && !part.empty());
    text += part;
  }
  return has_columns && !has_values ? std::string() : text;
}

std::string RowReader::Source(const Field& field) const {
  for (const Template& source : field.any_of) {
    if (std::string text = Fill(source); !text.empty()) return text;
  }
  return {};
}

std::string RowReader::Text(std::string_view name) {
  const Field* field = Find(name);
  if (field == nullptr) return {};
  std::string text = Source(*field);
  if (field->lookup && !text.empty()) {
    const auto& table = lookups_.at(*field->lookup);
    const auto found = table.find(text);
    if (found == table.end()) {
      Wrong(*field, name, kLookupFailed, absl::StrCat("No row of `", field->lookup->file, "` has this value."));
      return {};
    }
    text = found->second;
  }
  if (!field->values.empty()) {
    if (const auto mapped = field->values.find(text); mapped != field->values.end()) {
      text = mapped->second;
    } else if (field->otherwise) {
      text = *field->otherwise;
    } else if (!text.empty()) {
      Wrong(*field, name, kValueNotMapped, "Add the value to the mapping's table.");
      return {};
    }
  }
  return field->digest && !text.empty() ? Digest(text) : text;
}

std::string RowReader::RequiredText(std::string_view name) {
  const std::size_t before = faults_.size();
  std::string text = Text(name);
  if (text.empty() && faults_.size() == before) Reject(name, kFieldMissing, "The row needs a value here.");
  return text;
}

std::string RowReader::Id(std::string_view name, Repeats& repeats) {
  std::string id = RequiredText(name);
  const Field* field = Find(name);
  if (id.empty() || !field->number_repeats) return id;
  const std::int64_t seen = ++repeats[id];
  return seen == 1 ? id : absl::StrCat(id, "-", seen);
}

bool RowReader::IsTooEarly(const Field& field, absl::CivilDay day) const {
  if (field.not_before.empty()) return false;
  const absl::StatusOr<absl::CivilDay> other = ParseWallDay(row_.Get(field.not_before), *field.not_before_time);
  return other.ok() && day < *other;
}

std::optional<absl::CivilDay> RowReader::Day(std::string_view name) {
  const Field* field = Find(name);
  const std::string text = Text(name);
  if (text.empty()) return std::nullopt;
  const absl::StatusOr<absl::CivilDay> day = ParseWallDay(text, *field->time);
  if (!day.ok()) {
    Wrong(*field, name, day.status());
    return std::nullopt;
  }
  if (IsTooEarly(*field, *day)) {
    Wrong(*field, name, kTimeBeforeOther, absl::StrCat("It is before `", field->not_before, "`."));
    return std::nullopt;
  }
  return *day;
}

std::optional<absl::Time> RowReader::Time(std::string_view name) {
  if (!Day(name)) return std::nullopt;
  const Field* field = Find(name);
  const absl::StatusOr<absl::Time> time = ParseWallTime(Text(name), *field->time, mapping_.zone);
  if (time.ok()) return *time;
  Wrong(*field, name, time.status());
  return std::nullopt;
}

std::optional<std::int64_t> RowReader::Money(std::string_view name) {
  const Field* field = Find(name);
  const std::string text = Text(name);
  if (text.empty()) return std::nullopt;
  const std::optional<std::int64_t> amount = ParseMoney(text, mapping_.money, mapping_.money_decimals);
  if (!amount) Wrong(*field, name, kMoneyInvalid, "The amount is in none of the mapping's styles of money.");
  if (amount == 0 && field->zero_is_unknown) return std::nullopt;
  return amount;
}

std::optional<std::int64_t> RowReader::Count(std::string_view name) {
  const Field* field = Find(name);
  const std::string text = Text(name);
  if (text.empty()) return std::nullopt;
  std::int64_t count = 0;
  if (absl::SimpleAtoi(text, &count) && count >= 0) return count;
  Wrong(*field, name, kNumberInvalid, "It must be a whole number, zero or more.");
  return std::nullopt;
}

template <typename Value>
std::optional<Value> RowReader::Require(std::string_view name,
                                        std::optional<Value> (RowReader::*read)(std::string_view)) {
  const std::size_t before = faults_.size();
  std::optional<Value> value = Find(name) == nullptr ? std::nullopt : (this->*read)(name);
  if (!value && faults_.size() == before) Reject(name, kFieldMissing, "The row needs a value here.");
  return value;
}

std::optional<absl::Time> RowReader::RequiredTime(std::string_view name) { return Require(name, &RowReader::Time); }
std::optional<absl::CivilDay> RowReader::RequiredDay(std::string_view name) { return Require(name, &RowReader::Day); }
std::optional<std::int64_t> RowReader::RequiredMoney(std::string_view name) { return Require(name, &RowReader::Money); }

bool IsSelected(const Section& section, const Row& row) {
  return std::ranges::all_of(section.select, [&](const Condition& condition) {
    return condition.is.contains(std::string(row.Get(condition.column)));
  });
}

std::optional<Fault> RejectedAsWhole(const Section& section, const Row& row) {
  if (!row.fault().empty()) {
    return Fault{"", std::string(kRowUnreadable), absl::StrCat("The row cannot be read: ", row.fault(), ".")};
  }
  for (const Condition& condition : section.reject) {
    if (condition.is.contains(std::string(row.Get(condition.column)))) {
      return Fault{condition.column, std::string(kRowExcluded), condition.because};
    }
  }
  return std::nullopt;
}

}  // namespace zamer::ctl
