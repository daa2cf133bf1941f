#include "services/gateway/bridge/codec.h"

#include "services/gateway/bridge/grpc_web_codec.h"
#include "services/gateway/bridge/json_codec.h"

namespace zamer::gateway {

std::unique_ptr<Codec> MakeCodec(Wire wire, const google::protobuf::MethodDescriptor& method) {
  if (wire == Wire::kJson) return std::make_unique<JsonCodec>(method);
  return std::make_unique<GrpcWebCodec>(wire);
}

}  // namespace zamer::gateway
