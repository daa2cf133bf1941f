#include "tests/bench/light_web_client.h"

#include <absl/strings/str_cat.h>

#include <asio/write.hpp>
#include <utility>

#include "services/gateway/domain/grpc_web.h"

namespace zamer::bench {
namespace {

constexpr std::string_view kEndOfHead = "\r\n\r\n";
constexpr std::string_view kLength = "content-length: ";
constexpr int kHexadecimal = 16;
// A heartbeat is no more than the head of its frame and a number.
constexpr std::size_t kLongestHeartbeat = 16;

}  // namespace

LightWebClient::LightWebClient(asio::io_context& loop, std::uint16_t port, std::string method,
                               std::string authorization)
    : socket_(loop),
      head_(absl::StrCat("POST ", method,
                         " HTTP/1.1\r\nhost: edge\r\ncontent-type: application/grpc-web+proto\r\nauthorization: ",
                         authorization, "\r\n", std::string(kLength))) {
  socket_.connect({asio::ip::address_v4::loopback(), port});
  socket_.set_option(asio::ip::tcp::no_delay(true));
}

void LightWebClient::Call(const google::protobuf::Message& request, Done done) {
  done_ = std::move(done);
  Send(request);
  Receive();
}

void LightWebClient::Watch(const google::protobuf::Message& request, std::function<void()> on_message) {
  on_message_ = std::move(on_message);
  Send(request);
  Receive();
}

void LightWebClient::Close() {
  asio::error_code ignored;
  socket_.close(ignored);
}

void LightWebClient::Send(const google::protobuf::Message& request) {
  std::string frame = gateway::MessageHead(request.ByteSizeLong());
  request.AppendToString(&frame);
  sending_ = absl::StrCat(head_, frame.size(), std::string(kEndOfHead), frame);
  asio::async_write(socket_, asio::buffer(sending_), [](const asio::error_code&, std::size_t) {});
}

void LightWebClient::Receive() {
  socket_.async_read_some(asio::buffer(buffer_), [this](const asio::error_code& error, std::size_t count) {
    if (error) return;
    received_.append(buffer_.data(), count);
    on_message_ ? TakePieces() : TakeAnswer();
  });
}

void LightWebClient::TakeAnswer() {
  const std::size_t head = received_.find(kEndOfHead);
  if (head == std::string::npos) return Receive();
  const std::size_t length = received_.find(kLength);
  if (length > head) std::abort();  // the edge says how long a unary answer is
  const std::size_t body = head + kEndOfHead.size();
  if (received_.size() < body + std::stoul(received_.substr(length + kLength.size()))) return Receive();
  const bool ok = received_.find("grpc-status: 0\r\n", body) != std::string::npos;
  received_.clear();
  std::exchange(done_, nullptr)(ok);
}

// Each message is a chunk of its own.
void LightWebClient::TakePieces() {
  if (!in_body_) {
    const std::size_t head = received_.find(kEndOfHead);
    if (head == std::string::npos) return Receive();
    received_.erase(0, head + kEndOfHead.size());
    in_body_ = true;
  }
  for (std::size_t line = received_.find("\r\n"); line != std::string::npos; line = received_.find("\r\n")) {
    const std::size_t size = std::stoul(received_, nullptr, kHexadecimal);
    const std::size_t end = line + 2 + size + 2;
    if (received_.size() < end) break;
    if (size > kLongestHeartbeat) on_message_();
    received_.erase(0, end);
  }
  Receive();
}

}  // namespace zamer::bench
