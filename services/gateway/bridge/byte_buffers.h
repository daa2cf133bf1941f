// Messages as bytes, between HTTP's strings and gRPC's buffers.
#pragma once

#include <absl/status/statusor.h>
#include <grpcpp/support/byte_buffer.h>

#include <string>
#include <string_view>

namespace zamer::gateway {

grpc::ByteBuffer ToBuffer(std::string_view bytes);

// Appends the buffer's bytes.
void AppendBytes(const grpc::ByteBuffer& buffer, std::string& out);

}  // namespace zamer::gateway
