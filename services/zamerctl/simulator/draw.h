// Chance that repeats: the same seed draws the same, on every machine.
#pragma once
#include <absl/time/time.h>

#include <cstdint>
#include <random>
#include <span>

namespace zamer::simulator {

class Draw {
 public:
  // Streams of one seed are independent of each other.
  Draw(std::uint64_t seed, std::uint64_t stream) : bits_(Mix(seed) ^ Mix(stream + 0x51ed270b)) {}

  // Below `bound`, which is above 0. The standard's distributions differ between libraries, so they are not used.
  std::uint64_t Below(std::uint64_t bound) { return bits_() % bound; }
  bool Chance(double share) { return static_cast<double>(bits_() >> 11) * 0x1p-53 < share; }
  // Whole seconds from `least` up to `most`.
  absl::Duration Between(absl::Duration least, absl::Duration most) {
    const auto seconds = static_cast<std::uint64_t>(absl::ToInt64Seconds(most - least));
    return least + absl::Seconds(static_cast<std::int64_t>(Below(seconds + 1)));
  }
  // An index, as often as its weight says.
  std::size_t Weighted(std::span<const int> weights) {
    std::uint64_t sum = 0;
    for (const int weight : weights) sum += static_cast<std::uint64_t>(weight);
    std::uint64_t left = Below(sum);
    for (std::size_t i = 0;; ++i) {
      const auto weight = static_cast<std::uint64_t>(weights[i]);
      if (left < weight) return i;
      left -= weight;
    }
  }

 private:
  // Neighbouring seeds become distant ones.
  static std::uint64_t Mix(std::uint64_t seed) {
    seed += 0x9e3779b97f4a7c15;
    seed = (seed ^ (seed >> 30)) * 0xbf58476d1ce4e5b9;
    seed = (seed ^ (seed >> 27)) * 0x94d049bb133111eb;
    return seed ^ (seed >> 31);
  }

  std::mt19937_64 bits_;
};

}  // namespace zamer::simulator
