#include "tests/unit/gateway/bridge/bridge_fixture.h"

#include "services/gateway/http/error_response.h"

namespace zamer::gateway {

http::Response BridgeTest::Ask(http::Request request) {
  RecordedExchange exchange(std::move(request));
  const absl::Status status = testing::RunOnLoop(loop_, router_.Route(exchange));
  return status.ok() ? exchange.answer() : http::ErrorResponse(status);
}

}  // namespace zamer::gateway
