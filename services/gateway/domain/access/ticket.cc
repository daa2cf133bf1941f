#include "services/gateway/domain/access/ticket.h"

#include <absl/strings/str_cat.h>

#include <algorithm>

namespace zamer::gateway::access {
namespace {

constexpr std::size_t kMostIdBytes = 63;
constexpr std::size_t kSecretBytes = 43;

bool IsLowerOrDigit(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

bool IsId(std::string_view text) {
  return !text.empty() && text.size() <= kMostIdBytes &&
         std::ranges::all_of(text, [](char c) { return IsLowerOrDigit(c) || c == '-'; });
}

bool IsSecret(std::string_view text) {
  return text.size() == kSecretBytes && std::ranges::all_of(text, [](char c) {
           return IsLowerOrDigit(c) || (c >= 'A' && c <= 'Z') || c == '-' || c == '_';
         });
}

}  // namespace

std::optional<Ticket> Ticket::Parse(std::string_view text) {
  const std::size_t first = text.find('.');
  const std::size_t last = text.rfind('.');
  if (first == last) return std::nullopt;
  const std::string_view department = text.substr(0, first);
  const std::string_view owner = text.substr(first + 1, last - first - 1);
  const std::string_view secret = text.substr(last + 1);
  if (!IsId(department) || !IsId(owner) || !IsSecret(secret)) return std::nullopt;
  return Ticket{std::string(department), std::string(owner), std::string(secret)};
}

std::string Ticket::ToString() const { return absl::StrCat(department, ".", owner, ".", secret); }

}  // namespace zamer::gateway::access
