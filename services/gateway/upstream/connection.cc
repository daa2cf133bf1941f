#include "services/gateway/upstream/connection.h"

#include <asio/co_spawn.hpp>
#include <asio/detached.hpp>
#include <asio/post.hpp>
#include <utility>

namespace zamer::gateway {
namespace {

// Frames are gathered up to so many bytes, then written at once.
constexpr std::size_t kOutBytes = std::size_t{64} << 10;
constexpr std::size_t kInputBytes = std::size_t{64} << 10;

// After so much silence while something is waited for, the other end is asked whether it is there; then it has so long
// to answer. It allows no more than a question in ten seconds.
constexpr absl::Duration kQuietTime = absl::Seconds(30);
constexpr absl::Duration kAnswerTime = absl::Seconds(10);

}  // namespace

Connection::Connection(asio::io_context& loop, std::shared_ptr<http::Socket> socket, std::function<void()> on_change)
    : loop_(loop),
      socket_(std::move(socket)),
      input_(std::make_shared<http::Input>(socket_, kInputBytes)),
      on_change_(std::move(on_change)),
      quiet_(loop, [this] { OnQuiet(); }) {}

void Connection::Start() {
  quiet_.Set(kQuietTime);
  const auto read = [self = shared_from_this()]() -> asio::awaitable<void> { co_await self->ReadAll(); };
  asio::co_spawn(loop_, read, asio::detached);
  const auto write = [self = shared_from_this()]() -> asio::awaitable<void> { co_await self->WriteAll(); };
  asio::co_spawn(loop_, write, asio::detached);
}

void Connection::Close() {
  if (std::exchange(gone_, true)) return;
  const std::shared_ptr<Connection> self = shared_from_this();
  quiet_.Clear();
  socket_->Close();
  input_->Interrupt();
  session_.Lose();
  Wake();
  Tell();
}

void Connection::Leave() {
  session_.GoAway();
  Wake();
}

ClientSession::StreamId Connection::Begin(const Fields& head, std::string body, Incoming& incoming) {
  Wake();
  return session_.Begin(head, std::move(body), incoming);
}

void Connection::MakeRoom(ClientSession::StreamId stream, std::size_t bytes) {
  session_.MakeRoom(stream, bytes);
  Wake();
}

void Connection::Reset(ClientSession::StreamId stream) {
  session_.Reset(stream);
  Wake();
}

asio::awaitable<void> Connection::ReadAll() {
  while (!gone_ && !session_.finished() && co_await input_->More()) {
    heard_ = true;
    pinged_ = false;
    if (!session_.Receive(input_->bytes())) break;
    input_->Consume(input_->bytes().size());
    LookWhetherItTakesCalls();
    Wake();
  }
  Close();
}

asio::awaitable<void> Connection::WriteAll() {
  std::string out;
  while (!gone_) {
    out.clear();
    if (!session_.Produce(kOutBytes, out)) break;
    for (std::string_view rest = out; !rest.empty() && !gone_;) {
      const std::size_t size = co_await socket_->WriteSome(rest);
      if (size == 0) Close();
      rest.remove_prefix(size);
    }
    if (out.empty() && session_.finished()) break;
    if (out.empty()) co_await wake_.Take();
  }
  Close();
}

void Connection::Wake() {
  if (std::exchange(waking_, true)) return;
  // Not at once, so that what others have to say in this turn of the loop goes out together with it.
  asio::post(loop_, [self = shared_from_this(), this] {
    waking_ = false;
    if (wake_.awaited()) wake_.Give({});
  });
}

void Connection::OnQuiet() {
  if (std::exchange(heard_, false) || session_.idle()) return quiet_.Set(kQuietTime);
  if (std::exchange(pinged_, true)) return Close();
  session_.Ping();
  Wake();
  quiet_.Set(kAnswerTime);
}

void Connection::LookWhetherItTakesCalls() {
  if (std::exchange(took_calls_, takes_calls()) != takes_calls()) Tell();
}

void Connection::Tell() {
  // Not at once: this may be in the middle of something.
  asio::post(loop_, [self = shared_from_this()] {
    if (self->on_change_) self->on_change_();
  });
}

}  // namespace zamer::gateway
