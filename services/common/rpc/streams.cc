#include "services/common/rpc/streams.h"

#include <memory>
#include <vector>

#include "services/common/rpc/stream_state.h"

namespace zamer::rpc {

void Streams::EndAll(const absl::Status& status) {
  std::vector<std::shared_ptr<CallState>> alive;
  alive.reserve(open_.size());
  for (StreamState* stream : open_) alive.push_back(stream->shared_from_this());
  for (const auto& stream : alive) static_cast<StreamState&>(*stream).End(status);
}

}  // namespace zamer::rpc
