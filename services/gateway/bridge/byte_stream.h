#pragma once

#include <absl/status/status.h>
#include <absl/status/statusor.h>
#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/grpcpp.h>

#include <asio/awaitable.hpp>
#include <asio/io_context.hpp>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "services/common/rpc/baton.h"
#include "services/common/rpc/channel.h"

namespace zamer::gateway {

// The receiving side of a server stream whose messages nobody here looks into. A message is asked for when it is wanted
// and not before, so a reader that is slow leaves the rest with the service. Shared with gRPC until the stream is over.
class ByteStream final : public grpc::ClientBidiReactor<grpc::ByteBuffer, grpc::ByteBuffer>,
                         public std::enable_shared_from_this<ByteStream> {
 public:
  ByteStream(const rpc::Channel& channel, std::shared_ptr<grpc::ClientContext> context,
             const grpc::ByteBuffer& request);

  // Sends the request.
  void Begin(grpc::GenericStub& stub, const std::string& method);

  // The next message; nothing when the service ended the stream well, else its error. Loop thread, one at a time.
  asio::awaitable<absl::StatusOr<std::optional<grpc::ByteBuffer>>> Read();

  // Ends the stream: Read says so. Any thread.
  void Cancel();

  void OnReadDone(bool ok) override;
  void OnDone(const grpc::Status& status) override;

 private:
  void StartNextRead();

  asio::io_context& loop_;
  const std::shared_ptr<rpc::Underway> underway_;
  const std::shared_ptr<grpc::ClientContext> context_;
  grpc::ByteBuffer request_;
  grpc::ByteBuffer incoming_;
  // gRPC's share of the ownership, until OnDone.
  std::shared_ptr<ByteStream> self_;
  // Given true for a message, false for the end. Loop thread, like `end_`.
  rpc::Baton<bool> news_;
  std::optional<absl::Status> end_;
  // gRPC wants to know until when reads may be started from outside its own threads.
  std::mutex mutex_;
  bool held_ = false;
  bool reading_ = false;
  bool cancelled_ = false;
};

// Owns a stream for its reader: going away cancels it.
class ByteStreamReader {
 public:
  explicit ByteStreamReader(std::shared_ptr<ByteStream> stream) : stream_(std::move(stream)) {}
  ByteStreamReader(const ByteStreamReader&) = delete;
  ByteStreamReader& operator=(const ByteStreamReader&) = delete;
  ~ByteStreamReader() { stream_->Cancel(); }

  auto Read() { return stream_->Read(); }

 private:
  std::shared_ptr<ByteStream> stream_;
};

}  // namespace zamer::gateway
