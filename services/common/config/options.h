// A program's options: declared once each, read from flags and environment, all faults told at once.
//
//   config::ServerConfig server;
//   config::Options options("lead", "Keeps the leads of the departments.");
//   server.Declare(options);
//   if (const std::optional<int> exit = options.Read(argc, argv, environ, std::cout, std::cerr)) return *exit;
#pragma once
#include <absl/status/status.h>

#include <functional>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "services/common/config/arguments.h"
#include "services/common/config/rules.h"
#include "services/common/config/values.h"

namespace zamer::config {

// The option `--redis-address` is also the variable ZAMER_REDIS_ADDRESS; a flag wins over its variable. Targets must
// outlive the Options and hold the defaults when they are declared. One thread.
class Options {
 public:
  Options(std::string program, std::string purpose) : program_(std::move(program)), purpose_(std::move(purpose)) {}

  // The heading in the help under which the next options appear.
  void Group(std::string title) { group_ = std::move(title); }

  // Declares `--name`: lower-case letters, digits and hyphens, once. `help` is a sentence.
  template <typename T>
  void Add(std::string_view name, T& target, std::string_view help, Rule<std::type_identity_t<T>> rule = {}) {
    Entry entry{.name = std::string(name),
                .group = group_,
                .type = Value<T>::Type(),
                .initial = Value<T>::Format(target),
                .help = std::string(help),
                .words = rule.words,
                .bare_is_true = std::is_same_v<T, bool>,
                .set = [&target](std::string_view text) { return Set(target, text); },
                .holds = [&target, holds = std::move(rule.holds)] { return !holds || holds(target); }};
    entries_.push_back(std::move(entry));
  }

  // A condition over several options, asked when each by itself is right. Its answer is the fault in one sentence.
  void Check(std::function<std::optional<std::string>()> check) { checks_.push_back(std::move(check)); }

  // Reads everything into the targets. The faults in the order found; empty when all is well. Values of flags and
  // variables that are not declared are never repeated in a fault: they may be secrets.
  std::vector<std::string> Read(const std::vector<Argument>& arguments, const std::vector<Variable>& variables);

  // For main(): no value to go on; else the exit code: 0 after `--help`, whose text goes to `out`, 2 after faults,
  // which go to `err`.
  std::optional<int> Read(int argc, const char* const* argv, const char* const* environment, std::ostream& out,
                          std::ostream& err);

  // The page that --help prints.
  std::string Help() const;

 private:
  struct Entry {
    std::string name, group, type, initial, help, words;
    bool bare_is_true;
    std::function<absl::Status(std::string_view)> set;
    std::function<bool()> holds;
    bool from_flag = false;
    bool broken = false;
  };

  template <typename T>
  static absl::Status Set(T& target, std::string_view text) {
    auto value = Value<T>::Parse(text);
    if (!value.ok()) return value.status();
    target = *std::move(value);
    return absl::OkStatus();
  }

  Entry* Find(std::string_view name);
  void ReadVariable(const Variable& variable, std::vector<std::string>& faults);
  void ReadArgument(const Argument& argument, std::vector<std::string>& faults);

  std::string program_, purpose_, group_;
  std::vector<Entry> entries_;
  std::vector<std::function<std::optional<std::string>()>> checks_;
};

}  // namespace zamer::config
