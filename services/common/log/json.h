// Text and numbers as JSON (RFC 8259).
#pragma once
#include <string>
#include <string_view>

namespace zamer::log {

// Appends `text` as a JSON string on one line: quotes, backslashes and control characters escaped, each byte that is
// not valid UTF-8 replaced by U+FFFD. Total: any bytes give valid JSON.
void AppendJsonString(std::string& out, std::string_view text);

// The same as a value of its own.
std::string JsonString(std::string_view text);

// The shortest number that reads back alike; null for infinities and for what is not a number.
std::string JsonNumber(double number);

}  // namespace zamer::log
