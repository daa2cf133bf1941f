#include "services/zamerctl/text/encoding.h"

#include <absl/strings/ascii.h>
#include <iconv.h>

#include <algorithm>
#include <utility>

namespace zamer::ctl {
namespace {

constexpr std::size_t kFailed = static_cast<std::size_t>(-1);
constexpr std::size_t kMostBytesPerCharacter = 4;

bool IsAscii(std::string_view text) {
  return std::ranges::all_of(text, [](char byte) { return absl::ascii_isascii(static_cast<unsigned char>(byte)); });
}

bool Convert(iconv_t converter, std::string_view text, std::string& out) {
  std::string in(text);
  out.resize(in.size() * kMostBytesPerCharacter);
  char* from = in.data();
  std::size_t from_left = in.size();
  char* to = out.data();
  std::size_t to_left = out.size();
  iconv(converter, nullptr, nullptr, nullptr, nullptr);
  if (iconv(converter, &from, &from_left, &to, &to_left) == kFailed) return false;
  out.resize(out.size() - to_left);
  return true;
}

// UTF-16 and its kin put other bytes between ASCII characters.
bool KeepsAscii(iconv_t converter) {
  constexpr std::string_view kSample = "09AZaz,;\"\n";
  std::string out;
  return Convert(converter, kSample, out) && out == kSample;
}

}  // namespace

Decoder::Decoder(const std::string& encoding) {
  const iconv_t converter = iconv_open("UTF-8", encoding.c_str());
  if (reinterpret_cast<std::size_t>(converter) == kFailed) return;
  converter_ = converter;
  known_ = KeepsAscii(converter);
}

Decoder::Decoder(Decoder&& other) noexcept
    : converter_(std::exchange(other.converter_, nullptr)), known_(other.known_) {}

Decoder::~Decoder() {
  if (converter_ != nullptr) iconv_close(converter_);
}

bool Decoder::Decode(std::string& text) const {
  if (IsAscii(text)) return true;
  std::string converted;
  if (!known_ || !Convert(converter_, text, converted)) return false;
  text = std::move(converted);
  return true;
}

}  // namespace zamer::ctl
