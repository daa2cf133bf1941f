// Finding a person by a part of the name or phone.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "zamer/lead/v1/lead.pb.h"

namespace zamer::lead {

// What a list of leads is kept for: the first letters of a word, or the last digits of a phone. Personal: only its
// fingerprint may be in a key.
struct SearchTerm {
  enum class Kind { kWord, kDigits };
  Kind kind = Kind::kWord;
  std::string value;
  friend auto operator<=>(const SearchTerm&, const SearchTerm&) = default;
};

// A search as it was asked: words that a name must have, or the end of a phone.
struct SearchText {
  std::vector<std::string> words;
  std::string digits;
};

// Nothing for a text with neither letters nor digits. A text of digits and a phone's punctuation alone, with four
// digits at least, is a phone's end.
std::optional<SearchText> ParseSearch(std::string_view text);

// The term whose list holds all leads that may match.
SearchTerm TermOf(const SearchText& search);
// The terms by which a lead is found: of the first three words of the name and of each phone. Each once.
std::vector<SearchTerm> TermsOf(const v1::Lead& lead);

// Whether each word begins one of the first three words of the name, with four letters of it or the whole, or a phone
// ends so. Case does not matter, and ё is е.
bool Matches(const v1::Lead& lead, const SearchText& search);

}  // namespace zamer::lead
