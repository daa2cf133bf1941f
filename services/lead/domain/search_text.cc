#include "services/lead/domain/search_text.h"

#include <absl/strings/ascii.h>

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <utility>

namespace zamer::lead {
namespace {

constexpr std::size_t kStem = 4;        // letters
constexpr std::size_t kPhoneEnd = 4;    // digits
constexpr std::size_t kWords = 3;       // of a name
constexpr std::size_t kLocalPart = 10;  // digits that matter of a phone: what is before is written in several ways
constexpr unsigned char kLead0 = 0xd0;  // first bytes of Cyrillic letters in UTF-8
constexpr unsigned char kLead1 = 0xd1;

bool IsContinuation(char byte) { return (static_cast<unsigned char>(byte) & 0xc0) == 0x80; }

void Append(std::string& word, unsigned char first, int second) {
  word.push_back(static_cast<char>(first));
  word.push_back(static_cast<char>(second));
}

// The Cyrillic letter of two bytes in lower case, ё as е.
void AppendCyrillic(std::string& word, unsigned char first, unsigned char second) {
  const bool yo = (first == kLead0 && second == 0x81) || (first == kLead1 && second == 0x91);
  if (yo) return Append(word, kLead0, 0xb5);
  if (first == kLead0 && second < 0x90) return Append(word, kLead1, second + 0x10);
  if (first == kLead0 && second < 0xa0) return Append(word, kLead0, second + 0x20);
  if (first == kLead0 && second < 0xb0) return Append(word, kLead1, second - 0x20);
  Append(word, first, second);
}

// Runs of letters and digits in lower case. Bytes beyond ASCII are letters.
std::vector<std::string> WordsOf(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte < 0x80 && !absl::ascii_isalnum(byte)) {
      if (!word.empty()) words.push_back(std::exchange(word, {}));
    } else if ((byte == kLead0 || byte == kLead1) && i + 1 < text.size()) {
      AppendCyrillic(word, byte, static_cast<unsigned char>(text[++i]));
    } else {
      word.push_back(absl::ascii_tolower(byte));
    }
  }
  if (!word.empty()) words.push_back(std::move(word));
  return words;
}

std::vector<std::string> NameWords(const v1::Lead& lead) {
  std::vector<std::string> words = WordsOf(lead.client_name());
  words.resize(std::min(words.size(), kWords));
  return words;
}

std::string Digits(std::string_view text) {
  std::string digits;
  std::ranges::copy_if(text, std::back_inserter(digits), [](unsigned char c) { return absl::ascii_isdigit(c); });
  return digits;
}

std::string LastOf(const std::string& digits, std::size_t count) {
  return digits.substr(digits.size() - std::min(digits.size(), count));
}

std::size_t Letters(std::string_view word) {
  return static_cast<std::size_t>(std::ranges::count_if(word, [](char byte) { return !IsContinuation(byte); }));
}

// The first letters of a word.
std::string StemOf(std::string_view word) {
  std::size_t end = 0;
  for (std::size_t letters = 0; end < word.size(); ++end) {
    if (!IsContinuation(word[end]) && ++letters > kStem) break;
  }
  return std::string(word.substr(0, end));
}

bool Begins(const std::string& begin, const std::string& word) {
  return Letters(begin) < kStem ? word == begin : word.starts_with(begin);
}

}  // namespace

std::optional<SearchText> ParseSearch(std::string_view text) {
  SearchText search;
  const std::string digits = Digits(text);
  const bool phone = text.find_first_not_of("0123456789+-() .") == std::string_view::npos;
  if (phone && digits.size() >= kPhoneEnd) {
    search.digits = LastOf(digits, kLocalPart);
    return search;
  }
  search.words = WordsOf(text);
  if (search.words.empty()) return std::nullopt;
  return search;
}

SearchTerm TermOf(const SearchText& search) {
  if (search.words.empty()) return {SearchTerm::Kind::kDigits, LastOf(search.digits, kPhoneEnd)};
  // The longest word tells the most.
  return {SearchTerm::Kind::kWord, StemOf(*std::ranges::max_element(search.words, {}, Letters))};
}

std::vector<SearchTerm> TermsOf(const v1::Lead& lead) {
  std::vector<SearchTerm> terms;
  for (const std::string& word : NameWords(lead)) terms.push_back({SearchTerm::Kind::kWord, StemOf(word)});
  for (const v1::Phone& phone : lead.phones()) {
    const std::string digits = Digits(phone.e164());
    if (digits.size() >= kPhoneEnd) terms.push_back({SearchTerm::Kind::kDigits, LastOf(digits, kPhoneEnd)});
  }
  std::ranges::sort(terms);
  const auto repeated = std::ranges::unique(terms);
  terms.erase(repeated.begin(), repeated.end());
  return terms;
}

bool Matches(const v1::Lead& lead, const SearchText& search) {
  if (search.words.empty()) {
    return std::ranges::any_of(lead.phones(),
                               [&](const v1::Phone& phone) { return Digits(phone.e164()).ends_with(search.digits); });
  }
  const std::vector<std::string> name = NameWords(lead);
  return std::ranges::all_of(search.words, [&](const std::string& begin) {
    return std::ranges::any_of(name, [&](const std::string& word) { return Begins(begin, word); });
  });
}

}  // namespace zamer::lead
