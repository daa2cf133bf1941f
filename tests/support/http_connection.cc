#include "tests/support/http_connection.h"

#include <absl/strings/ascii.h>
#include <absl/strings/str_cat.h>
#include <poll.h>

#include <array>
#include <asio/buffer.hpp>
#include <asio/write.hpp>
#include <stdexcept>
#include <utility>

#include "tests/support/eventually.h"

namespace zamer::testing {
namespace {

constexpr int kHexadecimal = 16;

std::string Written(const HttpRequest& request) {
  std::string text = absl::StrCat(request.method, " ", request.path, " HTTP/1.1\r\nhost: 127.0.0.1\r\n");
  for (const auto& [name, value] : request.headers) absl::StrAppend(&text, name, ": ", value, "\r\n");
  absl::StrAppend(&text, "content-length: ", request.body.size(), "\r\n\r\n", request.body);
  return text;
}

}  // namespace

HttpConnection::HttpConnection(std::uint16_t port) {
  asio::error_code error;
  socket_.connect({asio::ip::address_v4::loopback(), port}, error);
  if (error) throw std::runtime_error(absl::StrCat("nobody listens on port ", port));
}

HttpAnswer HttpConnection::Ask(const HttpRequest& request) {
  Send(Written(request));
  return ReadAnswer();
}

HttpAnswer HttpConnection::Begin(const HttpRequest& request) {
  Send(Written(request));
  return ReadHead();
}

void HttpConnection::Send(std::string_view bytes) {
  asio::error_code error;
  asio::write(socket_, asio::buffer(bytes), error);  // who has closed may still have answered
}

HttpAnswer HttpConnection::ReadAnswer() {
  HttpAnswer answer = ReadHead();
  for (std::string some = ReadSome(); !some.empty(); some = ReadSome()) answer.body += some;
  return answer;
}

HttpAnswer HttpConnection::ReadHead() {
  HttpAnswer answer;
  const std::string status_line = ReadLine();
  if (!status_line.starts_with("HTTP/1.1 ")) throw std::runtime_error("not an answer of HTTP/1.1: " + status_line);
  answer.status = std::stoi(status_line.substr(9));
  for (std::string line = ReadLine(); !line.empty(); line = ReadLine()) {
    const std::size_t colon = line.find(':');
    std::string value = line.substr(colon + 1);
    absl::StripAsciiWhitespace(&value);
    answer.headers[absl::AsciiStrToLower(line.substr(0, colon))] = std::move(value);
  }
  chunked_ = answer.headers["transfer-encoding"] == "chunked";
  const std::string& length = answer.headers["content-length"];
  left_ = length.empty() ? 0 : std::stoul(length);
  return answer;
}

std::string HttpConnection::ReadSome() {
  if (!chunked_) return ReadBytes(std::exchange(left_, 0));
  const std::size_t size = std::stoul(ReadLine(), nullptr, kHexadecimal);
  std::string chunk = ReadBytes(size);
  ReadLine();
  chunked_ = size > 0;
  return chunk;
}

bool HttpConnection::IsClosed() {
  while (Receive()) received_.clear();
  return true;
}

std::string HttpConnection::ReadLine() {
  std::size_t end;
  while ((end = received_.find("\r\n")) == std::string::npos) {
    if (!Receive()) throw std::runtime_error("the other end has closed the connection");
  }
  std::string line = received_.substr(0, end);
  received_.erase(0, end + 2);
  return line;
}

std::string HttpConnection::ReadBytes(std::size_t count) {
  while (received_.size() < count) {
    if (!Receive()) throw std::runtime_error("the other end has closed the connection within an answer");
  }
  std::string bytes = received_.substr(0, count);
  received_.erase(0, count);
  return bytes;
}

bool HttpConnection::Receive() {
  pollfd readable{.fd = socket_.native_handle(), .events = POLLIN, .revents = 0};
  if (::poll(&readable, 1, static_cast<int>(absl::ToInt64Milliseconds(kPatience))) != 1) {
    throw std::runtime_error("the other end says nothing");
  }
  std::array<char, 16384> buffer;
  asio::error_code error;
  const std::size_t count = socket_.read_some(asio::buffer(buffer), error);
  received_.append(buffer.data(), count);
  return !error;
}

}  // namespace zamer::testing
