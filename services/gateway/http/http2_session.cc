#include "services/gateway/http/http2_session.h"

#include <absl/strings/str_cat.h>
#include <nghttp2/nghttp2.h>

#include <cstdint>
#include <iterator>
#include <utility>

#include "services/gateway/http/http2_bytes.h"
#include "services/gateway/http/http2_callbacks.h"

namespace zamer::gateway::http {
namespace {

// Room for a request's body before it has to wait for a word from here: of one stream, and of all together.
constexpr std::uint32_t kStreamWindow = 256 << 10;
constexpr std::int32_t kConnectionWindow = 1 << 20;

// nghttp2 copies both, though its type does not say so.
nghttp2_nv Field(std::string_view name, std::string_view value) {
  const auto bytes = [](std::string_view text) {
    return reinterpret_cast<std::uint8_t*>(const_cast<char*>(text.data()));
  };
  return {bytes(name), bytes(value), name.size(), value.size(), NGHTTP2_NV_FLAG_NONE};
}

}  // namespace

Http2Session::Http2Session(const ServerLimits& limits) : state_(std::make_unique<Http2State>(limits)) {
  nghttp2_session_callbacks* callbacks = nullptr;
  nghttp2_session_callbacks_new(&callbacks);
  SetCallbacks(callbacks);
  nghttp2_session_server_new(&session_, callbacks, state_.get());
  nghttp2_session_callbacks_del(callbacks);
  const nghttp2_settings_entry settings[] = {
      {NGHTTP2_SETTINGS_MAX_CONCURRENT_STREAMS, static_cast<std::uint32_t>(limits.streams_per_connection)},
      {NGHTTP2_SETTINGS_MAX_HEADER_LIST_SIZE, static_cast<std::uint32_t>(limits.header_bytes)},
      {NGHTTP2_SETTINGS_INITIAL_WINDOW_SIZE, kStreamWindow}};
  nghttp2_submit_settings(session_, NGHTTP2_FLAG_NONE, settings, std::size(settings));
  nghttp2_session_set_local_window_size(session_, NGHTTP2_FLAG_NONE, 0, kConnectionWindow);
}

Http2Session::~Http2Session() { nghttp2_session_del(session_); }

bool Http2Session::Receive(std::string_view bytes) { return ReceiveBytes(session_, bytes); }

bool Http2Session::Produce(std::size_t enough, std::string& out) { return ProduceBytes(session_, enough, out); }

std::vector<Http2Event> Http2Session::TakeEvents() { return std::exchange(state_->events, {}); }

bool Http2Session::finished() const {
  return nghttp2_session_want_read(session_) == 0 && nghttp2_session_want_write(session_) == 0;
}

int Http2Session::head_under_way() const { return state_->head_under_way; }

Http2Request* Http2Session::request(StreamId stream) {
  Http2State::Stream* const found = state_->Find(stream);
  return found == nullptr ? nullptr : &found->request;
}

void Http2Session::Continue(StreamId stream) {
  const nghttp2_nv status = Field(":status", "100");
  if (state_->Find(stream) == nullptr) return;
  nghttp2_submit_headers(session_, NGHTTP2_FLAG_NONE, stream, nullptr, &status, 1, nullptr);
}

void Http2Session::GiveHead(StreamId stream, const AnswerHead& head, bool with_body) {
  if (state_->Find(stream) == nullptr) return;
  const std::string status = absl::StrCat(head.status);
  std::vector<nghttp2_nv> fields = {Field(":status", status)};
  for (const auto& [name, value] : head.headers) fields.push_back(Field(name, value));
  const nghttp2_data_provider body = BodiesOfAnswers();
  nghttp2_submit_response(session_, stream, fields.data(), fields.size(), with_body ? &body : nullptr);
}

void Http2Session::Give(StreamId stream, std::string bytes, bool last) {
  Http2State::Stream* const found = state_->Find(stream);
  if (found == nullptr) return;
  found->piece = std::move(bytes);
  found->sent = 0;
  found->last = last;
  nghttp2_session_resume_data(session_, stream);
}

void Http2Session::Break(StreamId stream) {
  if (state_->Find(stream) == nullptr) return;
  nghttp2_submit_rst_stream(session_, NGHTTP2_FLAG_NONE, stream, NGHTTP2_INTERNAL_ERROR);
}

void Http2Session::Decline(StreamId stream) {
  if (state_->Find(stream) == nullptr) return;
  nghttp2_submit_rst_stream(session_, NGHTTP2_FLAG_NONE, stream, NGHTTP2_REFUSED_STREAM);
}

void Http2Session::GoAway() {
  nghttp2_submit_goaway(session_, NGHTTP2_FLAG_NONE, nghttp2_session_get_last_proc_stream_id(session_),
                        NGHTTP2_NO_ERROR, nullptr, 0);
}

void Http2Session::Calm() { nghttp2_session_terminate_session(session_, NGHTTP2_ENHANCE_YOUR_CALM); }

}  // namespace zamer::gateway::http
