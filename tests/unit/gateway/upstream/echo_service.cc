#include "tests/unit/gateway/upstream/echo_service.h"

#include <chrono>
#include <utility>

namespace zamer::gateway {

class EchoService::Reactor final : public grpc::ServerGenericBidiReactor {
 public:
  Reactor(EchoService& owner, std::string path) : owner_(owner), path_(std::move(path)) {
    if (path_ == kNothing) {
      Finish(grpc::Status::OK);
    } else {
      StartRead(&message_);
    }
  }

  void OnReadDone(bool ok) override {
    if (path_ == kSilent) return;
    if (!ok) return Finish(grpc::Status(grpc::StatusCode::INTERNAL, "no message came"));
    StartWriteAndFinish(&message_, {}, grpc::Status::OK);
  }
  void OnCancel() override {
    ++owner_.cancelled_;
    if (path_ == kSilent) Finish(grpc::Status::CANCELLED);
  }
  void OnDone() override { delete this; }

 private:
  EchoService& owner_;
  const std::string path_;
  grpc::ByteBuffer message_;
};

EchoService::EchoService(const Options& options) {
  grpc::ServerBuilder builder;
  int port = 0;
  builder.AddListeningPort(options.address, options.credentials, &port);
  builder.AddChannelArgument(GRPC_ARG_MAX_CONNECTION_AGE_MS, options.most_connection_age_ms);
  builder.RegisterCallbackGenericService(this);
  server_ = builder.BuildAndStart();
  const std::string host = options.address.substr(0, options.address.rfind(':'));
  endpoint_ = {asio::ip::make_address(host), static_cast<std::uint16_t>(port)};
}

void EchoService::Stop() { server_->Shutdown(std::chrono::system_clock::now()); }

grpc::ServerGenericBidiReactor* EchoService::CreateReactor(grpc::GenericCallbackServerContext* context) {
  ++calls_;
  return new Reactor(*this, context->method());
}

}  // namespace zamer::gateway
