#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "services/gateway/http/checked_exchange.h"
#include "services/gateway/http/http2_state.h"
#include "services/gateway/http/server.h"

struct nghttp2_session;

namespace zamer::gateway::http {

// HTTP/2 as a codec: bytes and answers go in, events and bytes come out. With its callbacks the only part that
// knows nghttp2.
class Http2Session {
 public:
  using StreamId = Http2State::StreamId;

  explicit Http2Session(const ServerLimits& limits);
  Http2Session(const Http2Session&) = delete;
  Http2Session& operator=(const Http2Session&) = delete;
  ~Http2Session();

  // False when the other end broke the protocol beyond repair.
  bool Receive(std::string_view bytes);
  // Appends what is to be sent, until there are `enough` bytes; false as above.
  bool Produce(std::size_t enough, std::string& out);
  // What happened since the last time. A stream that is named may have been closed since.
  std::vector<Http2Event> TakeEvents();
  // Nothing will be received or sent any more.
  bool finished() const;
  // The number of the head that has arrived in part, the greeting being the first; 0 when none has.
  int head_under_way() const;

  // The request of a stream that is not closed; null for others.
  Http2Request* request(StreamId stream);

  // These do nothing for a closed stream.
  void Continue(StreamId stream);
  // Without a body, the head is the whole answer.
  void GiveHead(StreamId stream, const AnswerHead& head, bool with_body);
  // A piece of the body; the one before must be taken.
  void Give(StreamId stream, std::string bytes, bool last);
  // The answer will not come, or not as a whole.
  void Break(StreamId stream);
  // The request was not looked at: it may be sent again.
  void Decline(StreamId stream);

  // Tells the other end to begin nothing more. What is under way goes on.
  void GoAway();
  // Ends everything: the other end asks too much.
  void Calm();

 private:
  // nghttp2 refers to it.
  const std::unique_ptr<Http2State> state_;
  nghttp2_session* session_ = nullptr;
};

}  // namespace zamer::gateway::http
