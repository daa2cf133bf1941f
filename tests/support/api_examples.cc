#include "tests/support/api_examples.h"

#include <absl/strings/str_cat.h>
#include <absl/strings/str_join.h>
#include <absl/strings/str_split.h>
#include <absl/time/clock.h>
#include <absl/time/time.h>
#include <google/protobuf/util/json_util.h>

#include <optional>
#include <stdexcept>
#include <utility>

#include "services/common/text/number.h"

namespace zamer::testing {
namespace {

using google::protobuf::ListValue;
using google::protobuf::Struct;
using google::protobuf::Value;

constexpr std::string_view kFence = "```";
constexpr std::string_view kMore = "…";

bool IsPlaceholder(std::string_view text) { return text.size() > 2 && text.starts_with('<') && text.ends_with('>'); }

// How long from now `<now>` or `<in 2 hours>` is; nothing for another placeholder.
std::optional<absl::Duration> AwayOf(const std::string& placeholder) {
  if (placeholder == "<now>") return absl::ZeroDuration();
  const std::vector<std::string> words = absl::StrSplit(placeholder.substr(1, placeholder.size() - 2), ' ');
  static const std::map<std::string, absl::Duration> units = {
      {"minutes", absl::Minutes(1)}, {"hours", absl::Hours(1)}, {"days", absl::Hours(24)}};
  if (words.size() != 3 || words[0] != "in" || !units.contains(words[2])) return std::nullopt;
  const std::optional<int> count = ParseNumber<int>(words[1]);
  if (!count) return std::nullopt;
  return *count * units.at(words[2]);
}

// As JSON has it, in whole seconds.
std::string TimeText(absl::Time time) { return absl::FormatTime("%Y-%m-%dT%H:%M:%SZ", time, absl::UTCTimeZone()); }

// The first line of a box and what is in it.
struct Box {
  int line = 0;
  std::vector<std::string> head;  // words after the fence
  std::string text;
};

std::vector<Box> BoxesOf(const DocPage& page) {
  std::vector<Box> boxes;
  bool inside = false;
  int number = 0;
  for (const std::string& line : std::vector<std::string>(absl::StrSplit(page.text(), '\n'))) {
    ++number;
    if (!line.starts_with(kFence)) {
      if (inside) boxes.back().text += line + "\n";
      continue;
    }
    if (!inside) boxes.push_back({number, absl::StrSplit(line.substr(kFence.size()), ' '), {}});
    inside = !inside;
  }
  std::erase_if(boxes, [](const Box& box) { return box.head.front() != "json"; });
  return boxes;
}

[[noreturn]] void Refuse(const Box& box, std::string_view why) {
  throw std::runtime_error(absl::StrCat("line ", box.line, ": ", std::string(why)));
}

Value ParseBox(const Box& box) {
  try {
    return ParseJson(box.text);
  } catch (const std::runtime_error& error) {
    Refuse(box, error.what());
  }
}

std::string Different(const std::string& path, const std::string& expected, const std::string& actual) {
  return absl::StrCat(path, " is ", actual, " rather than ", expected);
}

}  // namespace

std::vector<ApiExample> ApiExamplesIn(const DocPage& page) {
  std::vector<ApiExample> examples;
  bool asked = false;
  for (const Box& box : BoxesOf(page)) {
    const std::vector<std::string>& head = box.head;
    if (!asked) {
      if (head.size() != 5 || head[1] != "request" || head[3] != "as") Refuse(box, "no `request METHOD as CALLER`");
      examples.push_back({box.line, head[2], head[4], ParseBox(box), {}});
    } else {
      if (head.size() != 2 || (head[1] != "answer" && head[1] != "error")) Refuse(box, "no `answer` or `error`");
      examples.back().answer = ParseBox(box);
      examples.back().refused = head[1] == "error";
    }
    asked = !asked;
  }
  if (asked) throw std::runtime_error("the last request has no answer");
  return examples;
}

Value ParseJson(const std::string& json) {
  Value value;
  const auto parsed = google::protobuf::util::JsonStringToMessage(json, &value);
  if (!parsed.ok()) throw std::runtime_error("no JSON: " + std::string(parsed.message()));
  return value;
}

std::string ToJson(const Value& value) {
  std::string json;
  if (!google::protobuf::util::MessageToJsonString(value, &json).ok()) throw std::runtime_error("no JSON for a value");
  return json;
}

Value Placeholders::Fill(Value value) {
  if (value.has_struct_value()) {
    for (auto& [name, field] : *value.mutable_struct_value()->mutable_fields()) field = Fill(std::move(field));
  } else if (value.has_list_value()) {
    for (Value& one : *value.mutable_list_value()->mutable_values()) one = Fill(std::move(one));
  } else if (IsPlaceholder(value.string_value())) {
    const std::string& name = value.string_value();
    if (const auto away = AwayOf(name)) known_.try_emplace(name, TimeText(absl::Now() + *away));
    if (!known_.contains(name)) throw std::runtime_error(name + " is not known yet");
    value.set_string_value(known_.at(name));
  }
  return value;
}

std::string Placeholders::Difference(const Value& expected, const Value& actual, const std::string& path) {
  if (expected.kind_case() == Value::kStringValue) return OfText(expected.string_value(), actual, path);
  if (expected.kind_case() == actual.kind_case()) {
    if (expected.has_struct_value()) return OfObject(expected.struct_value(), actual.struct_value(), path);
    if (expected.has_list_value()) return OfList(expected.list_value(), actual.list_value(), path);
  }
  const std::string wanted = ToJson(expected);
  const std::string found = ToJson(actual);
  return wanted == found ? "" : Different(path, wanted, found);
}

std::string Placeholders::OfText(const std::string& expected, const Value& actual, const std::string& path) {
  if (!IsPlaceholder(expected)) {
    const bool same = actual.kind_case() == Value::kStringValue && actual.string_value() == expected;
    return same ? "" : Different(path, '"' + expected + '"', ToJson(actual));
  }
  if (actual.string_value().empty()) return Different(path, expected, ToJson(actual));
  const std::string& known = known_.try_emplace(expected, actual.string_value()).first->second;
  return known == actual.string_value() ? "" : Different(path, absl::StrCat(expected, ", ", known), ToJson(actual));
}

std::string Placeholders::OfObject(const Struct& expected, const Struct& actual, const std::string& path) {
  for (const auto& [name, value] : expected.fields()) {
    const std::string below = absl::StrCat(path, ".", name);
    const auto found = actual.fields().find(name);
    const bool absent = found == actual.fields().end();
    if (value.kind_case() == Value::kNullValue && absent) continue;
    if (absent) return below + " is not there";
    if (std::string different = Difference(value, found->second, below); !different.empty()) return different;
  }
  return "";
}

std::string Placeholders::OfList(const ListValue& expected, const ListValue& actual, const std::string& path) {
  int size = expected.values_size();
  const bool more = size > 0 && expected.values(size - 1).string_value() == kMore;
  if (more) --size;
  if (more ? actual.values_size() < size : actual.values_size() != size) {
    return absl::StrCat(path, " has ", actual.values_size(), " items rather than ", more ? "at least " : "", size);
  }
  for (int i = 0; i < size; ++i) {
    std::string different = Difference(expected.values(i), actual.values(i), absl::StrCat(path, "[", i, "]"));
    if (!different.empty()) return different;
  }
  return "";
}

}  // namespace zamer::testing
