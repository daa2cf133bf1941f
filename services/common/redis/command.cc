#include "services/common/redis/command.h"

namespace zamer::redis {
namespace {

constexpr std::string_view kLineEnd = "\r\n";

void AppendHeader(std::string& out, char type, std::size_t number) {
  char line[24];
  line[0] = type;
  char* end = std::to_chars(line + 1, std::end(line) - kLineEnd.size(), number).ptr;
  end += kLineEnd.copy(end, kLineEnd.size());
  out.append(line, end);
}

}  // namespace

Command& Command::Add(std::string_view arg) {
  AppendHeader(arguments_, '$', arg.size());
  arguments_.append(arg).append(kLineEnd);
  ++count_;
  return *this;
}

void Command::AppendTo(std::string& out) const {
  AppendHeader(out, '*', count_);
  out.append(arguments_);
}

}  // namespace zamer::redis
