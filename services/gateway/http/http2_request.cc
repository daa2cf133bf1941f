#include "services/gateway/http/http2_request.h"

#include <absl/strings/match.h>
#include <absl/strings/numbers.h>

#include <utility>

#include "services/gateway/http/field_rules.h"

namespace zamer::gateway::http {
namespace {

// What a field counts for beyond its bytes (RFC 9113, section 6.5.2).
constexpr std::size_t kFieldOverhead = 32;

}  // namespace

void Http2Request::AddField(std::string_view name, std::string_view value) {
  if (head_done_) return;  // a trailer: nothing here asks for one
  seen_header_bytes_ += name.size() + value.size() + kFieldOverhead;
  if (seen_header_bytes_ > header_bytes_) Refuse(HeadTooLarge(header_bytes_));
  if (refusal_) return;
  if (name.starts_with(':')) return AddPseudoField(name, value);
  if (name == "host") return SetHost(value);
  if (name != "cookie") return request_.headers.Add(std::string(name), std::string(value));
  // Cut into crumbs for the sake of compression (RFC 9113, section 8.2.3).
  if (!cookie_.empty()) cookie_ += "; ";
  cookie_ += value;
}

void Http2Request::AddPseudoField(std::string_view name, std::string_view value) {
  if (name == ":method") request_.method = value;
  if (name == ":authority") SetHost(value);
  if (name == ":path" && !SetTarget(value, request_)) Refuse(BadRequest("The target of the request must be a path."));
}

void Http2Request::SetHost(std::string_view host) {
  if (!request_.headers.Has("host") && IsHost(host)) return request_.headers.Add("host", std::string(host));
  if (request_.headers.Get("host") != host) Refuse(BadRequest("The request must be for one host."));
}

void Http2Request::RefuseField() { Refuse(BadRequest("A header of the request is malformed.")); }

void Http2Request::EndHead() {
  head_done_ = true;
  if (!cookie_.empty()) request_.headers.Add("cookie", std::move(cookie_));
  if (request_.path.empty()) Refuse(BadRequest("The target of the request must be a path."));
  if (!request_.headers.Has("host")) Refuse(BadRequest("The header host is missing."));
  const std::string expected(request_.headers.Get("expect"));
  if (!expected.empty() && !absl::EqualsIgnoreCase(expected, "100-continue")) Refuse(UnknownExpectation());
  std::size_t length = 0;
  if (absl::SimpleAtoi(std::string(request_.headers.Get("content-length")), &length) && length > body_bytes_) {
    Refuse(BodyTooLarge(body_bytes_));
  }
}

void Http2Request::AddBody(std::string_view bytes) {
  if (request_.body.size() + bytes.size() > body_bytes_) Refuse(BodyTooLarge(body_bytes_));
  if (!refusal_) request_.body += bytes;
}

void Http2Request::Refuse(Refusal refusal) {
  if (!refusal_) refusal_ = std::move(refusal);
}

}  // namespace zamer::gateway::http
