// What an option's value must fulfil beyond its type. Rules hold for defaults too, so "given" makes one required.
#pragma once
#include <absl/strings/str_cat.h>

#include <functional>
#include <string>

#include "services/common/config/values.h"

namespace zamer::config {

// A condition and the words for it, which complete "must be ...".
template <typename T>
struct Rule {
  std::string words;
  std::function<bool(const T&)> holds;
};

// Any value of the type.
template <typename T>
Rule<T> Any() {
  return {};
}

// From `least` to `most`, both included.
template <typename T>
Rule<T> Between(T least, T most) {
  return {.words = "between " + Value<T>::Format(least) + " and " + Value<T>::Format(most),
          .holds = [least, most](const T& value) { return least <= value && value <= most; }};
}

// Given at all.
inline Rule<std::string> NotEmpty() {
  return {.words = "given", .holds = [](const std::string& value) { return !value.empty(); }};
}
inline Rule<HostPort> Address() {
  return {.words = "given", .holds = [](const HostPort& value) { return !value.host.empty(); }};
}

}  // namespace zamer::config
