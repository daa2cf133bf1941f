#include "services/common/time/ids.h"

#include <sys/random.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>

namespace zamer {
namespace {

// Crockford's digits without i, l, o and u; in the order of ASCII, so that text sorts like the number.
constexpr char kDigits[] = "0123456789abcdefghjkmnpqrstvwxyz";
constexpr int kTimeDigits = 10;
constexpr int kTailDigits = 16;

// Writes `count` digits of five bits each, the most significant first.
void WriteDigits(unsigned __int128 value, int count, char* out) {
  for (int i = count - 1; i >= 0; --i, value >>= 5) out[i] = kDigits[static_cast<unsigned>(value & 31)];
}

unsigned __int128 BigEndian(std::span<const std::uint8_t> bytes) {
  unsigned __int128 value = 0;
  for (const std::uint8_t byte : bytes) value = value << 8 | byte;
  return value;
}

}  // namespace

void FillRandom(std::span<std::uint8_t> bytes) {
  while (!bytes.empty()) {
    const ssize_t got = getrandom(bytes.data(), bytes.size(), 0);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) std::abort();
    bytes = bytes.subspan(static_cast<std::size_t>(got));
  }
}

UlidSource::UlidSource(const Clock& clock, RandomFill random) : clock_(clock), random_(std::move(random)) {}

std::string UlidSource::NextId() {
  // 48 bits of milliseconds last until the year 10889.
  constexpr std::int64_t kLastMilli = (std::int64_t{1} << 48) - 1;
  const auto now =
      static_cast<std::uint64_t>(std::clamp(absl::ToUnixMillis(clock_.Now()), std::int64_t{0}, kLastMilli));
  if (now > millis_) {
    millis_ = now;
    Redraw();
  } else {
    Increment();
  }
  std::string id(kTimeDigits + kTailDigits, '0');
  WriteDigits(millis_, kTimeDigits, id.data());
  WriteDigits(BigEndian(tail_), kTailDigits, id.data() + kTimeDigits);
  return id;
}

void UlidSource::Redraw() {
  random_(tail_);
  tail_[0] &= 0x7f;  // leaves 2^79 steps before the tail could overflow
}

void UlidSource::Increment() {
  for (auto byte = tail_.rbegin(); byte != tail_.rend() && ++*byte == 0; ++byte) {
  }
}

}  // namespace zamer
