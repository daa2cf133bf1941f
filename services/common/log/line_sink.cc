#include "services/common/log/line_sink.h"

#include <poll.h>
#include <unistd.h>

#include <cerrno>

namespace zamer::log {
namespace {

// A pipe that polls writable takes PIPE_BUF bytes at once.
bool IsWritable(int descriptor) {
  pollfd waiting{.fd = descriptor, .events = POLLOUT, .revents = 0};
  return poll(&waiting, 1, 0) == 1 && (waiting.revents & POLLOUT) != 0;
}

bool WriteLine(int descriptor, const std::string& line) {
  ssize_t written = 0;
  do {
    written = write(descriptor, line.data(), line.size());
  } while (written < 0 && errno == EINTR);
  return written == static_cast<ssize_t>(line.size());
}

}  // namespace

void LineSink::sink_it_(const spdlog::details::log_msg& message) {
  std::string line(message.payload.data(), message.payload.size());
  if (lost_ > 0) {
    line.pop_back();  // the brace that ends the object
    line += ",\"lines_lost\":" + std::to_string(lost_) + '}';
  }
  line += '\n';
  if (IsWritable(descriptor_) && WriteLine(descriptor_, line)) {
    lost_ = 0;
  } else {
    ++lost_;
  }
}

}  // namespace zamer::log
