#include "services/common/redis/endpoint.h"

namespace zamer::redis {

asio::awaitable<absl::StatusOr<Endpoint>> StaticEndpoint::Resolve(absl::Time) { co_return endpoint_; }

}  // namespace zamer::redis
