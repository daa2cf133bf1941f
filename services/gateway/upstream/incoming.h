#pragma once

#include <cstdint>
#include <string_view>

namespace zamer::gateway {

// How a stream of a connection ended.
struct StreamEnd {
  enum class How {
    kAnswered,  // the other end has said everything
    kReset,     // it broke the stream off
    kLost,      // the connection is gone
  };
  How how = How::kAnswered;
  // HTTP/2's, of a reset.
  std::uint32_t error = 0;
  // The other end did nothing about the request, so that it can be sent again without harm.
  bool untouched = false;
};

// Takes what comes on a stream. Called from within the session, which must not be asked for anything meanwhile.
class Incoming {
 public:
  virtual ~Incoming() = default;

  // A block of fields begins: the head of the answer, or its trailers.
  virtual void OnBlock() = 0;
  virtual void OnField(std::string_view name, std::string_view value) = 0;
  virtual void OnBytes(std::string_view bytes) = 0;
  // The last that is heard.
  virtual void OnEnd(const StreamEnd& end) = 0;
};

}  // namespace zamer::gateway
