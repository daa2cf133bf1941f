#include "services/common/store/newest_event.h"

#include "services/common/redis/reply_status.h"
#include "services/common/status/macros.h"

namespace zamer::store {

asio::awaitable<absl::StatusOr<std::string>> NewestEvent(redis::Client& redis, std::string log, absl::Time deadline) {
  redis::Command command("XREVRANGE", log, "+", "-", "COUNT", 1);
  ZAMER_CO_ASSIGN_OR_RETURN(const redis::Reply reply, redis::ToReply(co_await redis.Run(std::move(command), deadline)));
  co_return std::string(reply[0][0].text());
}

}  // namespace zamer::store
