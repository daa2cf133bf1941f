#include "tests/support/process.h"

#include <fcntl.h>
#include <linux/close_range.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <mutex>
#include <stdexcept>
#include <thread>

namespace zamer::testing {
namespace {

std::vector<std::string> Environment(const std::map<std::string, std::string>& added) {
  std::vector<std::string> result;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string text = *entry;
    if (!added.contains(text.substr(0, text.find('=')))) result.push_back(text);
  }
  for (const auto& [name, value] : added) result.push_back(name + "=" + value);
  return result;
}

// Valid as long as the strings are.
std::vector<char*> Pointers(std::vector<std::string>& texts) {
  std::vector<char*> result;
  for (std::string& text : texts) result.push_back(text.data());
  result.push_back(nullptr);
  return result;
}

// Between fork and exec only async-signal-safe calls are allowed.
[[noreturn]] void BecomeProgram(char** argv, char** env, int output) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  ::dup2(output, STDOUT_FILENO);
  ::dup2(output, STDERR_FILENO);
  // The test's own sockets stay the test's own: a listener that the program inherits would go on listening.
  ::close_range(STDERR_FILENO + 1, ~0U, CLOSE_RANGE_CLOEXEC);
  ::execvpe(argv[0], argv, env);
  constexpr char kMessage[] = "cannot run the program\n";
  [[maybe_unused]] const ssize_t ignored = ::write(STDERR_FILENO, kMessage, sizeof kMessage - 1);
  ::_exit(127);
}

}  // namespace

// A thread that reads the pipe until the program and its children have closed it.
struct Process::Output {
  explicit Output(int pipe) : fd(pipe), reader([this] { Read(); }) {}

  ~Output() {
    reader.join();
    ::close(fd);
  }

  void Read() {
    char buffer[4096];
    for (ssize_t size; (size = ::read(fd, buffer, sizeof buffer)) > 0;) {
      const std::lock_guard lock(mutex);
      text.append(buffer, static_cast<std::size_t>(size));
    }
    const std::lock_guard lock(mutex);
    complete = true;
  }

  bool Complete() {
    const std::lock_guard lock(mutex);
    return complete;
  }

  int fd;
  std::mutex mutex;
  std::string text;
  bool complete = false;
  std::thread reader;
};

Process::Process(const ProcessOptions& options) {
  std::vector<std::string> args = {options.program};
  args.insert(args.end(), options.args.begin(), options.args.end());
  std::vector<std::string> env = Environment(options.env);
  const std::vector<char*> argv = Pointers(args);
  const std::vector<char*> envp = Pointers(env);
  int pipe[2];
  if (::pipe2(pipe, O_CLOEXEC) != 0) throw std::runtime_error("cannot make a pipe");
  pid_ = ::fork();
  if (pid_ == 0) BecomeProgram(const_cast<char**>(argv.data()), const_cast<char**>(envp.data()), pipe[1]);
  ::close(pipe[1]);
  if (pid_ < 0) {
    ::close(pipe[0]);
    throw std::runtime_error("cannot fork");
  }
  output_ = std::make_unique<Output>(pipe[0]);
}

Process::~Process() { Kill9(); }

std::string Process::output() const {
  const std::lock_guard lock(output_->mutex);
  return output_->text;
}

std::string Process::CompleteOutput(absl::Duration within) {
  Eventually([this] { return output_->Complete(); }, within);
  return output();
}

bool Process::WaitForOutput(const std::string& text, absl::Duration within) {
  const auto contains = [&] { return output().find(text) != std::string::npos; };
  Eventually([&] { return output_->Complete() || contains(); }, within);
  return contains();
}

bool Process::running() { return !Wait(absl::ZeroDuration()); }

void Process::Signal(int signal) {
  if (running()) ::kill(pid_, signal);
}

std::optional<int> Process::Terminate(absl::Duration within) {
  Signal(SIGTERM);
  return Wait(within);
}

void Process::Kill9() {
  Signal(SIGKILL);
  Wait();
}

std::optional<int> Process::Wait(absl::Duration within) {
  Eventually(
      [this] {
        int status = 0;
        if (!exit_status_ && ::waitpid(pid_, &status, WNOHANG) == pid_) {
          exit_status_ = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
        }
        return exit_status_.has_value();
      },
      within);
  return exit_status_;
}

ProcessResult RunProcess(const ProcessOptions& options, absl::Duration within) {
  Process process(options);
  const std::optional<int> status = process.Wait(within);
  if (!status) throw std::runtime_error(options.program + " did not end in time");
  return {*status, process.CompleteOutput(within)};
}

}  // namespace zamer::testing
