#include "tests/bench/light_client.h"

#include <algorithm>
#include <asio/connect.hpp>
#include <asio/post.hpp>
#include <asio/write.hpp>
#include <string_view>
#include <utility>

namespace zamer::bench {
namespace {

constexpr std::int32_t kWindow = 1 << 24;
constexpr std::size_t kPrefix = 5;  // of a gRPC message: not compressed, and its size in four bytes

nghttp2_nv Header(std::string_view name, std::string_view value) {
  const auto bytes = [](std::string_view text) {
    return const_cast<std::uint8_t*>(reinterpret_cast<const std::uint8_t*>(text.data()));
  };
  return {bytes(name), bytes(value), name.size(), value.size(), NGHTTP2_NV_FLAG_NONE};
}

std::string Framed(const google::protobuf::Message& message) {
  const auto size = static_cast<std::uint32_t>(message.ByteSizeLong());
  std::string frame(kPrefix, '\0');
  for (int i = 0; i < 4; ++i) frame[1 + i] = static_cast<char>(size >> (24 - 8 * i));
  message.AppendToString(&frame);
  return frame;
}

}  // namespace

LightClient::LightClient(asio::io_context& loop, const std::string& address, std::string method,
                         std::string authorization)
    : loop_(loop),
      socket_(loop),
      address_(address),
      method_(std::move(method)),
      authorization_(std::move(authorization)),
      session_(NewSession(this)) {
  const std::size_t colon = address.rfind(':');
  asio::ip::tcp::resolver resolver(loop);
  asio::connect(socket_, resolver.resolve(address.substr(0, colon), address.substr(colon + 1)));
  socket_.set_option(asio::ip::tcp::no_delay(true));
  const nghttp2_settings_entry settings[] = {{NGHTTP2_SETTINGS_INITIAL_WINDOW_SIZE, kWindow},
                                             {NGHTTP2_SETTINGS_ENABLE_PUSH, 0}};
  nghttp2_submit_settings(session_.get(), NGHTTP2_FLAG_NONE, settings, std::size(settings));
  nghttp2_session_set_local_window_size(session_.get(), NGHTTP2_FLAG_NONE, 0, kWindow);
  ScheduleFlush();
  Receive();
}

nghttp2_session* LightClient::NewSession(LightClient* client) {
  nghttp2_session_callbacks* callbacks = nullptr;
  nghttp2_session_callbacks_new(&callbacks);
  nghttp2_session_callbacks_set_on_header_callback(callbacks, OnHeader);
  nghttp2_session_callbacks_set_on_stream_close_callback(callbacks, OnClose);
  nghttp2_session* session = nullptr;
  nghttp2_session_client_new(&session, callbacks, client);
  nghttp2_session_callbacks_del(callbacks);
  return session;
}

void LightClient::Call(const google::protobuf::Message& request, Done done) {
  const nghttp2_nv headers[] = {Header(":method", "POST"),     Header(":scheme", "http"),
                                Header(":path", method_),      Header(":authority", address_),
                                Header("te", "trailers"),      Header("content-type", "application/grpc"),
                                Header("grpc-timeout", "10S"), Header("authorization", authorization_)};
  const nghttp2_data_provider body = {{.ptr = nullptr}, ReadBody};
  const std::int32_t id = nghttp2_submit_request(session_.get(), nullptr, headers, std::size(headers), &body, nullptr);
  if (id < 0) return done(false);
  streams_.emplace(id, Stream{.body = Framed(request), .done = std::move(done)});
  ScheduleFlush();
}

void LightClient::Close() { socket_.close(); }

int LightClient::OnHeader(nghttp2_session*, const nghttp2_frame* frame, const std::uint8_t* name, std::size_t name_size,
                          const std::uint8_t* value, std::size_t value_size, std::uint8_t, void* client) {
  const auto text = [](const std::uint8_t* bytes, std::size_t size) {
    return std::string_view(reinterpret_cast<const char*>(bytes), size);
  };
  auto& streams = static_cast<LightClient*>(client)->streams_;
  const auto stream = streams.find(frame->hd.stream_id);
  if (stream != streams.end() && text(name, name_size) == "grpc-status") {
    stream->second.ok = text(value, value_size) == "0";
  }
  return 0;
}

int LightClient::OnClose(nghttp2_session*, std::int32_t id, std::uint32_t, void* client) {
  auto closed = static_cast<LightClient*>(client)->streams_.extract(id);
  if (!closed.empty()) closed.mapped().done(closed.mapped().ok);
  return 0;
}

ssize_t LightClient::ReadBody(nghttp2_session*, std::int32_t id, std::uint8_t* out, std::size_t size,
                              std::uint32_t* flags, nghttp2_data_source*, void* client) {
  Stream& stream = static_cast<LightClient*>(client)->streams_.at(id);
  const std::size_t part = std::min(size, stream.body.size() - stream.sent);
  std::copy_n(stream.body.data() + stream.sent, part, reinterpret_cast<char*>(out));
  stream.sent += part;
  if (stream.sent == stream.body.size()) *flags |= NGHTTP2_DATA_FLAG_EOF;
  return static_cast<ssize_t>(part);
}

void LightClient::Receive() {
  socket_.async_read_some(asio::buffer(received_), [this](const asio::error_code& error, std::size_t size) {
    if (!error && nghttp2_session_mem_recv(session_.get(), received_.data(), size) >= 0) {
      ScheduleFlush();
      return Receive();
    }
    // Whoever still waits is told; a call given meanwhile would wait for ever.
    for (auto& [id, stream] : std::exchange(streams_, {})) stream.done(false);
  });
}

void LightClient::ScheduleFlush() {
  if (std::exchange(flush_scheduled_, true)) return;
  asio::post(loop_, [this] { Flush(); });
}

void LightClient::Flush() {
  sending_.clear();
  const std::uint8_t* data = nullptr;
  while (const ssize_t size = nghttp2_session_mem_send(session_.get(), &data)) {
    if (size < 0) return Close();
    sending_.append(reinterpret_cast<const char*>(data), static_cast<std::size_t>(size));
  }
  // Kept set while writing: what is submitted meanwhile goes out afterwards.
  asio::async_write(socket_, asio::buffer(sending_), [this](const asio::error_code& error, std::size_t) {
    flush_scheduled_ = false;
    if (!error && nghttp2_session_want_write(session_.get()) != 0) ScheduleFlush();
  });
}

}  // namespace zamer::bench
