// Where new ids come from.
#pragma once
#include <array>
#include <cstdint>
#include <functional>
#include <span>
#include <string>

#include "services/common/time/clock.h"

namespace zamer {

// Gives ids that nobody has used. Owned by one thread.
class IdSource {
 public:
  virtual ~IdSource() = default;
  virtual std::string NextId() = 0;
};

// Fills the whole span with bytes from the kernel's generator. Ends the process if there is none.
void FillRandom(std::span<std::uint8_t> bytes);

// ULIDs: 26 lower-case characters of Crockford's base 32, 48 bits of milliseconds and 80 random bits, so they sort by
// time as text. One source gives strictly increasing ids, also within a millisecond and when the clock jumps back.
class UlidSource final : public IdSource {
 public:
  using RandomFill = std::function<void(std::span<std::uint8_t>)>;
  // The clock must outlive the source. `random` is replaced only to make ids predictable in tests.
  explicit UlidSource(const Clock& clock, RandomFill random = FillRandom);
  std::string NextId() override;

 private:
  void Redraw();
  void Increment();

  const Clock& clock_;
  RandomFill random_;
  std::uint64_t millis_ = 0;
  std::array<std::uint8_t, 10> tail_{};
};

}  // namespace zamer
