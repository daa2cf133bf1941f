#include "services/common/log/logger.h"

#include <unistd.h>

#include "services/common/log/line_sink.h"

namespace zamer::log {
namespace {

// Kept free at the end of a line for "truncated", "lines_lost", the brace and the line break.
constexpr std::size_t kReserve = 64;

// One line under construction.
class Line {
 public:
  void Add(std::string_view key, std::string_view json) {
    if (text_.size() + key.size() + json.size() + kReserve > kLongestLine) {
      truncated_ = true;
      return;
    }
    text_ += text_.size() == 1 ? "" : ",";
    AppendJsonString(text_, key);
    text_ += ':';
    text_ += json;
  }
  void Add(const Field& field) { Add(field.key(), field.json()); }
  std::string Finish() && { return std::move(text_) + (truncated_ ? ",\"truncated\":true}" : "}"); }

 private:
  std::string text_ = "{";
  bool truncated_ = false;
};

}  // namespace

std::shared_ptr<spdlog::sinks::sink> StandardOutput() { return std::make_shared<LineSink>(STDOUT_FILENO); }

Logger::Logger(const LoggerOptions& options, const Clock& clock, std::shared_ptr<spdlog::sinks::sink> sink)
    : options_(options),
      clock_(clock),
      out_(std::string(options.service.text()), std::move(sink)),
      repeats_(options.repeats_per_second) {
  out_.set_level(spdlog::level::trace);  // levels are decided here, before a line is rendered
}

Logger::~Logger() {
  for (const Repeats::Untold& each : repeats_.All()) Write(each.level, clock_.Now(), each.message, {}, each.count);
}

void Logger::Log(Level level, Literal message, std::span<const Field> fields) {
  if (!IsOn(level)) return;
  const absl::Time now = clock_.Now();
  std::optional<std::int64_t> repeated;
  std::vector<Repeats::Untold> due;
  {
    const std::lock_guard lock(mutex_);
    repeated = repeats_.Admit(level, message.text(), now);
    due = repeats_.Due(now);
  }
  for (const Repeats::Untold& each : due) Write(each.level, now, each.message, {}, each.count);
  if (repeated.has_value()) Write(level, now, message.text(), fields, *repeated);
}

void Logger::Write(Level level, absl::Time now, std::string_view message, std::span<const Field> fields,
                   std::int64_t repeated) {
  Line line;
  line.Add(Field("ts", now));
  line.Add("level", JsonString(LevelName(level)));
  line.Add("msg", JsonString(message));
  line.Add(Field("service", options_.service));
  if (repeated > 0) line.Add(Field("repeated", repeated));
  for (const Field& field : fields) line.Add(field);
  out_.log(spdlog::level::info, std::move(line).Finish());
}

}  // namespace zamer::log
