#pragma once

#include <asio/associated_cancellation_slot.hpp>
#include <asio/async_result.hpp>
#include <asio/awaitable.hpp>
#include <asio/use_awaitable.hpp>
#include <memory>
#include <utility>

namespace zamer::rpc {

// Lets one coroutine wait for a value that somebody else on the loop thread gives later. Not an owner: it must outlive
// the wait.
template <class T>
class Baton {
 public:
  bool awaited() const { return receiver_ != nullptr; }

  // Waits for Give. `on_cancel` runs when the waiting coroutine is cancelled; it has to bring about a Give.
  template <class OnCancel>
  asio::awaitable<T> Take(OnCancel on_cancel) {
    return asio::async_initiate<const asio::use_awaitable_t<>, void(T)>(
        [this, on_cancel = std::move(on_cancel)](auto handler) mutable {
          auto slot = asio::get_associated_cancellation_slot(handler);
          if (slot.is_connected()) slot.assign([on_cancel](asio::cancellation_type) mutable { on_cancel(); });
          receiver_ = std::make_unique<HandlerOf<decltype(handler)>>(std::move(handler));
        },
        asio::use_awaitable);
  }
  asio::awaitable<T> Take() {
    return Take([] {});
  }

  // Resumes the coroutine that waits; there must be one.
  void Give(T value) {
    const std::unique_ptr<Receiver> receiver = std::move(receiver_);
    receiver->Receive(std::move(value));
  }

 private:
  struct Receiver {
    virtual ~Receiver() = default;
    virtual void Receive(T value) = 0;
  };
  template <class Handler>
  struct HandlerOf final : Receiver {
    explicit HandlerOf(Handler h) : handler(std::move(h)) {}
    void Receive(T value) override { std::move(handler)(std::move(value)); }
    Handler handler;
  };

  std::unique_ptr<Receiver> receiver_;
};

}  // namespace zamer::rpc
