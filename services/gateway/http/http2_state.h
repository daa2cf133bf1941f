#pragma once

#include <absl/container/flat_hash_map.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "services/gateway/http/http2_request.h"
#include "services/gateway/http/server.h"

namespace zamer::gateway::http {

// What happened on a stream of an HTTP/2 connection.
struct Http2Event {
  enum class What {
    kHead,     // the head is here as a whole; a body may follow
    kBody,     // so is a piece of the body
    kRequest,  // the request is here as a whole
    kRefused,  // it will not become one: its refusal says why
    kTaken,    // what was given of the answer is in the bytes that were produced
    kClosed,   // the stream has ended, one way or another
  };
  What what;
  std::int32_t stream;
};

// What a session knows beside what nghttp2 does. Internal to the session and its callbacks.
struct Http2State {
  using StreamId = std::int32_t;

  struct Stream {
    Http2Request request;
    // What is to be sent of the answer's body, from `sent` on.
    std::string piece = {};
    std::size_t sent = 0;
    bool last = false;
  };

  explicit Http2State(const ServerLimits& limits_) : limits(limits_) {}

  Stream* Find(StreamId id) {
    const auto found = streams.find(id);
    return found == streams.end() ? nullptr : found->second.get();
  }
  void Tell(Http2Event::What what, StreamId id) { events.push_back({what, id}); }

  const ServerLimits limits;
  absl::flat_hash_map<StreamId, std::unique_ptr<Stream>> streams = {};
  std::vector<Http2Event> events = {};
  // The number of the head that has arrived in part, the greeting being the first; 0 when none has.
  int head_under_way = 1;
  int heads = 1;
};

}  // namespace zamer::gateway::http
