#include "services/lead/phones.h"

#include <phonenumbers/phonenumbermatch.h>
#include <phonenumbers/phonenumbermatcher.h>
#include <phonenumbers/phonenumberutil.h>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <iterator>
#include <optional>

namespace zamer::lead {
namespace {

using i18n::phonenumbers::PhoneNumber;
using i18n::phonenumbers::PhoneNumberMatch;
using i18n::phonenumbers::PhoneNumberMatcher;
using i18n::phonenumbers::PhoneNumberUtil;

// A plus and 15 digits.
constexpr std::size_t kLongestE164 = 16;

const PhoneNumberUtil& Util() { return *PhoneNumberUtil::GetInstance(); }

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// Length of the UTF-8 character at the beginning of a text, or 0 where there is none.
std::size_t CharacterLength(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text.front());
  const std::size_t length = lead < 0x80                   ? 1
                             : lead >= 0xC2 && lead < 0xE0 ? 2
                             : lead >= 0xE0 && lead < 0xF0 ? 3
                             : lead >= 0xF0 && lead < 0xF5 ? 4
                                                           : 0;
  if (length == 0 || length > text.size()) return 0;
  const auto continues = [](char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; };
  return std::ranges::all_of(text.substr(1, length - 1), continues) ? length : 0;
}

// The matcher refuses a text that is not UTF-8 as a whole: what is none of it becomes spaces.
std::string MendEncoding(std::string_view text) {
  std::string mended;
  while (!text.empty()) {
    const std::size_t length = CharacterLength(text);
    mended += length == 0 ? std::string_view(" ") : text.substr(0, length);
    text.remove_prefix(std::max<std::size_t>(length, 1));
  }
  return mended;
}

// Letters that are typed for a zero, Latin and Cyrillic: "O", "o", "О", "о". Their length at `at`, or 0.
std::size_t ZeroLike(std::string_view text, std::size_t at) {
  if (text[at] == 'O' || text[at] == 'o') return 1;
  const std::string_view pair = text.substr(at, 2);
  return pair == "О" || pair == "о" ? 2 : 0;
}

bool IsNumberPunctuation(char c) { return std::string_view(" -()+.").find(c) != std::string_view::npos; }

// Zeros for letters O between digits, so that a word keeps its letters and a number loses them.
std::string MendZeros(std::string_view text) {
  std::string mended;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t length = ZeroLike(text, i);
    const bool after_number = !mended.empty() && (IsDigit(mended.back()) || IsNumberPunctuation(mended.back()));
    const std::size_t next = i + length;
    const bool before_number =
        next >= text.size() || IsDigit(text[next]) || IsNumberPunctuation(text[next]) || ZeroLike(text, next) > 0;
    const bool in_number = mended.find_last_of("0123456789") != std::string::npos &&
                           mended.size() - mended.find_last_of("0123456789") <= 3;
    if (length > 0 && after_number && before_number && in_number) {
      mended += '0';
      i = next;
    } else {
      mended += text[i++];
    }
  }
  return mended;
}

bool IsClientType(PhoneNumberUtil::PhoneNumberType type) {
  return type == PhoneNumberUtil::MOBILE || type == PhoneNumberUtil::FIXED_LINE ||
         type == PhoneNumberUtil::FIXED_LINE_OR_MOBILE || type == PhoneNumberUtil::VOIP ||
         type == PhoneNumberUtil::PERSONAL_NUMBER;
}

// Of country code 7 every national number of ten digits that begins with a 9 is a mobile: most clients have one, and
// this is asked at a hundredth of the cost of libphonenumber's answer. A test holds the two together.
bool IsRussianMobile(const PhoneNumber& number) {
  return number.country_code() == 7 && number.national_number() / 1'000'000'000 == 9;
}

std::optional<FoundPhone> ClientPhone(const PhoneNumber& number) {
  // A number that is not valid has no type, so this answers both questions; asking twice would cost twice.
  if (!IsRussianMobile(number) && !IsClientType(Util().GetNumberType(number))) return std::nullopt;
  FoundPhone found{{}, number.extension()};
  // An extension comes in the digits of the script that it was typed in.
  Util().NormalizeDigitsOnly(&found.extension);
  Util().Format(number, PhoneNumberUtil::E164, &found.e164);
  // Some countries' plans allow more digits than E.164 does.
  if (found.e164.size() > kLongestE164) return std::nullopt;
  return found;
}

std::string DigitsOf(std::string_view text) {
  std::string digits;
  std::ranges::copy_if(text, std::back_inserter(digits), IsDigit);
  return digits;
}

bool ReadsRussian(std::string_view region) { return region == "RU" || region == "KZ"; }

// The usual forms in Russia and Kazakhstan: 7 and ten digits, with or without a plus, 8 and ten digits, or just ten.
// To libphonenumber a bare 7 would be part of a national number; and most clients write one of these, which this reads
// at a fraction of the cost of parsing.
std::optional<PhoneNumber> RussianForm(std::string_view text, std::string_view region) {
  std::string digits = DigitsOf(text);
  const bool international = text.find('+') != std::string_view::npos;
  if (!international && !ReadsRussian(region)) return std::nullopt;
  const bool trunk = !international && digits.starts_with('8');
  const bool prefixed = digits.size() == 11 && (digits.starts_with('7') || trunk);
  if (international && !prefixed) return std::nullopt;
  if (prefixed) digits.erase(0, 1);
  if (digits.size() != 10 || digits.starts_with('0')) return std::nullopt;
  std::uint64_t national = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), national);
  PhoneNumber number;
  number.set_country_code(7);
  number.set_national_number(national);
  return number;
}

std::optional<FoundPhone> ParseWhole(std::string_view text, std::string_view region) {
  if (const std::optional<PhoneNumber> russian = RussianForm(text, region)) return ClientPhone(*russian);
  PhoneNumber number;
  const auto error = Util().Parse(std::string(text), std::string(region), &number);
  return error == PhoneNumberUtil::NO_PARSING_ERROR ? ClientPhone(number) : std::nullopt;
}

// A text of nothing but one number: digits, punctuation, no letters.
bool IsNumberAlone(std::string_view text) {
  const bool plain = std::ranges::all_of(text, [](char c) { return IsDigit(c) || IsNumberPunctuation(c); });
  const auto digits = std::ranges::count_if(text, IsDigit);
  return plain && digits >= 7 && digits <= 15;
}

void Add(std::vector<FoundPhone>& phones, std::optional<FoundPhone> phone) {
  if (!phone || phones.size() >= kMaxPhonesInText) return;
  const bool known = std::ranges::any_of(phones, [&](const FoundPhone& other) { return other.e164 == phone->e164; });
  if (!known) phones.push_back(*std::move(phone));
}

// Puts a plus before each bare 7 that begins a run of 11 digits, so that the matcher sees a country code there.
std::string MendCountryCodes(const std::string& text, std::string_view region) {
  if (!ReadsRussian(region)) return text;
  std::string mended;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool starts =
        text[i] == '7' && (i == 0 || (!IsDigit(text[i - 1]) && text[i - 1] != '+' && text[i - 1] != '-'));
    if (starts) {
      std::size_t end = i;
      int digits = 0;
      while (end < text.size() && (IsDigit(text[end]) || IsNumberPunctuation(text[end])) && digits < 12) {
        if (IsDigit(text[end++])) ++digits;
      }
      if (digits == 11) mended += '+';
    }
    mended += text[i];
  }
  return mended;
}

// A text of nothing but digits and punctuation, so few of them that an area code is missing.
bool IsLocalAlone(std::string_view text) {
  const bool plain =
      std::ranges::all_of(text, [](char c) { return IsDigit(c) || (IsNumberPunctuation(c) && c != '+'); });
  const auto digits = std::ranges::count_if(text, IsDigit);
  return plain && digits >= 4 && digits <= 9;
}

// Length of seven digits grouped 123-45-67 at `at`, where no digits are around; else 0. Sums are not grouped so.
std::size_t LocalGroupAt(std::string_view text, std::size_t at) {
  constexpr std::string_view kShape = "ddd-dd-dd";
  const auto near_digit = [&](std::size_t i) { return IsDigit(text[i]) || text[i] == '-' || text[i] == '+'; };
  if (text.size() - at < kShape.size() || (at > 0 && near_digit(at - 1))) return 0;
  for (std::size_t i = 0; i < kShape.size(); ++i) {
    const char c = text[at + i];
    const bool fits = kShape[i] == 'd' ? IsDigit(c) : c == '-' || c == ' ';
    if (!fits) return 0;
  }
  const std::size_t end = at + kShape.size();
  // An area code may stand before it after all: `(846) 123-45-67`.
  const std::size_t before = text.substr(0, at).find_last_not_of(" ()-.");
  if (before != std::string_view::npos && IsDigit(text[before])) return 0;
  return end < text.size() && near_digit(end) ? 0 : kShape.size();
}

// Puts trunk 8 and area code before numbers that lack them.
std::string MendLocal(std::string text, std::string_view region, std::string_view area_code) {
  if (area_code.empty() || !ReadsRussian(region)) return text;
  const std::size_t local_digits = area_code.size() < 10 ? 10 - area_code.size() : 0;
  const std::string missing = "8" + std::string(area_code);
  if (IsLocalAlone(text)) {
    const bool fits = static_cast<std::size_t>(std::ranges::count_if(text, IsDigit)) == local_digits;
    return fits ? missing + text : text;
  }
  if (local_digits != 7) return text;
  std::string mended;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t length = LocalGroupAt(text, i);
    if (length > 0) mended += missing;
    mended += text.substr(i, std::max<std::size_t>(length, 1));
    i += std::max<std::size_t>(length, 1);
  }
  return mended;
}

}  // namespace

bool MayBeLocal(std::string_view text) {
  text = text.substr(0, kMaxPhoneText);
  if (IsLocalAlone(text)) return true;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (IsDigit(text[i]) && LocalGroupAt(text, i) > 0) return true;
  }
  return false;
}

std::vector<FoundPhone> FindPhones(std::string_view text, std::string_view region, std::string_view area_code) {
  std::vector<FoundPhone> phones;
  const std::string mended = MendLocal(MendZeros(MendEncoding(text.substr(0, kMaxPhoneText))), region, area_code);
  if (IsNumberAlone(mended)) {
    Add(phones, ParseWhole(mended, region));
    if (!phones.empty()) return phones;
  }
  if (std::ranges::count_if(mended, IsDigit) < 7) return phones;
  PhoneNumberMatcher matcher(Util(), MendCountryCodes(mended, region), std::string(region), PhoneNumberMatcher::VALID,
                             /*max_tries=*/1000);
  PhoneNumberMatch match;
  while (phones.size() < kMaxPhonesInText && matcher.HasNext() && matcher.Next(&match)) {
    Add(phones, ClientPhone(match.number()));
  }
  return phones;
}

}  // namespace zamer::lead
