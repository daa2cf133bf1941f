#include "services/gateway/upstream/client_session.h"

#include <nghttp2/nghttp2.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <iterator>
#include <utility>
#include <vector>

#include "services/gateway/http/http2_bytes.h"

namespace zamer::gateway {
namespace {

using How = StreamEnd::How;

// A stream holds at most so much that nobody has read, however much the service has to say. The connection's room is
// given back at once, so that no stream waits for another one's reader.
constexpr std::uint32_t kStreamWindow = 64 << 10;
constexpr std::int32_t kConnectionWindow = 4 << 20;

// Never the same twice, so they would only push out of the table what is.
constexpr std::array<std::string_view, 3> kFleeting = {"grpc-timeout", "traceparent", "zamer-position"};

// nghttp2 copies both, though its type does not say so.
nghttp2_nv Field(std::string_view name, std::string_view value) {
  const auto bytes = [](std::string_view text) {
    return reinterpret_cast<std::uint8_t*>(const_cast<char*>(text.data()));
  };
  const bool fleeting = std::ranges::find(kFleeting, name) != kFleeting.end();
  return {bytes(name), bytes(value), name.size(), value.size(),
          static_cast<std::uint8_t>(fleeting ? NGHTTP2_NV_FLAG_NO_INDEX : NGHTTP2_NV_FLAG_NONE)};
}

std::string_view View(const std::uint8_t* bytes, std::size_t size) {
  return {reinterpret_cast<const char*>(bytes), size};
}

bool EndsStream(const nghttp2_frame& frame) {
  const bool of_answer = frame.hd.type == NGHTTP2_HEADERS || frame.hd.type == NGHTTP2_DATA;
  return of_answer && (frame.hd.flags & NGHTTP2_FLAG_END_STREAM) != 0;
}

}  // namespace

struct ClientSession::Callbacks {
  static State& Of(void* user) { return *static_cast<State*>(user); }

  static int OnBeginHeaders(nghttp2_session*, const nghttp2_frame* frame, void* user) {
    if (Stream* const stream = Of(user).Find(frame->hd.stream_id)) stream->incoming->OnBlock();
    return 0;
  }

  static int OnHeader(nghttp2_session*, const nghttp2_frame* frame, const std::uint8_t* name, std::size_t name_size,
                      const std::uint8_t* value, std::size_t value_size, std::uint8_t, void* user) {
    Stream* const stream = Of(user).Find(frame->hd.stream_id);
    if (stream != nullptr) stream->incoming->OnField(View(name, name_size), View(value, value_size));
    return 0;
  }

  static int OnData(nghttp2_session* session, std::uint8_t, StreamId id, const std::uint8_t* bytes, std::size_t size,
                    void* user) {
    if (Stream* const stream = Of(user).Find(id)) stream->incoming->OnBytes(View(bytes, size));
    return nghttp2_session_consume_connection(session, size) == 0 ? 0 : NGHTTP2_ERR_CALLBACK_FAILURE;
  }

  static int OnFrameReceived(nghttp2_session* session, const nghttp2_frame* frame, void* user) {
    State& self = Of(user);
    const StreamId id = frame->hd.stream_id;
    if (frame->hd.type == NGHTTP2_SETTINGS && (frame->hd.flags & NGHTTP2_FLAG_ACK) == 0) self.greeted = true;
    if (frame->hd.type == NGHTTP2_GOAWAY) self.leaving = true;
    if (!EndsStream(*frame) || self.Find(id) == nullptr) return 0;
    self.End(id, How::kAnswered, NGHTTP2_NO_ERROR);
    // Answered before it had read the whole request: the rest need not be sent.
    if (nghttp2_session_get_stream_local_close(session, id) == 0) {
      nghttp2_submit_rst_stream(session, NGHTTP2_FLAG_NONE, id, NGHTTP2_CANCEL);
    }
    return 0;
  }

  static int OnFrameSent(nghttp2_session*, const nghttp2_frame* frame, void* user) {
    Stream* const stream = frame->hd.type == NGHTTP2_HEADERS ? Of(user).Find(frame->hd.stream_id) : nullptr;
    if (stream != nullptr) stream->begun = true;
    return 0;
  }

  static int OnClosed(nghttp2_session*, StreamId id, std::uint32_t error, void* user) {
    Of(user).End(id, How::kReset, error);
    return 0;
  }

  // Asked for when the windows of the stream and of the connection have room for a frame.
  static ssize_t OnBodyWanted(nghttp2_session*, StreamId id, std::uint8_t* buffer, std::size_t size,
                              std::uint32_t* flags, nghttp2_data_source*, void* user) {
    Stream* const stream = Of(user).Find(id);
    if (stream == nullptr) return NGHTTP2_ERR_TEMPORAL_CALLBACK_FAILURE;
    const std::size_t part = std::min(size, stream->body.size() - stream->sent);
    std::memcpy(buffer, stream->body.data() + stream->sent, part);
    stream->sent += part;
    if (stream->sent == stream->body.size()) {
      *flags |= NGHTTP2_DATA_FLAG_EOF;
      std::string().swap(stream->body);
    }
    return static_cast<ssize_t>(part);
  }

  static nghttp2_session* NewSession(State& state) {
    nghttp2_session_callbacks* callbacks = nullptr;
    nghttp2_session_callbacks_new(&callbacks);
    nghttp2_session_callbacks_set_on_begin_headers_callback(callbacks, OnBeginHeaders);
    nghttp2_session_callbacks_set_on_header_callback(callbacks, OnHeader);
    nghttp2_session_callbacks_set_on_data_chunk_recv_callback(callbacks, OnData);
    nghttp2_session_callbacks_set_on_frame_recv_callback(callbacks, OnFrameReceived);
    nghttp2_session_callbacks_set_on_frame_send_callback(callbacks, OnFrameSent);
    nghttp2_session_callbacks_set_on_stream_close_callback(callbacks, OnClosed);
    nghttp2_option* options = nullptr;
    nghttp2_option_new(&options);
    nghttp2_option_set_no_auto_window_update(options, 1);
    nghttp2_session* session = nullptr;
    nghttp2_session_client_new2(&session, callbacks, &state, options);
    nghttp2_option_del(options);
    nghttp2_session_callbacks_del(callbacks);
    return session;
  }
};

ClientSession::Stream* ClientSession::State::Find(StreamId id) {
  const auto found = streams.find(id);
  return found == streams.end() ? nullptr : found->second.get();
}

void ClientSession::State::End(StreamId id, How how, std::uint32_t error) {
  const auto stream = streams.extract(id);
  if (stream.empty()) return;
  const bool untouched = how != How::kAnswered && (!stream.mapped()->begun || error == NGHTTP2_REFUSED_STREAM);
  stream.mapped()->incoming->OnEnd({how, error, untouched});
}

ClientSession::ClientSession() : session_(Callbacks::NewSession(*state_)) {
  const nghttp2_settings_entry settings[] = {{NGHTTP2_SETTINGS_ENABLE_PUSH, 0},
                                             {NGHTTP2_SETTINGS_INITIAL_WINDOW_SIZE, kStreamWindow}};
  nghttp2_submit_settings(session_, NGHTTP2_FLAG_NONE, settings, std::size(settings));
  nghttp2_session_set_local_window_size(session_, NGHTTP2_FLAG_NONE, 0, kConnectionWindow);
}

ClientSession::~ClientSession() { nghttp2_session_del(session_); }

bool ClientSession::Receive(std::string_view bytes) { return http::ReceiveBytes(session_, bytes); }

bool ClientSession::Produce(std::size_t enough, std::string& out) { return http::ProduceBytes(session_, enough, out); }

ClientSession::StreamId ClientSession::Begin(const Fields& head, std::string body, Incoming& incoming) {
  std::vector<nghttp2_nv> fields;
  fields.reserve(head.size());
  for (const auto& [name, value] : head) fields.push_back(Field(name, value));
  const nghttp2_data_provider source = {.source = {}, .read_callback = Callbacks::OnBodyWanted};
  const StreamId id = nghttp2_submit_request(session_, nullptr, fields.data(), fields.size(), &source, nullptr);
  if (id < 0) {  // a connection has only so many numbers for streams
    state_->leaving = true;
    incoming.OnEnd({How::kReset, NGHTTP2_REFUSED_STREAM, true});
    return 0;
  }
  state_->streams.emplace(id, std::make_unique<Stream>(Stream{.incoming = &incoming, .body = std::move(body)}));
  return id;
}

void ClientSession::MakeRoom(StreamId stream, std::size_t bytes) {
  if (state_->Find(stream) != nullptr) nghttp2_session_consume_stream(session_, stream, bytes);
}

void ClientSession::Reset(StreamId stream) {
  if (state_->streams.erase(stream) == 0) return;
  nghttp2_submit_rst_stream(session_, NGHTTP2_FLAG_NONE, stream, NGHTTP2_CANCEL);
}

void ClientSession::Lose() {
  while (!state_->streams.empty()) state_->End(state_->streams.begin()->first, How::kLost, NGHTTP2_NO_ERROR);
}

void ClientSession::Ping() { nghttp2_submit_ping(session_, NGHTTP2_FLAG_NONE, nullptr); }

void ClientSession::GoAway() {
  state_->leaving = true;
  nghttp2_submit_goaway(session_, NGHTTP2_FLAG_NONE, 0, NGHTTP2_NO_ERROR, nullptr, 0);
}

bool ClientSession::finished() const {
  return nghttp2_session_want_read(session_) == 0 && nghttp2_session_want_write(session_) == 0;
}

}  // namespace zamer::gateway
