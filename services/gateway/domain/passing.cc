#include "services/gateway/domain/passing.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace zamer::gateway {
namespace {

constexpr std::size_t kMostBytes = 1024;

constexpr std::array<std::string_view, 3> kInward = {"accept-language", "traceparent", "zamer-position"};
constexpr std::array<std::string_view, 1> kOutward = {"zamer-position"};

}  // namespace

bool PassesInward(std::string_view name) { return std::ranges::find(kInward, name) != kInward.end(); }

bool PassesOutward(std::string_view name) { return std::ranges::find(kOutward, name) != kOutward.end(); }

bool IsMetadataValue(std::string_view value) {
  return !value.empty() && value.size() <= kMostBytes &&
         std::ranges::all_of(value, [](char c) { return c >= 0x20 && c <= 0x7e; });
}

}  // namespace zamer::gateway
