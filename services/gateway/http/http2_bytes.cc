#include "services/gateway/http/http2_bytes.h"

#include <cstdint>

namespace zamer::gateway::http {

bool ReceiveBytes(nghttp2_session* session, std::string_view bytes) {
  return nghttp2_session_mem_recv(session, reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()) >= 0;
}

bool ProduceBytes(nghttp2_session* session, std::size_t enough, std::string& out) {
  while (out.size() < enough) {
    const std::uint8_t* bytes = nullptr;
    const ssize_t size = nghttp2_session_mem_send(session, &bytes);
    if (size < 0) return false;
    if (size == 0) break;
    out.append(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size));
  }
  return true;
}

}  // namespace zamer::gateway::http
