#pragma once

#include <asio/awaitable.hpp>
#include <asio/io_context.hpp>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <variant>

#include "services/common/rpc/baton.h"
#include "services/gateway/http/deadline.h"
#include "services/gateway/http/input.h"
#include "services/gateway/http/socket.h"
#include "services/gateway/upstream/client_session.h"

namespace zamer::gateway {

// A connection to one replica of a service; its streams share it. Loop thread only.
class Connection : public std::enable_shared_from_this<Connection> {
 public:
  // `socket` is open. `on_change`: that it takes calls, takes no more, or is gone.
  Connection(asio::io_context& loop, std::shared_ptr<http::Socket> socket, std::function<void()> on_change);

  // Begins to read and to write, and keeps the connection alive as long as it does.
  void Start();
  // Ends it at once; what is under way is lost.
  void Close();
  // Ends it when what is under way has ended.
  void Leave();

  bool takes_calls() const { return session_.greeted() && !session_.leaving() && !gone_; }
  bool gone() const { return gone_; }

  // What streams do. `incoming` as ClientSession has it.
  ClientSession::StreamId Begin(const Fields& head, std::string body, Incoming& incoming);
  void MakeRoom(ClientSession::StreamId stream, std::size_t bytes);
  void Reset(ClientSession::StreamId stream);

 private:
  asio::awaitable<void> ReadAll();
  asio::awaitable<void> WriteAll();
  // There may be something to write.
  void Wake();
  void OnQuiet();
  void LookWhetherItTakesCalls();
  // Has `on_change` called.
  void Tell();

  asio::io_context& loop_;
  const std::shared_ptr<http::Socket> socket_;
  const std::shared_ptr<http::Input> input_;
  std::function<void()> on_change_;
  ClientSession session_;
  http::Deadline quiet_;
  // Since the last time that it was looked.
  bool heard_ = false;
  bool pinged_ = false;
  bool took_calls_ = false;
  bool gone_ = false;
  bool waking_ = false;
  rpc::Baton<std::monostate> wake_;
};

}  // namespace zamer::gateway
