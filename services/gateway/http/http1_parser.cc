#include "services/gateway/http/http1_parser.h"

#include <absl/strings/ascii.h>
#include <absl/strings/match.h>

#include <algorithm>
#include <boost/beast/http/basic_parser.hpp>
#include <string>
#include <utility>

#include "services/gateway/http/field_rules.h"

namespace zamer::gateway::http {
namespace {

namespace beast = boost::beast;
using beast::error_code;

std::string_view View(beast::string_view text) { return {text.data(), text.size()}; }

}  // namespace

// Beast's parser knows the grammar; this collects what it finds and adds what it lets pass.
class Http1Parser::Codec final : public beast::http::basic_parser<true> {
 public:
  Codec(std::size_t header_bytes, std::size_t body_bytes) : body_bytes_(body_bytes) {
    header_limit(static_cast<std::uint32_t>(header_bytes));
    body_limit(body_bytes);
    eager(true);
  }

  Request& request() { return request_; }
  bool version_1_1() const { return version_ == 11; }
  bool waits_for_continue() const { return version_1_1() && request_.headers.Has("expect"); }

  Refusal RefusalFor(const error_code& error, std::size_t header_bytes) const {
    if (refusal_.has_value()) return *refusal_;
    if (error == beast::http::error::body_limit) return BodyTooLarge(body_bytes_);
    if (error == beast::http::error::header_limit) return HeadTooLarge(header_bytes);
    return BadRequest("This is not a well-formed HTTP/1 request.");
  }

 private:
  void on_request_impl(beast::http::verb, beast::string_view method, beast::string_view target, int version,
                       error_code& error) override {
    request_.method = View(method);
    version_ = version;
    if (!SetTarget(View(target), request_)) Refuse("The target of the request must be a path.", error);
  }

  void on_response_impl(int, beast::string_view, int, error_code&) override {}

  void on_field_impl(beast::http::field, beast::string_view name, beast::string_view value,
                     error_code& error) override {
    if (head_done_) return;  // a trailer: nothing here asks for one
    const std::string lower = absl::AsciiStrToLower(std::string(View(name)));
    if (!MayFollow(lower, View(value))) return Refuse("Host, length and encoding must be given once, plainly.", error);
    request_.headers.Add(lower, std::string(View(value)));
  }

  void on_header_impl(error_code& error) override {
    head_done_ = true;
    if (version_1_1() && !request_.headers.Has("host")) return Refuse("The header host is missing.", error);
    if (!request_.headers.Has("expect")) return;
    if (absl::EqualsIgnoreCase(std::string(request_.headers.Get("expect")), "100-continue")) return;
    refusal_ = UnknownExpectation();
    error = beast::http::error::bad_value;
  }

  void on_body_init_impl(const boost::optional<std::uint64_t>&, error_code&) override {}

  std::size_t on_body_impl(beast::string_view bytes, error_code&) override {
    request_.body.append(bytes.data(), bytes.size());
    return bytes.size();
  }

  void on_chunk_header_impl(std::uint64_t, beast::string_view, error_code&) override {}

  std::size_t on_chunk_body_impl(std::uint64_t, beast::string_view bytes, error_code& error) override {
    return on_body_impl(bytes, error);
  }

  void on_finish_impl(error_code&) override {}

  // Fields by which two readers of the same bytes could disagree about where a request ends or whose it is.
  bool MayFollow(const std::string& name, std::string_view value) const {
    const bool host = name == "host";
    const bool length = name == "content-length";
    const bool encoding = name == "transfer-encoding";
    if (!host && !length && !encoding) return true;
    if (request_.headers.Has(name)) return false;
    if (host) return IsHost(value);
    if (length) return std::all_of(value.begin(), value.end(), absl::ascii_isdigit);
    return version_1_1() && absl::EqualsIgnoreCase(std::string(value), "chunked");
  }

  void Refuse(std::string_view sentence, error_code& error) {
    refusal_ = BadRequest(sentence);
    error = beast::http::error::bad_value;
  }

  const std::size_t body_bytes_;
  Request request_;
  std::optional<Refusal> refusal_;
  int version_ = 0;
  bool head_done_ = false;
};

Http1Parser::Http1Parser(std::size_t header_bytes, std::size_t body_bytes)
    : header_bytes_(header_bytes), codec_(std::make_unique<Codec>(header_bytes, body_bytes)) {}

Http1Parser::~Http1Parser() = default;

std::size_t Http1Parser::Feed(std::string_view bytes) {
  std::size_t taken = 0;
  if (stage_ == Stage::kHead && !refusal_) taken = FeedHead(bytes);
  if (stage_ == Stage::kBody && !refusal_) taken += FeedBody(bytes.substr(taken));
  return taken;
}

// Beast gets the head in one piece. Before, the ends of its lines are looked at, since Beast unfolds what is folded.
std::size_t Http1Parser::FeedHead(std::string_view bytes) {
  if (!bytes.empty() && !absl::ascii_isalpha(static_cast<unsigned char>(bytes.front()))) {
    refusal_ = BadRequest("A request begins with its method.");
    return 0;
  }
  const std::string_view head = bytes.substr(0, header_bytes_);
  for (std::size_t end = head.find('\n', searched_); end != head.npos; end = head.find('\n', searched_)) {
    const std::string_view behind = head.substr(end + 1, 2);
    if (end == 0 || head[end - 1] != '\r' || behind.starts_with(' ') || behind.starts_with('\t')) {
      refusal_ = BadRequest("Lines end with CRLF and are not folded.");
      return 0;
    }
    if (behind == "\r\n") return Put(bytes.substr(0, end + 3));
    if (behind.size() < 2) break;
    searched_ = end + 1;
  }
  if (bytes.size() >= header_bytes_) refusal_ = HeadTooLarge(header_bytes_);
  return 0;
}

std::size_t Http1Parser::FeedBody(std::string_view bytes) {
  std::size_t taken = 0;
  while (stage_ == Stage::kBody && !refusal_) {
    const std::size_t size = bytes.size() == taken ? 0 : Put(bytes.substr(taken));
    if (size == 0) break;
    taken += size;
  }
  // Only what stands between chunks has to be here as a whole.
  if (taken == 0 && bytes.size() >= header_bytes_) refusal_ = BadRequest("What stands between two chunks is too long.");
  return taken;
}

std::size_t Http1Parser::Put(std::string_view bytes) {
  error_code error;
  const std::size_t taken = codec_->put(boost::asio::const_buffer(bytes.data(), bytes.size()), error);
  if (error && error != beast::http::error::need_more) {
    refusal_ = codec_->RefusalFor(error, header_bytes_);
  } else if (codec_->is_done()) {
    stage_ = Stage::kDone;
  } else if (codec_->is_header_done()) {
    stage_ = Stage::kBody;
  }
  return taken;
}

Request& Http1Parser::request() { return codec_->request(); }
bool Http1Parser::keep_alive() const { return codec_->keep_alive(); }
bool Http1Parser::understands_chunks() const { return codec_->version_1_1(); }
bool Http1Parser::waits_for_continue() const { return stage_ == Stage::kBody && codec_->waits_for_continue(); }

}  // namespace zamer::gateway::http
