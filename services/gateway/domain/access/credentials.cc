#include "services/gateway/domain/access/credentials.h"

#include <algorithm>

#include "services/common/status/errors.h"

namespace zamer::gateway::access {
namespace {

constexpr std::size_t kLeastCharacters = 10;
constexpr std::size_t kMostCharacters = 128;

// Of ten characters and more, those that head the lists of leaked passwords, here and in Russia; folded.
constexpr std::string_view kWellKnown[] = {
    "0123456789",   "0987654321",    "1029384756",   "123123123123", "1234567890",    "12345678900",  "12345678910",
    "123456789a",   "123456789q",    "123456qwerty", "1234qwer1234", "1234qwerasdf",  "1q2w3e4r5t",   "1q2w3e4r5t6y",
    "1qaz2wsx3edc", "9876543210",    "abcd123456",   "abcdefghij",   "administrator", "asdfghjkl1",   "asdfghjkl;",
    "iloveyou12",   "passw0rd123",   "password01",   "password10",   "password11",    "password12",   "password123",
    "password1234", "password12345", "q1w2e3r4t5",   "q1w2e3r4t5y6", "qazwsxedcrfv",  "qwerasdfzxcv", "qwerty1234",
    "qwerty12345",  "qwerty123456",  "qwertyuiop",   "qwertyuiop1",  "qwertyuiop[]",  "zaq12wsxcde3", "zxcvbnm123",
    "йцукен12345",  "йцукенгшщз",    "йцукенгшщзхъ", "пароль1234",   "пароль12345",   "пароль123456", "фывапролдж",
    "фывапролджэ",  "ячсмитьбю1",    "welcome123",   "letmein1234",  "sunshine123",   "admin12345",   "admin123456"};

bool BeginsCharacter(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) != 0x80; }

std::size_t Characters(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(text, BeginsCharacter));
}

// One character again and again.
bool IsOneCharacter(std::string_view text) {
  const auto second = std::find_if(text.begin() + 1, text.end(), BeginsCharacter);
  const auto size = static_cast<std::size_t>(second - text.begin());
  for (std::size_t at = 0; at < text.size(); at += size) {
    if (text.substr(at, size) != text.substr(0, size)) return false;
  }
  return true;
}

char LowerLatin(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }

// А to Я and Ё, two bytes of UTF-8 each, to lower case.
void LowerCyrillic(char& first, char& second) {
  if (first != '\xD0') return;
  const auto byte = static_cast<unsigned char>(second);
  if (byte == 0x81) {
    first = '\xD1';
    second = '\x91';
  } else if (byte >= 0x90 && byte <= 0x9F) {
    second = static_cast<char>(byte + 0x20);
  } else if (byte >= 0xA0 && byte <= 0xAF) {
    first = '\xD1';
    second = static_cast<char>(byte - 0x20);
  }
}

absl::Status Weak(std::string_view message) { return InvalidArgument(Reason::kPasswordWeak, message); }

}  // namespace

std::string FoldLogin(std::string_view login) {
  const std::size_t begin = login.find_first_not_of(' ');
  if (begin == std::string_view::npos) return {};
  std::string folded(login.substr(begin, login.find_last_not_of(' ') + 1 - begin));
  for (std::size_t i = 0; i < folded.size(); ++i) {
    folded[i] = LowerLatin(folded[i]);
    if (i + 1 < folded.size()) LowerCyrillic(folded[i], folded[i + 1]);
  }
  return folded;
}

absl::StatusOr<std::string> ReadLogin(std::string_view login) {
  std::string folded = FoldLogin(login);
  const auto is_control = [](char c) { return static_cast<unsigned char>(c) < ' ' || c == '\x7F'; };
  if (!folded.empty() && std::ranges::none_of(folded, is_control)) return folded;
  Violations violations;
  violations.Add("login", "must have at least one character, and no control characters");
  return violations.ToStatus();
}

absl::Status CheckPassword(std::string_view password, std::string_view login) {
  const std::size_t characters = Characters(password);
  if (characters < kLeastCharacters) return Weak("The password is too short: use at least 10 characters.");
  if (characters > kMostCharacters) return Weak("The password is too long: use at most 128 characters.");
  const std::string folded = FoldLogin(password);
  if (folded == login) return Weak("The password is the login: use another.");
  if (folded.empty() || IsOneCharacter(password) || std::ranges::find(kWellKnown, folded) != std::end(kWellKnown)) {
    return Weak("Everybody who guesses tries this password first: use another.");
  }
  return absl::OkStatus();
}

}  // namespace zamer::gateway::access
