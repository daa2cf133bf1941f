#include "services/common/rpc/call_log.h"

#include <spdlog/spdlog.h>

namespace zamer::rpc {

void LogCall(const CallRecord& record) {
  spdlog::info("{}.{} {}", record.service, record.method, static_cast<int>(record.code));
}

}  // namespace zamer::rpc
