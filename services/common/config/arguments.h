// A command line taken apart. CLI11 stops at the first fault; a service's operator wants to see them all.
#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace zamer::config {

// "--name=value", or "--name value" as two arguments; no value when the next argument starts with "--" or is missing.
struct Argument {
  std::string name;  // without the dashes; empty for an argument that belongs to no flag
  std::optional<std::string> value;
};

// Total: any list of texts is taken apart somehow.
std::vector<Argument> SplitArguments(std::span<const std::string_view> arguments);

// One "NAME=value" of the environment.
struct Variable {
  std::string name;
  std::string value;
};

// The variables whose names start with `prefix`, from a null-terminated list as in environ.
std::vector<Variable> VariablesWithPrefix(const char* const* environment, std::string_view prefix);

}  // namespace zamer::config
