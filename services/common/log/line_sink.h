// Where lines go: a file descriptor that may be slow, without ever waiting for it.
#pragma once
#include <spdlog/sinks/base_sink.h>

#include <cstddef>
#include <cstdint>
#include <mutex>
#include <string>

namespace zamer::log {

// Longer lines would not be written in one piece (PIPE_BUF).
inline constexpr std::size_t kLongestLine = 4096;

// Writes each JSON object as one line with one write(2), so lines of several threads never mix. When the reader of a
// pipe is behind, the line is dropped, and the next one that goes through says how many were: "lines_lost". Any thread.
// A line can still wait when another process fills the same pipe at that very moment.
class LineSink final : public spdlog::sinks::base_sink<std::mutex> {
 public:
  // Does not own the descriptor.
  explicit LineSink(int descriptor) : descriptor_(descriptor) {}

 private:
  void sink_it_(const spdlog::details::log_msg& message) override;
  void flush_() override {}

  int descriptor_;
  std::int64_t lost_ = 0;
};

}  // namespace zamer::log
