#include "services/gateway/upstream/upstream.h"

#include <absl/strings/str_cat.h>

#include <asio/redirect_error.hpp>
#include <asio/use_awaitable.hpp>
#include <utility>
#include <vector>

namespace zamer::gateway {
namespace {

using asio::ip::tcp;

// By the system's resolver, in whatever way that is configured.
Resolve SystemResolve(asio::io_context& loop, config::HostPort address) {
  return [&loop, address = std::move(address)]() -> asio::awaitable<std::vector<tcp::endpoint>> {
    tcp::resolver resolver(loop);
    asio::error_code error;
    const auto found = co_await resolver.async_resolve(address.host, absl::StrCat(address.port),
                                                       asio::redirect_error(asio::use_awaitable, error));
    std::vector<tcp::endpoint> addresses;
    for (const auto& entry : found) addresses.push_back(entry.endpoint());
    co_return addresses;
  };
}

}  // namespace

Upstream::Upstream(asio::io_context& loop, UpstreamOptions options)
    : replicas_(std::make_shared<Replicas>(
          loop, options.resolve ? std::move(options.resolve) : SystemResolve(loop, options.address),
          std::move(options.peer), options.address.ToString(), options.most_message_bytes)) {
  replicas_->Start();
}

Upstream::~Upstream() { Close(); }

void Upstream::Close() { replicas_->Close(); }

std::shared_ptr<Call> Upstream::NewCall(CallRequest request) {
  return std::make_shared<Call>(replicas_, std::move(request));
}

}  // namespace zamer::gateway
