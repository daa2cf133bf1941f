#include "tests/support/tcp_gate.h"

#include <algorithm>
#include <array>
#include <asio.hpp>
#include <chrono>
#include <functional>
#include <future>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

namespace zamer::testing {
namespace {

using asio::ip::tcp;

constexpr std::size_t kNoLimit = std::numeric_limits<std::size_t>::max();

// Shared by all connections; used on the gate's thread only.
struct Faults {
  std::chrono::nanoseconds delay{0};
  bool stall_requests = false;
  bool stall_replies = false;
  std::size_t replies_left = kNoLimit;  // bytes
  std::string text;                     // at which requests stall
  int times_left = 0;                   // that it still comes
};

// Finds a text in a stream that comes in pieces.
class TextSearch {
 public:
  // Where the text ends in the next piece; nothing where it does not. What follows it is the next piece.
  std::optional<std::size_t> FindEnd(std::string_view text, std::string_view piece) {
    const std::string joined = earlier_ + std::string(piece);
    const std::size_t found = joined.find(text);
    if (found == std::string::npos) {
      earlier_ = joined.substr(joined.size() - std::min(joined.size(), text.size() - 1));
      return std::nullopt;
    }
    const std::size_t end = found + text.size() - earlier_.size();
    earlier_.clear();
    return end;
  }

 private:
  std::string earlier_;  // what may be the text's beginning
};

enum class Way { kRequests, kReplies };

// Both sides of one connection.
struct Session {
  explicit Session(asio::io_context& loop) : client(loop), server(loop) {}

  void Close() {
    asio::error_code ignored;
    client.close(ignored);
    server.close(ignored);
  }

  tcp::socket client;
  tcp::socket server;
};

}  // namespace

class TcpGate::Worker {
 public:
  explicit Worker(std::uint16_t target_port)
      : target_port_(target_port), changed_(loop_, asio::steady_timer::time_point::max()) {
    Listen(0);
    port_ = acceptor_->local_endpoint().port();
    thread_ = std::thread([this] { loop_.run(); });
  }

  ~Worker() {
    Do([this] {
      StopListening();
      loop_.stop();
    });
    thread_.join();
  }

  // Runs the change on the gate's thread, wakes whoever waits for one, and returns when that is done.
  void Do(const std::function<void()>& change) {
    std::promise<void> done;
    asio::post(loop_, [&] {
      change();
      changed_.cancel();
      done.set_value();
    });
    done.get_future().get();
  }

  void Listen(std::uint16_t port) {
    acceptor_ = std::make_shared<tcp::acceptor>(loop_, tcp::endpoint(asio::ip::address_v4::loopback(), port));
    asio::co_spawn(loop_, Accept(acceptor_), asio::detached);
  }

  void CloseSessions() {
    for (const std::weak_ptr<Session>& weak : std::exchange(sessions_, {})) {
      if (const auto session = weak.lock()) session->Close();
    }
  }

  void StopListening() {
    if (acceptor_ != nullptr) acceptor_->close();
    acceptor_ = nullptr;
    CloseSessions();
  }

  void Heal() {
    faults = Faults();
    if (acceptor_ == nullptr) Listen(port_);
  }

  asio::awaitable<void> Accept(std::shared_ptr<tcp::acceptor> acceptor) {
    for (;;) {
      asio::error_code error;
      const auto session = std::make_shared<Session>(loop_);
      co_await acceptor->async_accept(session->client, asio::redirect_error(asio::use_awaitable, error));
      if (error) co_return;
      ++accepted;
      sessions_.push_back(session);
      asio::co_spawn(loop_, Serve(session), asio::detached);
    }
  }

  asio::awaitable<void> Serve(std::shared_ptr<Session> session) {
    asio::error_code error;
    co_await session->server.async_connect({asio::ip::address_v4::loopback(), target_port_},
                                           asio::redirect_error(asio::use_awaitable, error));
    if (error) co_return session->Close();
    asio::co_spawn(loop_, Pump(session, session->client, session->server, Way::kRequests), asio::detached);
    asio::co_spawn(loop_, Pump(session, session->server, session->client, Way::kReplies), asio::detached);
  }

  // Forwards one way until either side ends or a fault cuts it.
  asio::awaitable<void> Pump(std::shared_ptr<Session> session, tcp::socket& from, tcp::socket& to, Way way) {
    std::array<char, 16384> buffer;
    TextSearch search;
    asio::error_code error;
    while (!error) {
      const std::size_t size =
          co_await from.async_read_some(asio::buffer(buffer), asio::redirect_error(asio::use_awaitable, error));
      if (error) break;
      co_await Hold(way);
      std::string_view piece(buffer.data(), size);
      const std::size_t passing = way == Way::kRequests ? BeforeStall(search, piece) : Pass(size);
      co_await asio::async_write(to, asio::buffer(piece.substr(0, passing)),
                                 asio::redirect_error(asio::use_awaitable, error));
      piece.remove_prefix(passing);
      if (piece.empty()) continue;
      if (way == Way::kReplies) break;
      co_await Hold(way);
      co_await asio::async_write(to, asio::buffer(piece), asio::redirect_error(asio::use_awaitable, error));
    }
    session->Close();
  }

  // How many of the request's bytes may pass before the text at which requests stall has come.
  std::size_t BeforeStall(TextSearch& search, std::string_view piece) {
    std::size_t end = 0;
    while (faults.times_left > 0) {
      const std::optional<std::size_t> found = search.FindEnd(faults.text, piece.substr(end));
      if (!found) break;
      end += *found;
      if (--faults.times_left > 0) continue;
      faults.stall_requests = faults.stall_replies = true;
      return end - 1;
    }
    return piece.size();
  }

  // How many of the reply's bytes may pass.
  std::size_t Pass(std::size_t size) {
    const std::size_t passed = std::min(size, faults.replies_left);
    if (faults.replies_left != kNoLimit) faults.replies_left -= passed;
    reply_bytes += passed;
    return passed;
  }

  asio::awaitable<void> Hold(Way way) {
    if (faults.delay.count() > 0) {
      asio::steady_timer timer(loop_, faults.delay);
      co_await timer.async_wait(asio::use_awaitable);
    }
    asio::error_code changed;
    while (way == Way::kRequests ? faults.stall_requests : faults.stall_replies) {
      co_await changed_.async_wait(asio::redirect_error(asio::use_awaitable, changed));
    }
  }

  std::uint16_t port() const { return port_; }

  Faults faults;
  std::size_t accepted = 0;
  std::size_t reply_bytes = 0;

 private:
  asio::io_context loop_;
  // Keeps the thread alive while there is neither a connection nor a listener.
  asio::executor_work_guard<asio::io_context::executor_type> work_{loop_.get_executor()};
  std::uint16_t target_port_;
  std::uint16_t port_ = 0;
  std::shared_ptr<tcp::acceptor> acceptor_;  // null while new connections are refused
  std::vector<std::weak_ptr<Session>> sessions_;
  asio::steady_timer changed_;  // never expires; cancelled when a fault changes
  std::thread thread_;
};

TcpGate::TcpGate(std::uint16_t target_port) : worker_(std::make_unique<Worker>(target_port)) {}

TcpGate::~TcpGate() = default;

std::uint16_t TcpGate::port() const { return worker_->port(); }

std::size_t TcpGate::accepted() const {
  std::size_t count = 0;
  worker_->Do([&] { count = worker_->accepted; });
  return count;
}

std::size_t TcpGate::reply_bytes() const {
  std::size_t count = 0;
  worker_->Do([&] { count = worker_->reply_bytes; });
  return count;
}

void TcpGate::Delay(absl::Duration delay) {
  worker_->Do([&] { worker_->faults.delay = absl::ToChronoNanoseconds(delay); });
}

void TcpGate::Stall() {
  worker_->Do([&] { worker_->faults.stall_requests = worker_->faults.stall_replies = true; });
}

void TcpGate::StallAt(std::string text, int times) {
  worker_->Do([&] {
    worker_->faults.text = std::move(text);
    worker_->faults.times_left = times;
  });
}

bool TcpGate::stalled() const {
  bool stalled = false;
  worker_->Do([&] { stalled = worker_->faults.stall_requests && worker_->faults.stall_replies; });
  return stalled;
}

void TcpGate::StallReplies() {
  worker_->Do([&] { worker_->faults.stall_replies = true; });
}

void TcpGate::CutRepliesAfter(std::size_t bytes) {
  worker_->Do([&] { worker_->faults.replies_left = bytes; });
}

void TcpGate::CloseAll() {
  worker_->Do([&] { worker_->CloseSessions(); });
}

void TcpGate::Refuse() {
  worker_->Do([&] { worker_->StopListening(); });
}

void TcpGate::Heal() {
  worker_->Do([&] { worker_->Heal(); });
}

}  // namespace zamer::testing
