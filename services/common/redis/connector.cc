#include "services/common/redis/connector.h"

#include <absl/strings/str_cat.h>

#include <chrono>
#include <utility>

#include "services/common/redis/handshake.h"
#include "services/common/status/macros.h"
#include "services/common/time/clock.h"

namespace zamer::redis {

asio::awaitable<absl::StatusOr<Link>> Connector::Connect() {
  const auto deadline = std::chrono::steady_clock::now() + absl::ToChronoNanoseconds(options_.connect_timeout);
  ZAMER_CO_ASSIGN_OR_RETURN(const Endpoint endpoint,
                            co_await options_.endpoint->Resolve(SystemClock().Now() + options_.connect_timeout));
  Link link;
  ZAMER_CO_ASSIGN_OR_RETURN(link.transport, MakeTransport(loop_, options_.tls));
  link.reader = std::make_unique<ReplyReader>(options_.max_reply_bytes);

  auto attempt = std::make_shared<Attempt>(Attempt{.opening = link.transport});
  attempt_ = attempt;
  timer_.expires_at(deadline);
  timer_.async_wait([attempt](const asio::error_code& cancelled) {
    if (cancelled || attempt->opening == nullptr) return;
    attempt->late = true;
    attempt->opening->Close();
  });
  const absl::Status status = co_await Open(link, endpoint);
  attempt->opening.reset();
  timer_.cancel();
  if (attempt->late) {
    co_return absl::DeadlineExceededError(
        absl::StrCat("no connection within ", absl::FormatDuration(options_.connect_timeout)));
  }
  ZAMER_CO_RETURN_IF_ERROR(status);
  co_return link;
}

void Connector::Cancel() {
  if (attempt_ != nullptr && attempt_->opening != nullptr) attempt_->opening->Close();
}

asio::awaitable<absl::Status> Connector::Open(Link& link, const Endpoint& endpoint) {
  ZAMER_CO_RETURN_IF_ERROR(co_await link.transport->Open(endpoint));
  co_return co_await Greet(*link.transport, *link.reader, options_);
}

}  // namespace zamer::redis
