#pragma once

#include <asio/awaitable.hpp>
#include <map>
#include <memory>
#include <string>
#include <variant>

#include "services/common/rpc/baton.h"
#include "services/gateway/http/allowance.h"
#include "services/gateway/http/connection.h"
#include "services/gateway/http/core.h"
#include "services/gateway/http/deadline.h"
#include "services/gateway/http/http2_session.h"
#include "services/gateway/http/http2_stream.h"
#include "services/gateway/http/input.h"
#include "services/gateway/http/socket.h"

namespace zamer::gateway::http {

// HTTP/2 on one connection: one coroutine reads, one writes, and each stream's handler has one of its own.
class Http2Connection final : public Connection {
 public:
  Http2Connection(std::shared_ptr<Core> core, std::shared_ptr<Socket> socket, std::string peer);

  asio::awaitable<void> Serve() override;
  void Drain() override;
  void Abort() override;

  // For the streams.
  Core& core() const { return *core_; }
  const std::shared_ptr<Core>& shared_core() const { return core_; }
  Http2Session& session() { return session_; }
  const std::string& peer() const { return peer_; }
  // There may be something to write.
  void Wake();
  // No handler is at work for this stream, nor will be.
  void Forget(Http2Session::StreamId stream);

 private:
  enum class Phase { kNone, kHead, kIdle, kBusy, kClosing };

  asio::awaitable<void> ReadAll();
  asio::awaitable<void> WriteAll();
  asio::awaitable<bool> Send(std::string_view bytes);
  // After the last frame: closing while bytes arrive would reset the connection.
  asio::awaitable<void> Linger();

  void HandleEvents();
  void Handle(const Http2Event& event);
  void Open(Http2Session::StreamId stream);
  // A stream ended before it was answered; too many of them are an attack (CVE-2023-44487).
  void CountBrokenOff();
  void CloseStreams();

  void UpdatePhase();
  void OnPhaseDue();
  void TellIfEmpty();

  const std::shared_ptr<Core> core_;
  const std::shared_ptr<Socket> socket_;
  const std::shared_ptr<Input> input_;
  const std::string peer_;
  Http2Session session_;
  // Of all streams that are open or have a handler at work.
  std::map<Http2Session::StreamId, std::shared_ptr<Http2Stream>> streams_;
  Deadline phase_due_;
  Deadline send_due_;
  Phase phase_ = Phase::kNone;
  int head_under_way_ = 0;
  Allowance broken_off_;
  bool gone_ = false;
  bool waking_ = false;
  bool writing_ = false;
  rpc::Baton<std::monostate> wake_;
  rpc::Baton<std::monostate> empty_;
};

}  // namespace zamer::gateway::http
