#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string_view>

#include "services/gateway/http/refusal.h"

namespace zamer::gateway::http {

// Understands one HTTP/1 request in bytes that arrive in any pieces. Stricter than the standard where its leniency has
// been used to smuggle requests: line endings are CRLF, nothing is folded, a body has exactly one length.
class Http1Parser {
 public:
  Http1Parser(std::size_t header_bytes, std::size_t body_bytes);
  ~Http1Parser();

  // Understands what it can of `bytes`, which begin where the last call stopped, and says how many those are. The rest
  // has to be offered again, with more behind it.
  std::size_t Feed(std::string_view bytes);

  // The head is here and sound.
  bool head_done() const { return stage_ > Stage::kHead; }
  // The request is here as a whole.
  bool done() const { return stage_ == Stage::kDone; }
  // Why it will never be a request.
  const std::optional<Refusal>& refusal() const { return refusal_; }

  // What there is of the request; its peer is the caller's to fill in.
  Request& request();
  // From here on the head must be done.
  bool keep_alive() const;
  // Whether the answer's body may come in chunks (HTTP/1.1).
  bool understands_chunks() const;
  // The body will come when the sender has read "100 Continue".
  bool waits_for_continue() const;

 private:
  enum class Stage { kHead, kBody, kDone };
  class Codec;

  std::size_t FeedHead(std::string_view bytes);
  std::size_t FeedBody(std::string_view bytes);
  std::size_t Put(std::string_view bytes);

  const std::size_t header_bytes_;
  std::unique_ptr<Codec> codec_;
  Stage stage_ = Stage::kHead;
  // How far the head has been searched for its end.
  std::size_t searched_ = 0;
  std::optional<Refusal> refusal_;
};

}  // namespace zamer::gateway::http
