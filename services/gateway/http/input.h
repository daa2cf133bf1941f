#pragma once

#include <asio/awaitable.hpp>
#include <cstddef>
#include <functional>
#include <memory>
#include <string_view>
#include <vector>

#include "services/common/rpc/baton.h"
#include "services/gateway/http/socket.h"

namespace zamer::gateway::http {

// The bytes that have arrived on a connection and are not understood yet: one buffer, which grows with a busy sender up
// to a bound. Loop thread only.
class Input : public std::enable_shared_from_this<Input> {
 public:
  Input(std::shared_ptr<Socket> socket, std::size_t max_bytes) : socket_(std::move(socket)), max_bytes_(max_bytes) {}

  std::string_view bytes() const { return {buffer_.data() + begin_, end_ - begin_}; }
  void Consume(std::size_t size) { begin_ += size; }

  // Waits for more bytes. False when there will be none, when the buffer is full, or when Interrupt ended the wait.
  asio::awaitable<bool> More();
  // Ends the wait of More, now or when it comes.
  void Interrupt();

  // Reads ahead while a request is answered, which is the only way to see the other end go; `gone` is called then.
  void Watch(std::function<void()> gone);
  void Unwatch() { gone_ = nullptr; }

  // The other end has closed, or the connection broke.
  bool ended() const { return ended_; }

 private:
  // Begins to read, if there is room; says whether a read is under way.
  bool Read();
  bool MakeRoom();
  void OnRead(std::size_t size);

  std::shared_ptr<Socket> socket_;
  const std::size_t max_bytes_;
  std::vector<char> buffer_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  bool reading_ = false;
  bool ended_ = false;
  bool interrupted_ = false;
  rpc::Baton<bool> more_;
  std::function<void()> gone_;
};

}  // namespace zamer::gateway::http
