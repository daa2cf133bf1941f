// An Alertmanager that says what a test wants.
#pragma once

#include <asio/awaitable.hpp>
#include <asio/io_context.hpp>
#include <asio/ip/tcp.hpp>
#include <cstdint>
#include <mutex>
#include <string>
#include <thread>

namespace zamer::testing {

// Listens on a free port of the loopback address, on a thread of its own, until it is destroyed: then it is away.
class FakeAlertmanager {
 public:
  // Nothing fires.
  FakeAlertmanager();
  ~FakeAlertmanager();
  FakeAlertmanager(const FakeAlertmanager&) = delete;
  FakeAlertmanager& operator=(const FakeAlertmanager&) = delete;

  std::string url() const;

  // Answers so from now on.
  void Say(std::string body, int status = 200);
  // How often it was asked, and for what last: the path with its query.
  int asked() const;
  std::string last_path() const;

 private:
  asio::awaitable<void> Serve();
  asio::awaitable<void> Answer(asio::ip::tcp::socket& socket);
  // What is answered to a request for a path.
  std::string AnswerTo(std::string path);

  mutable std::mutex mutex_;
  std::string body_ = "[]";
  int status_ = 200;
  int asked_ = 0;
  std::string last_path_;

  asio::io_context loop_{1};
  asio::ip::tcp::acceptor listener_;
  const std::uint16_t port_;
  std::thread thread_;
};

}  // namespace zamer::testing
