// RESP bytes in, replies out. The only user of hiredis.
#pragma once
#include <absl/status/status.h>

#include <cstddef>
#include <optional>
#include <string_view>

#include "services/common/redis/reply.h"

struct redisReader;
struct redisReadTask;

namespace zamer::redis {

// Feed it what arrives, then take replies until there is none. After an error it gives no more replies.
class ReplyReader {
 public:
  // Replies that need more than `max_bytes` of buffer are an error.
  explicit ReplyReader(std::size_t max_bytes);
  ~ReplyReader();
  ReplyReader(const ReplyReader&) = delete;
  ReplyReader& operator=(const ReplyReader&) = delete;

  void Feed(std::string_view bytes);
  // The next whole reply; nothing when more bytes are needed or after an error.
  std::optional<Reply> Next();
  // OK until the bytes break the protocol or a limit.
  const absl::Status& status() const { return status_; }

 private:
  // hiredis calls these while it parses; they build the tree in place, under root_.
  struct Builder;

  redisReader* reader_;
  Reply root_;
  std::size_t max_bytes_;
  absl::Status status_;
};

}  // namespace zamer::redis
