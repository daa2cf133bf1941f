#include "services/zamerctl/text/secret_input.h"

#include <termios.h>
#include <unistd.h>

#include <fstream>
#include <iostream>

namespace zamer::ctl {
namespace {

// While it lives, the terminal shows nothing that is typed; a pipe is none and shows nothing anyway.
class Unseen {
 public:
  Unseen() : is_terminal_(tcgetattr(STDIN_FILENO, &before_) == 0) {
    if (!is_terminal_) return;
    termios unseen = before_;
    unseen.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &unseen);
  }
  ~Unseen() {
    if (is_terminal_) tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_);
  }
  Unseen(const Unseen&) = delete;
  Unseen& operator=(const Unseen&) = delete;

  bool is_terminal() const { return is_terminal_; }

 private:
  termios before_{};
  const bool is_terminal_;
};

absl::StatusOr<std::string> FirstLine(std::istream& input, const std::string& name) {
  std::string line;
  if (!std::getline(input, line)) return absl::NotFoundError("there is no secret in " + name);
  return line;
}

}  // namespace

absl::StatusOr<std::string> ReadSecret(const std::string& file, const std::string& prompt) {
  if (!file.empty()) {
    std::ifstream input(file);
    return FirstLine(input, file);
  }
  const Unseen unseen;
  if (unseen.is_terminal()) std::cerr << prompt << ": ";
  absl::StatusOr<std::string> secret = FirstLine(std::cin, "standard input");
  if (unseen.is_terminal()) std::cerr << "\n";
  return secret;
}

}  // namespace zamer::ctl
