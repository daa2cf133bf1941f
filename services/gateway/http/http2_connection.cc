#include "services/gateway/http/http2_connection.h"

#include <asio/co_spawn.hpp>
#include <asio/post.hpp>
#include <exception>
#include <utility>
#include <vector>

namespace zamer::gateway::http {
namespace {

// Frames are gathered up to so many bytes, then written at once.
constexpr std::size_t kOutBytes = std::size_t{32} << 10;
constexpr std::size_t kInputBytes = std::size_t{16} << 10;
constexpr absl::Duration kLingerTime = absl::Seconds(1);
// A browser that closes a page breaks off what that had under way.
constexpr double kBrokenOffAtOnce = 256;
constexpr double kBrokenOffPerSecond = 16;

}  // namespace

Http2Connection::Http2Connection(std::shared_ptr<Core> core, std::shared_ptr<Socket> socket, std::string peer)
    : core_(std::move(core)),
      socket_(std::move(socket)),
      input_(std::make_shared<Input>(socket_, kInputBytes)),
      peer_(std::move(peer)),
      session_(core_->limits()),
      phase_due_(core_->loop(), [this] { OnPhaseDue(); }),
      send_due_(core_->loop(), [this] { Abort(); }),
      broken_off_(kBrokenOffAtOnce, kBrokenOffPerSecond) {}

asio::awaitable<void> Http2Connection::Serve() {
  const std::shared_ptr<Connection> self = shared_from_this();
  writing_ = true;
  asio::co_spawn(core_->loop(), WriteAll(), [self, this](const std::exception_ptr&) {
    writing_ = false;
    TellIfEmpty();
  });
  if (core_->draining()) Drain();
  co_await ReadAll();
  if (!gone_ && session_.finished()) co_await Linger();
  Abort();
  if (writing_ || !streams_.empty()) co_await empty_.Take();
}

void Http2Connection::Drain() {
  session_.GoAway();
  Wake();
}

void Http2Connection::Abort() {
  const std::shared_ptr<Connection> self = shared_from_this();
  if (std::exchange(gone_, true)) return;
  phase_due_.Clear();
  send_due_.Clear();
  socket_->Close();
  input_->Interrupt();
  Wake();
  CloseStreams();
}

asio::awaitable<void> Http2Connection::ReadAll() {
  do {
    const bool sound = session_.Receive(input_->bytes());
    input_->Consume(input_->bytes().size());
    HandleEvents();
    if (!sound) Abort();
    UpdatePhase();
    Wake();
  } while (!gone_ && !session_.finished() && co_await input_->More());
}

asio::awaitable<void> Http2Connection::WriteAll() {
  std::string out;
  while (!gone_) {
    out.clear();
    if (!session_.Produce(kOutBytes, out)) Abort();
    HandleEvents();
    if (!out.empty()) {
      (void)co_await Send(out);
      continue;
    }
    if (session_.finished()) break;
    std::string().swap(out);
    co_await wake_.Take();
  }
  // Nothing will be written any more, so nothing need be read.
  input_->Interrupt();
}

asio::awaitable<bool> Http2Connection::Send(std::string_view bytes) {
  while (!bytes.empty() && !gone_) {
    send_due_.Set(core_->limits().write_time);
    const std::size_t size = co_await socket_->WriteSome(bytes);
    if (size == 0) Abort();
    bytes.remove_prefix(size);
  }
  send_due_.Clear();
  co_return !gone_;
}

asio::awaitable<void> Http2Connection::Linger() {
  if (input_->ended()) co_return;
  socket_->EndWriting();
  phase_ = Phase::kClosing;
  phase_due_.Set(kLingerTime);
  do {
    input_->Consume(input_->bytes().size());
  } while (co_await input_->More());
}

void Http2Connection::Wake() {
  if (std::exchange(waking_, true)) return;
  // Not at once: whoever calls may be in the middle of something, and others may have something to write too.
  asio::post(core_->loop(), [self = shared_from_this(), this] {
    waking_ = false;
    if (wake_.awaited()) wake_.Give({});
  });
}

void Http2Connection::Forget(Http2Session::StreamId stream) {
  streams_.erase(stream);
  UpdatePhase();
  TellIfEmpty();
}

void Http2Connection::HandleEvents() {
  for (const Http2Event& event : session_.TakeEvents()) Handle(event);
}

void Http2Connection::Handle(const Http2Event& event) {
  using What = Http2Event::What;
  if (event.what == What::kHead || event.what == What::kRefused) Open(event.stream);
  const auto found = streams_.find(event.stream);
  if (found == streams_.end()) {
    if (event.what == What::kClosed) CountBrokenOff();
    return;
  }
  const std::shared_ptr<Http2Stream> stream = found->second;
  switch (event.what) {
    case What::kHead:
      break;
    case What::kBody:
      return stream->OnBody();
    case What::kRequest:
      return stream->OnRequest();
    case What::kRefused:
      return stream->OnRefused();
    case What::kTaken:
      return stream->OnTaken();
    case What::kClosed:
      if (!stream->OnClosed()) CountBrokenOff();
  }
}

void Http2Connection::Open(Http2Session::StreamId stream) {
  Http2Request* const request = session_.request(stream);
  if (request == nullptr || streams_.contains(stream)) return;
  // nghttp2 counts the streams. A handler outlives its own for a moment when that is reset; so many may, and no more.
  if (streams_.size() >= 2 * static_cast<std::size_t>(core_->limits().streams_per_connection)) {
    return session_.Decline(stream);
  }
  streams_.emplace(stream, std::make_shared<Http2Stream>(*this, stream));
  if (request->waits_for_continue()) session_.Continue(stream);
}

void Http2Connection::CountBrokenOff() {
  if (!gone_ && !broken_off_.Take()) session_.Calm();
}

void Http2Connection::CloseStreams() {
  const auto streams = streams_;
  for (const auto& [id, stream] : streams) stream->OnClosed();
}

void Http2Connection::UpdatePhase() {
  if (gone_ || phase_ == Phase::kClosing) return;
  const int head = session_.head_under_way();
  const Phase next = head != 0 ? Phase::kHead : streams_.empty() ? Phase::kIdle : Phase::kBusy;
  const bool same_head = std::exchange(head_under_way_, head) == head;
  if (std::exchange(phase_, next) == next && same_head) return;
  if (next == Phase::kBusy) return phase_due_.Clear();
  phase_due_.Set(next == Phase::kHead ? core_->limits().head_time : core_->limits().idle_time);
}

void Http2Connection::OnPhaseDue() {
  if (phase_ == Phase::kHead) return Abort();
  if (phase_ == Phase::kClosing) return input_->Interrupt();
  Drain();
}

void Http2Connection::TellIfEmpty() {
  if (!writing_ && streams_.empty() && empty_.awaited()) empty_.Give({});
}

}  // namespace zamer::gateway::http
