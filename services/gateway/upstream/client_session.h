#pragma once

#include <absl/container/flat_hash_map.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "services/gateway/domain/grpc_web.h"
#include "services/gateway/upstream/incoming.h"

struct nghttp2_session;

namespace zamer::gateway {

// The asking side of HTTP/2 as a codec: requests and bytes go in, answers and bytes come out. The only part here that
// knows nghttp2.
class ClientSession {
 public:
  using StreamId = std::int32_t;

  ClientSession();
  ClientSession(const ClientSession&) = delete;
  ClientSession& operator=(const ClientSession&) = delete;
  ~ClientSession();

  // False when the other end broke the protocol beyond repair.
  bool Receive(std::string_view bytes);
  // Appends what is to be sent, until there are `enough` bytes; false as above.
  bool Produce(std::size_t enough, std::string& out);

  // Sends a request: pseudo-header fields first. `incoming` is told what comes back, until its end or Reset.
  StreamId Begin(const Fields& head, std::string body, Incoming& incoming);
  // So many of the bytes that came on this stream have found a reader: as many more may come.
  void MakeRoom(StreamId stream, std::size_t bytes);
  // Nothing more is wanted of this stream.
  void Reset(StreamId stream);
  // Ends all streams: the connection is gone.
  void Lose();

  void Ping();
  // Begins nothing more, here or there.
  void GoAway();

  // The other end has greeted, so requests can be sent.
  bool greeted() const { return state_->greeted; }
  // It takes no further requests.
  bool leaving() const { return state_->leaving; }
  bool idle() const { return state_->streams.empty(); }
  // Nothing will be received or sent any more.
  bool finished() const;

 private:
  struct Stream {
    Incoming* incoming = nullptr;
    std::string body;
    std::size_t sent = 0;
    // Its request is on its way.
    bool begun = false;
  };
  struct State {
    absl::flat_hash_map<StreamId, std::unique_ptr<Stream>> streams;
    bool greeted = false;
    bool leaving = false;

    Stream* Find(StreamId id);
    void End(StreamId id, StreamEnd::How how, std::uint32_t error);
  };
  // nghttp2's side.
  struct Callbacks;

  // nghttp2 refers to it.
  const std::unique_ptr<State> state_ = std::make_unique<State>();
  nghttp2_session* session_ = nullptr;
};

}  // namespace zamer::gateway
