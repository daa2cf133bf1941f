#include "services/common/log/json.h"

#include <google/protobuf/struct.pb.h>
#include <google/protobuf/util/json_util.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <limits>

namespace zamer::log {
namespace {

// What a JSON parser that is not ours reads from the text; nothing when it refuses.
std::optional<google::protobuf::Value> Parse(const std::string& json) {
  google::protobuf::Value value;
  if (!google::protobuf::util::JsonStringToMessage(json, &value).ok()) return std::nullopt;
  return value;
}

RC_GTEST_PROP(JsonStrings, AreReadAsTheyWereByAnyParser, ()) {
  const auto text = *rc::gen::container<std::string>(rc::gen::inRange<char>(0, 127));
  const auto value = Parse(JsonString(text));
  RC_ASSERT(value.has_value());
  RC_ASSERT(value->string_value() == text);
}

RC_GTEST_PROP(JsonStrings, AreValidWhateverTheBytes, (const std::string& bytes)) {
  const std::string json = JsonString(bytes);
  RC_ASSERT(Parse(json).has_value());
  RC_ASSERT(std::ranges::all_of(json, [](unsigned char c) { return c >= 0x20; }));
}

TEST(JsonStrings, KeepCharactersOfEveryLength) {
  for (const char* text : {"замер", "€", "\xf0\x9f\x93\x90", "a\xed\x9f\xbf", "\xf4\x8f\xbf\xbf"}) {
    EXPECT_EQ(JsonString(text), '"' + std::string(text) + '"');
  }
}

TEST(JsonStrings, ReplaceBytesThatAreNoCharacters) {
  // Overlong, surrogate, beyond Unicode, cut off, lone continuation.
  for (const std::string text :
       {"\xc0\x80", "\xe0\x80\x80", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xf0\x9f\x93", "\x80"}) {
    std::string replaced;
    for (std::size_t i = 0; i < text.size(); ++i) replaced += "\xef\xbf\xbd";
    EXPECT_EQ(JsonString(text), '"' + replaced + '"');
  }
}

TEST(JsonStrings, EscapeWhatWouldEndThem) {
  EXPECT_EQ(JsonString("a\"b\\c\nd\te\x01\x7f"), R"("a\"b\\c\nd\te\u0001\u007f")");
  EXPECT_EQ(JsonString(std::string_view("\0", 1)), R"("\u0000")");
}

TEST(JsonNumbers, AreShortAndFinite) {
  EXPECT_EQ(JsonNumber(0.1), "0.1");
  EXPECT_EQ(JsonNumber(1500), "1500");
  EXPECT_EQ(JsonNumber(std::numeric_limits<double>::infinity()), "null");
  EXPECT_EQ(JsonNumber(std::numeric_limits<double>::quiet_NaN()), "null");
}

}  // namespace
}  // namespace zamer::log
