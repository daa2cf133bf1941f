#include "services/common/redis/reply_reader.h"

#include <absl/strings/str_cat.h>
#include <hiredis/read.h>

#include <algorithm>
#include <utility>

namespace zamer::redis {
namespace {

// An empty buffer above this size is given back.
constexpr std::size_t kIdleBufferBytes = std::size_t{1} << 20;

}  // namespace

// The callbacks see C frames above them, so they must not throw.
struct ReplyReader::Builder {
  // The reply's place in the tree: the root, or a new last element of its parent. A parent's vector may move its
  // elements here: hiredis keeps pointers to ancestors only, and those lie in vectors that do not grow meanwhile.
  static void* Put(const redisReadTask* task, Reply reply) noexcept {
    if (task->parent == nullptr) {
      Reply& root = static_cast<ReplyReader*>(task->privdata)->root_;
      root = std::move(reply);
      return &root;
    }
    auto& siblings = std::get<std::vector<Reply>>(static_cast<Reply*>(task->parent->obj)->value_);
    return &siblings.emplace_back(std::move(reply));
  }

  static void* String(const redisReadTask* task, char* text, std::size_t size) noexcept {
    switch (task->type) {
      case REDIS_REPLY_ERROR:
        return Put(task, Reply::Error(std::string(text, size)));
      case REDIS_REPLY_STATUS:
        return Put(task, Reply::Status(std::string(text, size)));
      default:
        return Put(task, Reply::String(std::string(text, size)));
    }
  }

  static void* Array(const redisReadTask* task, int size) noexcept {
    // The announced size is only a claim: memory grows with what really arrives.
    constexpr int kReserveAtMost = 256;
    std::vector<Reply> elements;
    elements.reserve(static_cast<std::size_t>(std::clamp(size, 0, kReserveAtMost)));
    return Put(task, Reply::Array(std::move(elements)));
  }

  static void* Integer(const redisReadTask* task, long long value) noexcept { return Put(task, Reply::Integer(value)); }
  static void* Nil(const redisReadTask* task) noexcept { return Put(task, Reply()); }
  // The tree belongs to root_.
  static void Free(void*) noexcept {}

  static inline redisReplyObjectFunctions functions = {String, Array, Integer, Nil, Free};
};

ReplyReader::ReplyReader(std::size_t max_bytes)
    : reader_(redisReaderCreateWithFunctions(&Builder::functions)), max_bytes_(max_bytes) {
  reader_->privdata = this;
  reader_->maxbuf = kIdleBufferBytes;
}

ReplyReader::~ReplyReader() { redisReaderFree(reader_); }

void ReplyReader::Feed(std::string_view bytes) {
  if (!status_.ok()) return;
  if (reader_->len - reader_->pos + bytes.size() > max_bytes_) {
    status_ = absl::ResourceExhaustedError(absl::StrCat("a reply is longer than ", max_bytes_, " bytes"));
  } else if (redisReaderFeed(reader_, bytes.data(), bytes.size()) != REDIS_OK) {
    status_ = absl::DataLossError(redisReaderGetError(reader_));
  }
}

std::optional<Reply> ReplyReader::Next() {
  void* root = nullptr;
  if (!status_.ok()) return std::nullopt;
  if (redisReaderGetReply(reader_, &root) != REDIS_OK) {
    status_ = absl::DataLossError(absl::StrCat("not a reply: ", redisReaderGetError(reader_)));
  }
  if (root == nullptr) return std::nullopt;
  return std::exchange(root_, Reply());
}

}  // namespace zamer::redis
