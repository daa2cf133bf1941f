// Any bytes at all must be the same requests, or be refused for the same reason, however they are cut; and what becomes
// a request keeps the promises of its type.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "services/gateway/http/field_rules.h"
#include "services/gateway/http/http1_parser.h"

namespace {

using zamer::gateway::http::Http1Parser;
using zamer::gateway::http::Request;

constexpr std::size_t kHeaderBytes = 512;
constexpr std::size_t kBodyBytes = 1024;

struct Outcome {
  // Each with all that was understood of it.
  std::vector<std::string> requests;
  int refused = 0;
  friend bool operator==(const Outcome&, const Outcome&) = default;
};

std::string Text(const Request& request) {
  std::string text = request.method + '\0' + request.path + '\0' + request.query + '\0' + request.body;
  for (const auto& [name, value] : request.headers) text += '\0' + name + '\0' + value;
  return text;
}

void Check(const Request& request) {
  bool sound = request.path.starts_with('/') && request.body.size() <= kBodyBytes && !request.method.empty();
  for (const auto& [name, value] : request.headers) {
    sound = sound && zamer::gateway::http::IsFieldName(name) && zamer::gateway::http::IsFieldValue(value);
  }
  if (!sound) std::abort();
}

// Reads `bytes` in pieces, from a buffer as large as a connection's.
Outcome Read(std::string_view bytes, std::size_t piece) {
  Outcome outcome;
  std::string held;
  std::optional<Http1Parser> parser(std::in_place, kHeaderBytes, kBodyBytes);
  while (true) {
    const std::size_t before = held.size();
    held.erase(0, parser->Feed(held));
    if (parser->refusal()) {
      outcome.refused = parser->refusal()->status;
      return outcome;
    }
    if (parser->done()) {
      Check(parser->request());
      outcome.requests.push_back(Text(parser->request()));
      parser.emplace(kHeaderBytes, kBodyBytes);
    } else if (held.size() == before || held.empty()) {
      if (bytes.empty()) return outcome;
      const std::string_view next = bytes.substr(0, std::min(piece, kHeaderBytes - held.size()));
      held += next;
      bytes.remove_prefix(next.size());
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  const std::size_t piece = std::size_t{data[0]} + 1;
  if (!(Read(bytes, kHeaderBytes) == Read(bytes, piece))) std::abort();
  return 0;
}
