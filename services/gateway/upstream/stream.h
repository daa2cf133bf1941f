#pragma once

#include <absl/status/status.h>
#include <absl/status/statusor.h>

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "services/gateway/domain/grpc_web.h"
#include "services/gateway/domain/message_reader.h"
#include "services/gateway/upstream/connection.h"
#include "services/gateway/upstream/incoming.h"

namespace zamer::gateway {

// A request on a connection, and what comes back. Holds what nobody has asked for up to the stream's window; the rest
// stays with the service. Going away breaks it off. Loop thread only.
class Stream final : private Incoming {
 public:
  // `on_news` is told, from within the connection, that it is worth looking again.
  Stream(std::shared_ptr<Connection> connection, std::size_t most_bytes, std::function<void()> on_news);
  Stream(const Stream&) = delete;
  Stream& operator=(const Stream&) = delete;
  ~Stream() override;

  void Begin(const Fields& head, std::string body);

  // The next message; nothing when it is not here, or will not come. As MessageReader has it.
  absl::StatusOr<std::optional<std::string>> Next();

  bool over() const { return end_.has_value(); }
  // Of one that is over: whether the same may be asked again, what went with the end, and how the call went.
  bool untouched() const { return end_->untouched; }
  const Fields& trailers() const { return fields_; }
  absl::Status Status() const;

 private:
  void OnBlock() override;
  void OnField(std::string_view name, std::string_view value) override;
  void OnBytes(std::string_view bytes) override;
  void OnEnd(const StreamEnd& end) override;

  const std::shared_ptr<Connection> connection_;
  const std::function<void()> on_news_;
  ClientSession::StreamId id_ = 0;
  // `:status` of HTTP.
  std::string http_status_;
  // Of the last block.
  Fields fields_;
  std::size_t fields_bytes_ = 0;
  MessageReader reader_;
  // That came, and that no room was made for again.
  std::size_t unread_bytes_ = 0;
  std::optional<StreamEnd> end_;
};

}  // namespace zamer::gateway
