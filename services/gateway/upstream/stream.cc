#include "services/gateway/upstream/stream.h"

#include <utility>

#include "services/gateway/upstream/call_status.h"

namespace zamer::gateway {
namespace {

// Of a block of fields. Services keep theirs below 8 KiB; what goes beyond is let fall.
constexpr std::size_t kMostFieldsBytes = std::size_t{32} << 10;

}  // namespace

Stream::Stream(std::shared_ptr<Connection> connection, std::size_t most_bytes, std::function<void()> on_news)
    : connection_(std::move(connection)), on_news_(std::move(on_news)), reader_(most_bytes) {}

Stream::~Stream() {
  if (!over()) connection_->Reset(id_);
}

void Stream::Begin(const Fields& head, std::string body) { id_ = connection_->Begin(head, std::move(body), *this); }

absl::StatusOr<std::optional<std::string>> Stream::Next() {
  absl::StatusOr<std::optional<std::string>> message = reader_.Next();
  // Who waits for a message makes room for all of it; who has one leaves what is behind it unread.
  const std::size_t kept = message.ok() && message->has_value() ? reader_.held() : 0;
  if (unread_bytes_ > kept && !over()) connection_->MakeRoom(id_, unread_bytes_ - kept);
  unread_bytes_ = kept;
  return message;
}

absl::Status Stream::Status() const { return CallStatus(*end_, http_status_, fields_, reader_.held()); }

void Stream::OnBlock() {
  fields_.clear();
  fields_bytes_ = 0;
}

void Stream::OnField(std::string_view name, std::string_view value) {
  if (name == ":status") {
    http_status_ = value;
    return;
  }
  fields_bytes_ += name.size() + value.size();
  if (fields_bytes_ <= kMostFieldsBytes) fields_.emplace_back(name, value);
}

void Stream::OnBytes(std::string_view bytes) {
  reader_.Add(bytes);
  unread_bytes_ += bytes.size();
  on_news_();
}

void Stream::OnEnd(const StreamEnd& end) {
  end_ = end;
  on_news_();
}

}  // namespace zamer::gateway
