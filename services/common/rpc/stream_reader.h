#pragma once

#include <absl/status/status.h>
#include <absl/status/statusor.h>
#include <grpcpp/grpcpp.h>
#include <grpcpp/support/client_callback.h>

#include <asio/awaitable.hpp>
#include <asio/io_context.hpp>
#include <asio/post.hpp>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>

#include "services/common/rpc/baton.h"
#include "services/common/rpc/to_grpc.h"
#include "services/common/rpc/underway.h"
#include "services/common/status/errors.h"

namespace zamer::rpc {

// The receiving side of a server stream, shared between the loop thread and gRPC's: messages are read ahead, up to a
// bound, so that a reader which keeps up seldom waits for a change of threads.
template <class Response>
class StreamReception final : public grpc::ClientReadReactor<Response>,
                              public std::enable_shared_from_this<StreamReception<Response>> {
 public:
  StreamReception(asio::io_context& loop, std::shared_ptr<grpc::ClientContext> context,
                  std::shared_ptr<Underway> underway)
      : loop_(loop), context_(std::move(context)), underway_(std::move(underway)) {}

  template <class Start>
  void Begin(Start start) {
    self_ = this->shared_from_this();
    underway_->Add(this, [self = self_] { self->Cancel(); });
    start(context_.get(), this);
    // Reads are started from the loop thread as well; gRPC wants to know until when.
    this->AddHold();
    this->StartRead(&incoming_);
    this->StartCall();
  }

  // A message that is here already. Loop thread, like all below.
  std::optional<Response> Next() {
    std::unique_lock lock(mutex_);
    if (ready_.empty()) return std::nullopt;
    std::optional<Response> message(std::move(ready_.front()));
    ready_.pop_front();
    const bool resume = paused_ && ready_.size() <= kReadAhead / 2;
    if (resume) paused_ = false;
    lock.unlock();
    if (resume) this->StartRead(&incoming_);
    return message;
  }

  // How the stream ended; nothing while it lasts.
  std::optional<absl::Status> end() const {
    std::lock_guard lock(mutex_);
    return end_;
  }

  // Waits for news, which may be a message, the end or a false alarm; false when the wait itself was cancelled.
  asio::awaitable<bool> Wait() {
    return baton_.Take([self = this->shared_from_this()] { asio::post(self->loop_, [self] { self->Wake(false); }); });
  }

  void Cancel() {
    context_->TryCancel();
    bool resume;
    {
      std::lock_guard lock(mutex_);
      cancelled_ = true;
      resume = std::exchange(paused_, false);
    }
    if (resume) this->StartRead(&incoming_);  // only a failing read ends the stream
  }

  void OnReadDone(bool ok) override {
    if (!ok) {
      this->RemoveHold();
      return;
    }
    bool pause;
    {
      std::lock_guard lock(mutex_);
      ready_.push_back(std::move(incoming_));
      pause = paused_ = ready_.size() >= kReadAhead && !cancelled_;
    }
    PostWake();
    if (!pause) this->StartRead(&incoming_);
  }

  void OnDone(const grpc::Status& status) override {
    {
      std::lock_guard lock(mutex_);
      end_ = FromGrpc(status);
    }
    const std::shared_ptr<Underway> underway = underway_;
    // The loop may let go of all this before the next line.
    asio::post(loop_, [self = std::move(self_)] { self->Wake(true); });
    underway->Remove(this);
  }

 private:
  static constexpr size_t kReadAhead = 8;

  // At most one wake-up is on its way to the loop at a time.
  void PostWake() {
    {
      std::lock_guard lock(mutex_);
      if (std::exchange(wake_posted_, true)) return;
    }
    asio::post(loop_, [self = this->shared_from_this()] {
      {
        std::lock_guard lock(self->mutex_);
        self->wake_posted_ = false;
      }
      self->Wake(true);
    });
  }

  void Wake(bool news) {
    if (baton_.awaited()) baton_.Give(news);
  }

  asio::io_context& loop_;
  const std::shared_ptr<grpc::ClientContext> context_;
  const std::shared_ptr<Underway> underway_;
  // gRPC's share of the ownership, until OnDone.
  std::shared_ptr<StreamReception> self_;
  Response incoming_;
  Baton<bool> baton_;
  mutable std::mutex mutex_;
  std::deque<Response> ready_;
  bool paused_ = false;
  bool cancelled_ = false;
  bool wake_posted_ = false;
  std::optional<absl::Status> end_;
};

// Reads a server stream from a coroutine on the loop thread. Destroying it cancels the stream.
template <class Response>
class StreamReader {
 public:
  explicit StreamReader(std::shared_ptr<StreamReception<Response>> reception) : reception_(std::move(reception)) {}
  StreamReader(StreamReader&&) noexcept = default;
  StreamReader& operator=(StreamReader&&) = delete;
  ~StreamReader() {
    if (reception_ != nullptr) reception_->Cancel();
  }

  // The next message, waiting for it as long as the stream's deadline allows; nullopt when the server ended the stream
  // well, else its error. When the waiting coroutine is cancelled it returns CANCELLED, and the stream can be read on.
  asio::awaitable<absl::StatusOr<std::optional<Response>>> Read() {
    while (true) {
      // In this order: what arrived before the end is still to be read.
      const std::optional<absl::Status> end = reception_->end();
      if (std::optional<Response> message = Ready(); message.has_value()) co_return message;
      if (end.has_value()) co_return Ending(*end);
      const bool news = co_await reception_->Wait();
      if (!news) co_return Cancelled(Reason::kCallCancelled, "Waiting for the stream's next message was given up.");
    }
  }

  // The next message if it has arrived already: for readers that work in batches.
  std::optional<Response> Ready() { return reception_->Next(); }

  // Ends the stream; Read returns what had arrived, then CANCELLED.
  void Cancel() { reception_->Cancel(); }

 private:
  static absl::StatusOr<std::optional<Response>> Ending(const absl::Status& end) {
    if (!end.ok()) return end;
    return std::optional<Response>();
  }

  std::shared_ptr<StreamReception<Response>> reception_;
};

}  // namespace zamer::rpc
