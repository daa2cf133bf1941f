#include "services/common/log/line_sink.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <unistd.h>

#include <string_view>

namespace zamer::log {
namespace {

// A pipe whose ends close with the test.
class Pipe {
 public:
  Pipe() { EXPECT_EQ(pipe(ends_), 0); }
  ~Pipe() {
    CloseReader();
    close(ends_[1]);
  }
  void CloseReader() {
    if (std::exchange(open_, false)) close(ends_[0]);
  }
  int writer() const { return ends_[1]; }
  // Everything that is in the pipe now.
  std::string Drain() {
    fcntl(ends_[0], F_SETFL, O_NONBLOCK);
    std::string all(1 << 20, '\0');
    const ssize_t got = read(ends_[0], all.data(), all.size());
    all.resize(got < 0 ? 0 : static_cast<std::size_t>(got));
    return all;
  }

 private:
  int ends_[2] = {-1, -1};
  bool open_ = true;
};

void Write(LineSink& sink, std::string_view line) {
  sink.log(spdlog::details::log_msg("test", spdlog::level::info, spdlog::string_view_t(line.data(), line.size())));
}

TEST(LineSink, EndsEachLine) {
  Pipe pipe;
  LineSink sink(pipe.writer());
  Write(sink, R"({"a":1})");
  Write(sink, R"({"a":2})");
  EXPECT_EQ(pipe.Drain(), "{\"a\":1}\n{\"a\":2}\n");
}

TEST(LineSink, NeverWaitsForAReaderThatIsBehindAndTellsWhatWasLost) {
  Pipe pipe;
  LineSink sink(pipe.writer());
  const std::string line = "{\"a\":\"" + std::string(3000, 'x') + "\"}";
  for (int i = 0; i < 1000; ++i) Write(sink, line);  // the pipe takes some 64 KiB of these 3 MB
  const auto kept = pipe.Drain().size() / (line.size() + 1);
  EXPECT_GT(kept, 0u);
  EXPECT_LT(kept, 1000u);
  Write(sink, R"({"a":1})");
  EXPECT_EQ(pipe.Drain(), "{\"a\":1,\"lines_lost\":" + std::to_string(1000 - kept) + "}\n");
  Write(sink, R"({"a":2})");
  EXPECT_EQ(pipe.Drain(), "{\"a\":2}\n");
}

TEST(LineSink, OutlivesItsReader) {
  signal(SIGPIPE, SIG_IGN);
  Pipe pipe;
  LineSink sink(pipe.writer());
  pipe.CloseReader();
  Write(sink, R"({"a":1})");
  Write(sink, R"({"a":2})");
}

}  // namespace
}  // namespace zamer::log
