#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "services/gateway/http/refusal.h"

namespace zamer::gateway::http {

// One HTTP/2 request as its fields and its body arrive. nghttp2 has seen to it that they are well-formed.
class Http2Request {
 public:
  Http2Request(std::size_t header_bytes, std::size_t body_bytes)
      : header_bytes_(header_bytes), body_bytes_(body_bytes) {}

  void AddField(std::string_view name, std::string_view value);
  void RefuseField();
  // The head is here as a whole. What follows may only be its body.
  void EndHead();
  void AddBody(std::string_view bytes);

  bool head_done() const { return head_done_; }
  // Why it will not become a request for a handler.
  const std::optional<Refusal>& refusal() const { return refusal_; }
  bool waits_for_continue() const { return request_.headers.Has("expect"); }
  Request& request() { return request_; }

 private:
  void AddPseudoField(std::string_view name, std::string_view value);
  void SetHost(std::string_view host);
  void Refuse(Refusal refusal);

  const std::size_t header_bytes_;
  const std::size_t body_bytes_;
  std::size_t seen_header_bytes_ = 0;
  bool head_done_ = false;
  Request request_;
  std::string cookie_;
  std::optional<Refusal> refusal_;
};

}  // namespace zamer::gateway::http
