#include "services/common/redis/pipeline.h"

#include <algorithm>
#include <utility>

#include "services/common/status/macros.h"

namespace zamer::redis {
namespace {

constexpr std::size_t kReadBytes = std::size_t{64} << 10;
// A write buffer that grew beyond this is given back.
constexpr std::size_t kKeptWriteBytes = std::size_t{1} << 20;

}  // namespace

asio::awaitable<absl::Status> Pipeline::Serve() {
  std::vector<char> buffer(kReadBytes);
  while (listener_ != nullptr) {
    const absl::StatusOr<std::size_t> size = co_await link_.transport->Read(asio::buffer(buffer));
    if (!size.ok()) co_return aborted_.ok() ? size.status() : aborted_;
    link_.reader->Feed(std::string_view(buffer.data(), *size));
    std::vector<Call*> answered;
    const absl::Status status = Match(&answered);
    if (listener_ != nullptr) listener_->OnAnswered(std::move(answered));
    ZAMER_CO_RETURN_IF_ERROR(status);
  }
  co_return absl::CancelledError("dropped");
}

absl::Status Pipeline::Match(std::vector<Call*>* answered) {
  bool read_only = false;
  while (std::optional<Reply> reply = link_.reader->Next()) {
    if (reply->error_code() == "READONLY") read_only = true;
    ZAMER_RETURN_IF_ERROR(MatchOne(*std::move(reply), answered));
  }
  // Another server is the primary now: the next connection finds it.
  if (read_only) return absl::UnavailableError("the server became a replica");
  return link_.reader->status();
}

absl::Status Pipeline::MatchOne(Reply reply, std::vector<Call*>* answered) {
  if (slots_.empty()) return absl::DataLossError("a reply that nobody asked for");
  Slot& slot = slots_.front();
  proved_ = proved_ || !reply.is_error();
  if (slot.call != nullptr) slot.call->results[slot.call->results.size() - slot.missing] = std::move(reply);
  --commands_;
  if (--slot.missing > 0) return absl::OkStatus();
  if (slot.call != nullptr) answered->push_back(slot.call);
  slots_.pop_front();
  return absl::OkStatus();
}

void Pipeline::Send(std::span<Call* const> calls) {
  for (Call* call : calls) {
    for (const Command& command : call->commands) command.AppendTo(out_);
    slots_.push_back({call, call->deadline, call->commands.size()});
    commands_ += call->commands.size();
  }
  writing_ = true;
  link_.transport->Write(out_, [self = shared_from_this()](bool ok) {
    self->writing_ = false;
    self->out_.clear();
    if (self->out_.capacity() > kKeptWriteBytes) self->out_.shrink_to_fit();
    if (!ok) self->Abort(absl::UnavailableError("write: the connection broke"));
    if (ok && self->listener_ != nullptr) self->listener_->OnWritable();
  });
}

TimePoint Pipeline::Expire(TimePoint now, std::chrono::nanoseconds stall_timeout, std::vector<Call*>* expired) {
  TimePoint next = TimePoint::max();
  for (Slot& slot : slots_) {
    if (slot.call == nullptr) continue;
    if (slot.deadline > now) {
      next = std::min(next, slot.deadline);
      continue;
    }
    slot.call->SetOutcome(Unknown::kTimeout, slot.call->results.size() - slot.missing);
    expired->push_back(std::exchange(slot.call, nullptr));
  }
  if (!slots_.empty()) next = std::min(next, slots_.front().deadline + stall_timeout);
  return next;
}

bool Pipeline::Stalled(TimePoint now, std::chrono::nanoseconds stall_timeout) const {
  return !slots_.empty() && slots_.front().deadline + stall_timeout <= now;
}

void Pipeline::Abort(absl::Status why) {
  aborted_ = std::move(why);
  link_.transport->Close();
}

std::vector<Call*> Pipeline::Drop(Unknown why) {
  listener_ = nullptr;
  link_.transport->Close();
  std::vector<Call*> calls;
  for (const Slot& slot : std::exchange(slots_, {})) {
    if (slot.call == nullptr) continue;
    slot.call->SetOutcome(why, slot.call->results.size() - slot.missing);
    calls.push_back(slot.call);
  }
  commands_ = 0;
  return calls;
}

}  // namespace zamer::redis
