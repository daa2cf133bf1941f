// Phone numbers as people type them.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace zamer::lead {

// A number that was found in a text.
struct FoundPhone {
  std::string e164;       // such as "+79123456789"
  std::string extension;  // digits; empty for none
  friend bool operator==(const FoundPhone&, const FoundPhone&) = default;
};

// Longest text that is looked at, bytes; what follows is ignored.
inline constexpr std::size_t kMaxPhoneText = 2000;
// Most numbers taken from one text.
inline constexpr std::size_t kMaxPhonesInText = 5;

// Whether a text may hold a number without its area code: nothing but four to nine digits, or somewhere seven that are
// grouped like a phone's, 123-45-67.
bool MayBeLocal(std::string_view text);

// The clients' numbers in a text, in order, each once. `region`: ISO 3166, by which numbers without a country code are
// read; `area_code`: what a number of Russia or Kazakhstan that is too short by it lacks, empty when not known. Takes a
// number alone as well as numbers inside sentences, with spaces, brackets, dashes, extensions, a letter O
// for a zero, and a trunk 8 or a bare 7 in Russia and Kazakhstan. Leaves out toll-free, premium and other numbers that
// no client calls from, and whatever is too short or too long to be a number. Never fails; any thread.
std::vector<FoundPhone> FindPhones(std::string_view text, std::string_view region, std::string_view area_code = {});

}  // namespace zamer::lead
