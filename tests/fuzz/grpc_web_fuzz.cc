// Whatever a browser sends as the body of a gRPC-Web call: frames are read or refused, what is read lies within what
// was sent, and written again it is the same body; as text too.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "services/common/status/errors.h"
#include "services/gateway/domain/grpc_web.h"
#include "services/gateway/domain/timeout.h"

namespace {

using zamer::Reason;
using zamer::ReasonOf;

void CheckFrames(std::string_view body) {
  const auto frames = zamer::gateway::ReadFrames(body);
  if (!frames.ok()) {
    if (ReasonOf(frames.status()) != Reason::kHttpRequestInvalid) std::abort();
    return;
  }
  std::string again;
  for (const zamer::gateway::Frame& frame : *frames) {
    std::string head = zamer::gateway::MessageHead(frame.payload.size());
    if (frame.trailers) head.front() = '\x80';
    again.append(head).append(frame.payload);
  }
  if (again != body) std::abort();
}

void CheckRequest(std::string_view body) {
  constexpr std::size_t kMost = 64;
  const auto message = zamer::gateway::ReadRequestFrame(body, kMost);
  if (!message.ok()) return;
  if (message->size() > kMost || zamer::gateway::MessageHead(message->size()).append(*message) != body) std::abort();
}

void CheckText(std::string_view text) {
  const auto bytes = zamer::gateway::DecodeText(text);
  if (bytes.ok() && bytes->size() > text.size()) std::abort();
  const auto again = zamer::gateway::DecodeText(zamer::gateway::EncodeText(text));
  if (!again.ok() || *again != text) std::abort();
}

void CheckTimeout(std::string_view text) {
  const auto timeout = zamer::gateway::ParseGrpcTimeout(text);
  if (!timeout.ok()) return;
  const auto again = zamer::gateway::ParseGrpcTimeout(zamer::gateway::FormatGrpcTimeout(*timeout));
  if (!again.ok() || *again > *timeout) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  CheckFrames(input);
  CheckRequest(input);
  CheckText(input);
  CheckTimeout(input);
  return 0;
}
