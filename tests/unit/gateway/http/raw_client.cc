#include "tests/unit/gateway/http/raw_client.h"

#include <absl/strings/ascii.h>
#include <absl/strings/numbers.h>

#include <asio/write.hpp>
#include <cstdlib>
#include <utility>

namespace zamer::gateway::http {
namespace {

using asio::ip::tcp;

// Takes the chunks from the front of `bytes`; nothing when the last one is not there yet.
std::optional<std::string> TakeChunks(std::string_view& bytes) {
  std::string body;
  while (true) {
    const std::size_t end = bytes.find("\r\n");
    if (end == bytes.npos) return std::nullopt;
    const std::size_t size = std::strtoul(std::string(bytes.substr(0, end)).c_str(), nullptr, 16);
    if (bytes.size() < end + 2 + size + 2) return std::nullopt;
    body += bytes.substr(end + 2, size);
    bytes.remove_prefix(end + 2 + size + 2);
    if (size == 0) return body;
  }
}

RawAnswer ParseHead(std::string_view head) {
  RawAnswer answer;
  answer.status = std::atoi(std::string(head.substr(9, 3)).c_str());
  head.remove_prefix(head.find("\r\n") + 2);
  while (!head.empty()) {
    const std::string_view line = head.substr(0, head.find("\r\n"));
    const std::size_t colon = line.find(": ");
    answer.headers[std::string(line.substr(0, colon))] = std::string(line.substr(colon + 2));
    head.remove_prefix(line.size() + 2);
  }
  return answer;
}

}  // namespace

RawClient::RawClient(asio::io_context& loop, int port) : link_(std::make_shared<Link>(loop)) {
  link_->socket.connect(tcp::endpoint(asio::ip::address_v4::loopback(), static_cast<std::uint16_t>(port)));
  link_->Read();
}

RawClient::~RawClient() { Close(); }

void RawClient::Link::Read() {
  socket.async_read_some(asio::buffer(buffer),
                         [self = shared_from_this()](const asio::error_code& error, std::size_t size) {
                           if (error == asio::error::operation_aborted) return;
                           self->received.append(self->buffer.data(), size);
                           self->total += size;
                           self->closed = static_cast<bool>(error);
                           if (!error && !self->stopped) self->Read();
                         });
}

void RawClient::Send(std::string_view bytes) {
  const auto kept = std::make_shared<std::string>(bytes);
  asio::async_write(link_->socket, asio::buffer(*kept), [kept](const asio::error_code&, std::size_t) {});
}

void RawClient::StopReading() {
  // A read that is done already cannot be cancelled any more; it must not begin the next.
  link_->stopped = true;
  link_->socket.cancel();
}

void RawClient::EndWriting() { link_->socket.shutdown(tcp::socket::shutdown_send); }

void RawClient::Close() {
  asio::error_code ignored;
  link_->socket.close(ignored);
}

std::optional<RawAnswer> RawClient::TakeAnswer(bool to_head) {
  std::string_view bytes = link_->received;
  const std::size_t end = bytes.find("\r\n\r\n");
  if (end == bytes.npos) return std::nullopt;
  RawAnswer answer = ParseHead(bytes.substr(0, end + 2));
  bytes.remove_prefix(end + 4);
  if (answer.headers.contains("transfer-encoding")) {
    std::optional<std::string> body = TakeChunks(bytes);
    if (!body.has_value()) return std::nullopt;
    answer.body = *std::move(body);
  } else if (answer.headers.contains("content-length") && !to_head) {
    const std::size_t size = std::strtoul(answer.headers.at("content-length").c_str(), nullptr, 10);
    if (bytes.size() < size) return std::nullopt;
    answer.body = bytes.substr(0, size);
    bytes.remove_prefix(size);
  }
  link_->received = std::string(bytes);
  return answer;
}

}  // namespace zamer::gateway::http
