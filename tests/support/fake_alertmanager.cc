#include "tests/support/fake_alertmanager.h"

#include <absl/strings/str_cat.h>

#include <asio/co_spawn.hpp>
#include <asio/detached.hpp>
#include <asio/read_until.hpp>
#include <asio/redirect_error.hpp>
#include <asio/use_awaitable.hpp>
#include <asio/write.hpp>
#include <utility>

namespace zamer::testing {

FakeAlertmanager::FakeAlertmanager()
    : listener_(loop_, {asio::ip::address_v4::loopback(), 0}), port_(listener_.local_endpoint().port()) {
  asio::co_spawn(loop_, Serve(), asio::detached);
  thread_ = std::thread([this] { loop_.run(); });
}

FakeAlertmanager::~FakeAlertmanager() {
  loop_.stop();
  thread_.join();
}

std::string FakeAlertmanager::url() const { return absl::StrCat("http://127.0.0.1:", port_); }

void FakeAlertmanager::Say(std::string body, int status) {
  const std::scoped_lock lock(mutex_);
  body_ = std::move(body);
  status_ = status;
}

int FakeAlertmanager::asked() const {
  const std::scoped_lock lock(mutex_);
  return asked_;
}

std::string FakeAlertmanager::last_path() const {
  const std::scoped_lock lock(mutex_);
  return last_path_;
}

asio::awaitable<void> FakeAlertmanager::Serve() {
  while (true) {
    asio::ip::tcp::socket socket = co_await listener_.async_accept(asio::use_awaitable);
    co_await Answer(socket);
  }
}

// Whoever goes away before he has his answer does not disturb the next.
asio::awaitable<void> FakeAlertmanager::Answer(asio::ip::tcp::socket& socket) {
  asio::error_code gone;
  std::string head;
  co_await asio::async_read_until(socket, asio::dynamic_buffer(head), "\r\n\r\n",
                                  asio::redirect_error(asio::use_awaitable, gone));
  if (gone) co_return;
  const std::size_t path = head.find(' ') + 1;
  const std::string answer = AnswerTo(head.substr(path, head.find(' ', path) - path));
  co_await asio::async_write(socket, asio::buffer(answer), asio::redirect_error(asio::use_awaitable, gone));
}

std::string FakeAlertmanager::AnswerTo(std::string path) {
  const std::scoped_lock lock(mutex_);
  ++asked_;
  last_path_ = std::move(path);
  return absl::StrCat("HTTP/1.1 ", status_, " So\r\nConnection: close\r\nContent-Length: ", body_.size(), "\r\n\r\n",
                      body_);
}

}  // namespace zamer::testing
