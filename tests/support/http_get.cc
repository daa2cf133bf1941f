#include "tests/support/http_get.h"

#include <absl/strings/str_cat.h>

#include <asio/connect.hpp>
#include <asio/io_context.hpp>
#include <asio/ip/tcp.hpp>
#include <asio/read.hpp>
#include <asio/write.hpp>
#include <stdexcept>

namespace zamer::testing {

std::string HttpGet(std::uint16_t port, const std::string& path) {
  asio::io_context loop;
  asio::ip::tcp::socket socket(loop);
  asio::error_code error;
  socket.connect({asio::ip::address_v4::loopback(), port}, error);
  if (error) throw std::runtime_error(absl::StrCat("nobody listens on port ", port));
  const std::string request = absl::StrCat("GET ", path, " HTTP/1.0\r\nHost: localhost\r\n\r\n");
  asio::write(socket, asio::buffer(request), error);
  std::string answer;
  asio::read(socket, asio::dynamic_buffer(answer), error);  // until the server closes
  const std::size_t body = answer.find("\r\n\r\n");
  if (answer.find(" 200 ") > answer.find("\r\n") || body == std::string::npos) {
    throw std::runtime_error(absl::StrCat("GET ", path, " failed: ", answer.substr(0, answer.find("\r\n"))));
  }
  return answer.substr(body + 4);
}

}  // namespace zamer::testing
