// A gRPC server that does what the path says, whatever the message.
#pragma once

#include <grpcpp/generic/async_generic_service.h>
#include <grpcpp/grpcpp.h>

#include <asio/ip/tcp.hpp>
#include <atomic>
#include <memory>
#include <string>

namespace zamer::gateway {

inline constexpr char kEcho[] = "/test/Echo";        // gives the message back
inline constexpr char kSilent[] = "/test/Silent";    // never answers
inline constexpr char kNothing[] = "/test/Nothing";  // ends well, without a message

class EchoService final : public grpc::CallbackGenericService {
 public:
  struct Options {
    // Numeric, with a port; 0 takes a free one.
    std::string address = "127.0.0.1:0";
    std::shared_ptr<grpc::ServerCredentials> credentials = grpc::InsecureServerCredentials();
    // A connection is to be left at this age.
    int most_connection_age_ms = 600'000;
  };

  explicit EchoService(const Options& options);
  EchoService() : EchoService(Options()) {}
  ~EchoService() override { Stop(); }

  void Stop();

  asio::ip::tcp::endpoint endpoint() const { return endpoint_; }
  int calls() const { return calls_; }
  int cancelled() const { return cancelled_; }

 private:
  class Reactor;

  grpc::ServerGenericBidiReactor* CreateReactor(grpc::GenericCallbackServerContext* context) override;

  std::atomic<int> calls_ = 0;
  std::atomic<int> cancelled_ = 0;
  asio::ip::tcp::endpoint endpoint_;
  std::unique_ptr<grpc::Server> server_;
};

}  // namespace zamer::gateway
