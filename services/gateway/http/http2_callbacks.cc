#include "services/gateway/http/http2_callbacks.h"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string_view>

#include "services/gateway/http/http2_state.h"

namespace zamer::gateway::http {
namespace {

using StreamId = Http2State::StreamId;
using Stream = Http2State::Stream;
using What = Http2Event::What;

Http2State& Of(void* user) { return *static_cast<Http2State*>(user); }

std::string_view View(const std::uint8_t* bytes, std::size_t size) {
  return {reinterpret_cast<const char*>(bytes), size};
}

int OnBeginHeaders(nghttp2_session*, const nghttp2_frame* frame, void* user) {
  Http2State& self = Of(user);
  self.head_under_way = ++self.heads;
  if (frame->headers.cat != NGHTTP2_HCAT_REQUEST) return 0;
  self.streams.emplace(
      frame->hd.stream_id,
      std::make_unique<Stream>(Stream{Http2Request(self.limits.header_bytes, self.limits.body_bytes)}));
  return 0;
}

int OnHeader(nghttp2_session*, const nghttp2_frame* frame, const std::uint8_t* name, std::size_t name_size,
             const std::uint8_t* value, std::size_t value_size, std::uint8_t, void* user) {
  Stream* const stream = Of(user).Find(frame->hd.stream_id);
  if (stream != nullptr) stream->request.AddField(View(name, name_size), View(value, value_size));
  return 0;
}

// Left alone, nghttp2 drops such a header and goes on.
int OnInvalidHeader(nghttp2_session*, const nghttp2_frame* frame, const std::uint8_t*, std::size_t, const std::uint8_t*,
                    std::size_t, std::uint8_t, void* user) {
  Stream* const stream = Of(user).Find(frame->hd.stream_id);
  if (stream != nullptr) stream->request.RefuseField();
  return 0;
}

int OnData(nghttp2_session*, std::uint8_t, StreamId id, const std::uint8_t* bytes, std::size_t size, void* user) {
  Stream* const stream = Of(user).Find(id);
  if (stream == nullptr || stream->request.refusal()) return 0;
  stream->request.AddBody(View(bytes, size));
  Of(user).Tell(stream->request.refusal() ? What::kRefused : What::kBody, id);
  return 0;
}

void Advance(Http2State& self, StreamId id, Stream& stream, bool ended) {
  const bool refused_before = stream.request.refusal().has_value() && stream.request.head_done();
  if (!stream.request.head_done()) {
    stream.request.EndHead();
    self.Tell(stream.request.refusal() ? What::kRefused : What::kHead, id);
  }
  if (ended && !refused_before && !stream.request.refusal()) self.Tell(What::kRequest, id);
}

int OnFrameReceived(nghttp2_session*, const nghttp2_frame* frame, void* user) {
  Http2State& self = Of(user);
  if (frame->hd.type == NGHTTP2_SETTINGS || frame->hd.type == NGHTTP2_HEADERS) self.head_under_way = 0;
  if (frame->hd.type != NGHTTP2_HEADERS && frame->hd.type != NGHTTP2_DATA) return 0;
  Stream* const stream = self.Find(frame->hd.stream_id);
  if (stream != nullptr) {
    Advance(self, frame->hd.stream_id, *stream, (frame->hd.flags & NGHTTP2_FLAG_END_STREAM) != 0);
  }
  return 0;
}

int OnFrameSent(nghttp2_session* session, const nghttp2_frame* frame, void* user) {
  const bool of_answer = frame->hd.type == NGHTTP2_HEADERS || frame->hd.type == NGHTTP2_DATA;
  if (!of_answer || (frame->hd.flags & NGHTTP2_FLAG_END_STREAM) == 0) return 0;
  Of(user).Tell(What::kTaken, frame->hd.stream_id);
  // Answered before its body was here: the rest need not be sent.
  if (nghttp2_session_get_stream_remote_close(session, frame->hd.stream_id) == 0) {
    nghttp2_submit_rst_stream(session, NGHTTP2_FLAG_NONE, frame->hd.stream_id, NGHTTP2_NO_ERROR);
  }
  return 0;
}

int OnClosed(nghttp2_session*, StreamId id, std::uint32_t, void* user) {
  if (Of(user).streams.erase(id) > 0) Of(user).Tell(What::kClosed, id);
  return 0;
}

// Asked for when the windows of the stream and of the connection have room for a frame.
ssize_t OnBodyWanted(nghttp2_session*, StreamId id, std::uint8_t* buffer, std::size_t size, std::uint32_t* flags,
                     nghttp2_data_source*, void* user) {
  Stream* const stream = Of(user).Find(id);
  if (stream == nullptr) return NGHTTP2_ERR_TEMPORAL_CALLBACK_FAILURE;
  const std::size_t left = stream->piece.size() - stream->sent;
  if (left == 0 && !stream->last) return NGHTTP2_ERR_DEFERRED;
  const std::size_t taken = std::min(left, size);
  std::memcpy(buffer, stream->piece.data() + stream->sent, taken);
  stream->sent += taken;
  if (taken < left) return static_cast<ssize_t>(taken);
  std::string().swap(stream->piece);
  stream->sent = 0;
  if (stream->last) {
    *flags |= NGHTTP2_DATA_FLAG_EOF;
  } else {
    Of(user).Tell(What::kTaken, id);
  }
  return static_cast<ssize_t>(taken);
}

}  // namespace

void SetCallbacks(nghttp2_session_callbacks* callbacks) {
  nghttp2_session_callbacks_set_on_begin_headers_callback(callbacks, OnBeginHeaders);
  nghttp2_session_callbacks_set_on_header_callback(callbacks, OnHeader);
  nghttp2_session_callbacks_set_on_invalid_header_callback(callbacks, OnInvalidHeader);
  nghttp2_session_callbacks_set_on_data_chunk_recv_callback(callbacks, OnData);
  nghttp2_session_callbacks_set_on_frame_recv_callback(callbacks, OnFrameReceived);
  nghttp2_session_callbacks_set_on_frame_send_callback(callbacks, OnFrameSent);
  nghttp2_session_callbacks_set_on_stream_close_callback(callbacks, OnClosed);
}

nghttp2_data_provider BodiesOfAnswers() { return {.source = {}, .read_callback = OnBodyWanted}; }

}  // namespace zamer::gateway::http
