// JSON lines for operators: {"ts", "level", "msg", "service", then the fields}. docs: no personal data, see field.h.
//
//   log::Logger logger({.service = "lead"}, clock, log::StandardOutput());
//   logger.Info("call is over", {{"method", log::Id(method)}, {"took_ms", took}, {"code", status.code()}});
#pragma once
#include <absl/time/time.h>
#include <spdlog/logger.h>

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <mutex>
#include <span>
#include <string>

#include "services/common/log/field.h"
#include "services/common/log/level.h"
#include "services/common/log/literal.h"
#include "services/common/log/repeats.h"
#include "services/common/time/clock.h"

namespace zamer::log {

// The process's standard output, a line at a time, without ever waiting for its reader (line_sink.h).
std::shared_ptr<spdlog::sinks::sink> StandardOutput();

struct LoggerOptions {
  Literal service = "zamer";
  Level level = Level::kInfo;  // the least urgent lines to write
  // Lines of one message and level per second; further ones are counted, and a later line tells their number as
  // "repeated". 0 for no limit.
  int repeats_per_second = 100;
};

// Writes lines of at most 4 KiB; fields that do not fit are left out and "truncated" says so. Any thread: messages come
// from gRPC's threads too, and the lock is held for a look-up only.
class Logger {
 public:
  // The clock must outlive the logger. The sink is told finished lines without line breaks.
  Logger(const LoggerOptions& options, const Clock& clock, std::shared_ptr<spdlog::sinks::sink> sink);
  // Tells what was held back.
  ~Logger();
  Logger(const Logger&) = delete;
  Logger& operator=(const Logger&) = delete;

  // Whether lines of this level are written: ask before rendering costly fields.
  bool IsOn(Level level) const { return level >= options_.level; }

  void Log(Level level, Literal message, std::span<const Field> fields);
  void Log(Level level, Literal message, std::initializer_list<Field> fields = {}) {
    Log(level, message, std::span(fields.begin(), fields.size()));
  }
  void Debug(Literal message, std::initializer_list<Field> fields = {}) { Log(Level::kDebug, message, fields); }
  void Info(Literal message, std::initializer_list<Field> fields = {}) { Log(Level::kInfo, message, fields); }
  void Warning(Literal message, std::initializer_list<Field> fields = {}) { Log(Level::kWarning, message, fields); }
  void Error(Literal message, std::initializer_list<Field> fields = {}) { Log(Level::kError, message, fields); }

 private:
  void Write(Level level, absl::Time now, std::string_view message, std::span<const Field> fields,
             std::int64_t repeated);

  const LoggerOptions options_;
  const Clock& clock_;
  spdlog::logger out_;
  std::mutex mutex_;  // guards repeats_
  Repeats repeats_;
};

}  // namespace zamer::log
