// Unary gRPC calls at the least cost to the machine that both ends share.
#pragma once
#include <google/protobuf/message.h>
#include <nghttp2/nghttp2.h>

#include <array>
#include <asio/io_context.hpp>
#include <asio/ip/tcp.hpp>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <unordered_map>

namespace zamer::bench {

// One method over one HTTP/2 connection, by nghttp2. gRPC's own client takes as much of the machine for a call as the
// service that answers it, which a load that is to measure the service must not. Its loop's thread only; the loop must
// outlive it.
class LightClient {
 public:
  // Told whether the call succeeded: grpc-status 0 in its trailers.
  using Done = std::function<void(bool ok)>;

  // Connects to `address`, "127.0.0.1:7101". `method`: "/zamer.lead.v1.LeadService/CreateLead". `authorization`: sent
  // with each call. Throws asio::system_error where nobody listens.
  LightClient(asio::io_context& loop, const std::string& address, std::string method, std::string authorization);
  LightClient(const LightClient&) = delete;
  LightClient& operator=(const LightClient&) = delete;

  // Calls; what is ready in one turn of the loop goes out together. Deadline: 10 s.
  void Call(const google::protobuf::Message& request, Done done);
  // Ends the connection, so that the loop can end.
  void Close();

 private:
  // One call under way.
  struct Stream {
    std::string body;
    std::size_t sent = 0;
    bool ok = false;
    Done done;
  };
  struct Free {
    void operator()(nghttp2_session* session) const { nghttp2_session_del(session); }
  };

  static nghttp2_session* NewSession(LightClient* client);
  static int OnHeader(nghttp2_session* session, const nghttp2_frame* frame, const std::uint8_t* name,
                      std::size_t name_size, const std::uint8_t* value, std::size_t value_size, std::uint8_t flags,
                      void* client);
  static int OnClose(nghttp2_session* session, std::int32_t stream, std::uint32_t error, void* client);
  static ssize_t ReadBody(nghttp2_session* session, std::int32_t stream, std::uint8_t* out, std::size_t size,
                          std::uint32_t* flags, nghttp2_data_source* source, void* client);

  void Receive();
  void ScheduleFlush();
  void Flush();

  asio::io_context& loop_;
  asio::ip::tcp::socket socket_;
  const std::string address_;
  const std::string method_;
  const std::string authorization_;
  std::unordered_map<std::int32_t, Stream> streams_;
  std::unique_ptr<nghttp2_session, Free> session_;
  std::array<std::uint8_t, 65536> received_;
  std::string sending_;
  bool flush_scheduled_ = false;
};

}  // namespace zamer::bench
