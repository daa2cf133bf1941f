#include "services/common/time/file_clock.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <atomic>

#include "services/common/status/errors.h"

namespace zamer {
namespace {

constexpr std::size_t kBytes = sizeof(std::int64_t);

absl::Status Unusable(const std::string& path) {
  return Internal("the clock's file cannot be used: check that it can be read and written", {{"path", path}});
}

}  // namespace

absl::StatusOr<std::unique_ptr<FileClock>> FileClock::Open(const std::string& path) {
  const int file = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (file < 0) return Unusable(path);
  void* const mapped =
      ftruncate(file, kBytes) == 0 ? mmap(nullptr, kBytes, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0) : MAP_FAILED;
  close(file);
  if (mapped == MAP_FAILED) return Unusable(path);
  return std::unique_ptr<FileClock>(new FileClock(static_cast<std::int64_t*>(mapped)));
}

FileClock::~FileClock() { munmap(micros_, kBytes); }

absl::Time FileClock::Now() const {
  return absl::FromUnixMicros(std::atomic_ref<std::int64_t>(*micros_).load(std::memory_order_acquire));
}

void FileClock::Set(absl::Time now) {
  std::atomic_ref<std::int64_t>(*micros_).store(absl::ToUnixMicros(now), std::memory_order_release);
}

}  // namespace zamer
