// Programs that a test starts, watches and kills.
#pragma once
#include <absl/time/time.h>
#include <sys/types.h>

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "tests/support/eventually.h"

namespace zamer::testing {

struct ProcessOptions {
  std::string program;  // a path, or a name to look up in PATH
  std::vector<std::string> args{};
  std::map<std::string, std::string> env{};  // added to the test's own
};

// A running program. Its standard output and error are collected in one text. Killed, with SIGKILL, by the destructor,
// and by the kernel when the thread that started it ends.
class Process {
 public:
  // Throws std::runtime_error when the program cannot be started.
  explicit Process(const ProcessOptions& options);
  ~Process();
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  pid_t pid() const { return pid_; }
  // What it wrote so far.
  std::string output() const;
  // The same, once the program has closed it or the time is over.
  std::string CompleteOutput(absl::Duration within = kPatience);
  // Waits until the output contains the text; false when the program ended or the time was over without it.
  bool WaitForOutput(const std::string& text, absl::Duration within = kPatience);

  bool running();
  void Signal(int signal);
  // Asks it to end (SIGTERM) and gives its exit status; nothing when it did not end in time.
  std::optional<int> Terminate(absl::Duration within = kPatience);
  // Ends it at once, as a crash would (SIGKILL).
  void Kill9();
  // Its exit status once it has ended, 128 + n if by signal n; nothing when it did not end in time.
  std::optional<int> Wait(absl::Duration within = kPatience);

 private:
  struct Output;

  pid_t pid_ = -1;
  std::optional<int> exit_status_;
  std::unique_ptr<Output> output_;
};

struct ProcessResult {
  int exit_status;
  std::string output;
};

// Runs a program to its end. Throws std::runtime_error when it does not start or end in time.
ProcessResult RunProcess(const ProcessOptions& options, absl::Duration within = kPatience);

}  // namespace zamer::testing
