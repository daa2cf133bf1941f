// A clock that several processes share and one of them moves: for simulations of whole departments.
#pragma once
#include <absl/status/statusor.h>
#include <absl/time/time.h>

#include <cstdint>
#include <memory>
#include <string>

#include "services/common/time/clock.h"

namespace zamer {

// The time is eight bytes at the beginning of a file: whole microseconds since the epoch in the machine's byte order,
// mapped into each process. May be moved and read from any thread; what one process sets the others read at once.
class FileClock final : public Clock {
 public:
  // Makes the file, at the epoch, where there is none. INTERNAL with the path when it cannot be opened or mapped.
  static absl::StatusOr<std::unique_ptr<FileClock>> Open(const std::string& path);
  ~FileClock() override;
  FileClock(const FileClock&) = delete;
  FileClock& operator=(const FileClock&) = delete;

  absl::Time Now() const override;
  void Set(absl::Time now);

 private:
  explicit FileClock(std::int64_t* micros) : micros_(micros) {}
  std::int64_t* micros_;  // mapped
};

}  // namespace zamer
