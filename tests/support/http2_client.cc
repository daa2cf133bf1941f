#include "tests/support/http2_client.h"

#include <nghttp2/nghttp2.h>

#include <algorithm>
#include <asio/write.hpp>
#include <cstdlib>
#include <stdexcept>

#include "tests/support/loop.h"

namespace zamer::testing {
namespace {

using asio::ip::tcp;

nghttp2_nv Nv(const std::string& name, const std::string& value) {
  return {reinterpret_cast<std::uint8_t*>(const_cast<char*>(name.data())),
          reinterpret_cast<std::uint8_t*>(const_cast<char*>(value.data())), name.size(), value.size(),
          NGHTTP2_NV_FLAG_NONE};
}

}  // namespace

// What nghttp2 calls.
struct Http2Client::Callbacks {
  static Http2Client& Of(void* user) { return *static_cast<Http2Client*>(user); }

  static int OnHeader(nghttp2_session*, const nghttp2_frame* frame, const std::uint8_t* name, std::size_t name_size,
                      const std::uint8_t* value, std::size_t value_size, std::uint8_t, void* user) {
    Stream& stream = Of(user).streams_[frame->hd.stream_id];
    const std::string key(reinterpret_cast<const char*>(name), name_size);
    const std::string text(reinterpret_cast<const char*>(value), value_size);
    if (key != ":status") {
      stream.headers[key] = text;
    } else if (text.starts_with('1')) {
      stream.interim.push_back(std::atoi(text.c_str()));
    } else {
      stream.status = std::atoi(text.c_str());
    }
    return 0;
  }

  static int OnData(nghttp2_session*, std::uint8_t, std::int32_t id, const std::uint8_t* bytes, std::size_t size,
                    void* user) {
    Of(user).streams_[id].body.append(reinterpret_cast<const char*>(bytes), size);
    return 0;
  }

  static int OnFrame(nghttp2_session*, const nghttp2_frame* frame, void* user) {
    if (frame->hd.type == NGHTTP2_GOAWAY) Of(user).gone_away_ = frame->goaway.error_code;
    if (frame->hd.type == NGHTTP2_SETTINGS) Of(user).settled_ = true;
    if (frame->hd.type == NGHTTP2_PING && (frame->hd.flags & NGHTTP2_FLAG_ACK) != 0) ++Of(user).pings_answered_;
    return 0;
  }

  static int OnClose(nghttp2_session*, std::int32_t id, std::uint32_t code, void* user) {
    Of(user).streams_[id].closed = code;
    return 0;
  }

  static ssize_t OnBodyWanted(nghttp2_session*, std::int32_t id, std::uint8_t* buffer, std::size_t size,
                              std::uint32_t* flags, nghttp2_data_source*, void* user) {
    Upload& upload = Of(user).uploads_[id];
    const std::size_t taken = std::min(size, upload.bytes.size());
    std::copy_n(upload.bytes.begin(), taken, buffer);
    upload.bytes.erase(0, taken);
    if (upload.bytes.empty() && upload.last) *flags |= NGHTTP2_DATA_FLAG_EOF;
    return taken == 0 && !upload.last ? NGHTTP2_ERR_DEFERRED : static_cast<ssize_t>(taken);
  }
};

Http2Client::Http2Client(asio::io_context& loop, int port, const std::string& ca, Manners manners)
    : link_(std::make_shared<Link>(loop)), manners_(manners) {
  if (!ca.empty()) {
    SSL_CTX_load_verify_locations(link_->context.native_handle(), ca.c_str(), nullptr);
    SSL_set_verify(link_->socket.native_handle(), SSL_VERIFY_PEER, nullptr);
  }
  static constexpr unsigned char kProtocols[] = "\x02h2";
  SSL_set_alpn_protos(link_->socket.native_handle(), kProtocols, sizeof kProtocols - 1);
  link_->socket.lowest_layer().connect(
      tcp::endpoint(asio::ip::address_v4::loopback(), static_cast<std::uint16_t>(port)));
  std::optional<asio::error_code> shaken;
  link_->socket.async_handshake(asio::ssl::stream_base::client, [&](const asio::error_code& error) { shaken = error; });
  if (!RunUntil(loop, [&] { return shaken.has_value(); }) || *shaken) {
    throw std::runtime_error("no TLS: " + shaken.value_or(asio::error_code()).message());
  }
  nghttp2_session_callbacks* callbacks = nullptr;
  nghttp2_session_callbacks_new(&callbacks);
  nghttp2_session_callbacks_set_on_header_callback(callbacks, Callbacks::OnHeader);
  nghttp2_session_callbacks_set_on_data_chunk_recv_callback(callbacks, Callbacks::OnData);
  nghttp2_session_callbacks_set_on_frame_recv_callback(callbacks, Callbacks::OnFrame);
  nghttp2_session_callbacks_set_on_stream_close_callback(callbacks, Callbacks::OnClose);
  nghttp2_option* option = nullptr;
  nghttp2_option_new(&option);
  nghttp2_option_set_no_auto_window_update(option, manners_.reads ? 0 : 1);
  // Tests send what no well-behaved client would.
  nghttp2_option_set_no_http_messaging(option, 1);
  nghttp2_session_client_new2(&session_, callbacks, this, option);
  nghttp2_option_del(option);
  nghttp2_session_callbacks_del(callbacks);
  nghttp2_submit_settings(session_, NGHTTP2_FLAG_NONE, nullptr, 0);
  Flush();
  Read();
}

Http2Client::~Http2Client() {
  link_->abandoned = true;
  Close();
  nghttp2_session_del(session_);
}

std::string Http2Client::protocol() const {
  const unsigned char* name = nullptr;
  unsigned int size = 0;
  SSL_get0_alpn_selected(link_->socket.native_handle(), &name, &size);
  return {reinterpret_cast<const char*>(name), size};
}

std::string Http2Client::server_certificate() const {
  X509* const certificate = SSL_get1_peer_certificate(link_->socket.native_handle());
  char name[64] = {};
  X509_NAME_get_text_by_NID(X509_get_subject_name(certificate), NID_commonName, name, sizeof name);
  X509_free(certificate);
  return name;
}

Http2Client::Fields Http2Client::FieldsOf(const std::string& method, const std::string& path, Fields more) {
  Fields fields = {{":method", method}, {":scheme", "https"}, {":authority", "h"}, {":path", path}};
  fields.insert(fields.end(), more.begin(), more.end());
  return fields;
}

std::int32_t Http2Client::Ask(const Fields& fields, std::string body, bool more) {
  std::vector<nghttp2_nv> nvs;
  nvs.reserve(fields.size());
  for (const auto& [name, value] : fields) nvs.push_back(Nv(name, value));
  const nghttp2_data_provider provider = {.source = {}, .read_callback = Callbacks::OnBodyWanted};
  const bool has_body = more || !body.empty();
  const std::int32_t id =
      nghttp2_submit_request(session_, nullptr, nvs.data(), nvs.size(), has_body ? &provider : nullptr, nullptr);
  uploads_[id] = {std::move(body), !more};
  Flush();
  return id;
}

void Http2Client::Body(std::int32_t stream, std::string bytes, bool last) {
  uploads_[stream] = {std::move(bytes), last};
  nghttp2_session_resume_data(session_, stream);
  Flush();
}

void Http2Client::Reset(std::int32_t stream) {
  nghttp2_submit_rst_stream(session_, NGHTTP2_FLAG_NONE, stream, NGHTTP2_CANCEL);
  Flush();
}

void Http2Client::Ping() {
  nghttp2_submit_ping(session_, NGHTTP2_FLAG_NONE, nullptr);
  Flush();
}

void Http2Client::SendRaw(std::string_view bytes) {
  out_ += bytes;
  Flush();
}

void Http2Client::MakeRoom(std::int32_t stream) {
  const std::size_t size =
      static_cast<std::size_t>(nghttp2_session_get_stream_effective_recv_data_length(session_, stream));
  nghttp2_session_consume(session_, stream, size);
  Flush();
}

void Http2Client::Close() {
  asio::error_code ignored;
  link_->socket.lowest_layer().close(ignored);
}

void Http2Client::Read() {
  if (reading_stopped_) return;
  link_->socket.async_read_some(
      asio::buffer(link_->buffer), [this, link = link_](const asio::error_code& error, std::size_t size) {
        if (link->abandoned) return;
        closed_ = static_cast<bool>(error);
        if (closed_) return;
        nghttp2_session_mem_recv(session_, reinterpret_cast<const std::uint8_t*>(link_->buffer.data()), size);
        Flush();
        Read();
      });
}

void Http2Client::Flush() {
  if (!manners_.greets) return;
  const std::uint8_t* bytes = nullptr;
  for (ssize_t size = nghttp2_session_mem_send(session_, &bytes); size > 0;
       size = nghttp2_session_mem_send(session_, &bytes)) {
    out_.append(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size));
  }
  if (sending_ || out_.empty()) return;
  sending_ = true;
  const auto sent = std::make_shared<std::string>(std::exchange(out_, {}));
  asio::async_write(link_->socket, asio::buffer(*sent),
                    [this, sent, link = link_](const asio::error_code& error, std::size_t) {
                      if (link->abandoned) return;
                      sending_ = false;
                      cut_off_ = static_cast<bool>(error);
                      if (!error) Flush();
                    });
}

}  // namespace zamer::testing
