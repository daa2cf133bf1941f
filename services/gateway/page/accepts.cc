#include "services/gateway/page/accepts.h"

#include <absl/strings/ascii.h>
#include <absl/strings/str_replace.h>
#include <absl/strings/str_split.h>

#include <algorithm>
#include <string>
#include <vector>

namespace zamer::gateway {
namespace {

// The items of a list, without spaces.
std::vector<std::string> Items(std::string_view list) {
  return absl::StrSplit(absl::StrReplaceAll(std::string(list), {{" ", ""}, {"\t", ""}}), ',', absl::SkipEmpty());
}

std::string_view Strong(std::string_view tag) { return tag.starts_with("W/") ? tag.substr(2) : tag; }

}  // namespace

bool AcceptsGzip(std::string_view accept_encoding) {
  return std::ranges::any_of(Items(accept_encoding), [](std::string item) {
    absl::AsciiStrToLower(&item);
    const std::string name = item.substr(0, item.find(';'));
    const bool refused =
        item.ends_with(";q=0") || item.ends_with(";q=0.0") || item.ends_with(";q=0.00") || item.ends_with(";q=0.000");
    return (name == "gzip" || name == "*") && !refused;
  });
}

bool HasTag(std::string_view if_none_match, std::string_view tag) {
  return std::ranges::any_of(Items(if_none_match),
                             [&](const std::string& item) { return item == "*" || Strong(item) == Strong(tag); });
}

}  // namespace zamer::gateway
