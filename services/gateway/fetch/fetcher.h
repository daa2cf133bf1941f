#pragma once
#include <absl/status/statusor.h>
#include <absl/time/time.h>

#include <asio/awaitable.hpp>
#include <asio/io_context.hpp>
#include <string>

#include "services/gateway/fetch/workers.h"

namespace zamer::gateway {

// What is asked of another site.
struct FetchRequest {
  std::string url;
  // POSTed as a form; empty for a GET.
  std::string form = {};
  // For HTTP Basic; none while `user` is empty.
  std::string user = {};
  std::string password = {};
};

struct FetchAnswer {
  // As HTTP has it.
  int status = 0;
  std::string body = {};
};

// Asks other sites by HTTP, one after the other, on a thread of its own. Loop thread only.
class Fetcher {
 public:
  // `plain_too`: whether to speak HTTP without TLS as well, for a developer's machine.
  Fetcher(asio::io_context& loop, bool plain_too);

  // UNAVAILABLE/PEER_UNAVAILABLE when the site does not answer within seconds, or with more than 256 KiB. Redirects are
  // not followed.
  asio::awaitable<absl::StatusOr<FetchAnswer>> Fetch(FetchRequest request);

 private:
  const bool plain_too_;
  Workers workers_;
};

}  // namespace zamer::gateway
