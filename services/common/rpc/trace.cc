#include "services/common/rpc/trace.h"

#include <absl/strings/str_cat.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

#include "services/common/time/ids.h"

namespace zamer::rpc {
namespace {

// 00-<32 trace id>-<16 span id>-<2 flags>
constexpr size_t kLength = 55;
constexpr size_t kTraceAt = 3;
constexpr size_t kTraceLength = 32;
constexpr size_t kSpanAt = 36;
constexpr size_t kSpanLength = 16;

bool IsHex(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

bool IsZero(std::string_view text) { return text.find_first_not_of('0') == std::string_view::npos; }

// Trace and span ids must be unlikely to collide, not hard to guess: a generator per thread (splitmix64), seeded by the
// kernel, spares a system call per call.
uint64_t NextRandom() {
  thread_local uint64_t state = [] {
    std::array<uint8_t, sizeof(uint64_t)> seed;
    FillRandom(seed);
    uint64_t value;
    std::memcpy(&value, seed.data(), sizeof value);
    return value;
  }();
  uint64_t z = (state += 0x9e3779b97f4a7c15);
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
  z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
  return (z ^ (z >> 31)) | 1;  // an all-zero id means "none"
}

absl::Hex RandomHex() { return absl::Hex(NextRandom(), absl::kZeroPad16); }

}  // namespace

bool IsTraceParent(std::string_view text) {
  if (text.size() != kLength || !text.starts_with("00-") || text[35] != '-' || text[52] != '-') return false;
  const std::string_view trace = text.substr(kTraceAt, kTraceLength);
  const std::string_view span = text.substr(kSpanAt, kSpanLength);
  return IsHex(trace) && IsHex(span) && IsHex(text.substr(53)) && !IsZero(trace) && !IsZero(span);
}

std::string ChildTrace(std::string_view parent) {
  if (!IsTraceParent(parent)) return absl::StrCat("00-", RandomHex(), RandomHex(), "-", RandomHex(), "-01");
  std::string child(parent);
  const std::string span = absl::StrCat(RandomHex());
  child.replace(kSpanAt, kSpanLength, span);
  return child;
}

std::string_view TraceIdOf(std::string_view trace_parent) { return trace_parent.substr(kTraceAt, kTraceLength); }

}  // namespace zamer::rpc
