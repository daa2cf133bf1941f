#include "services/gateway/bridge/byte_buffers.h"

#include <grpcpp/support/slice.h>

#include <vector>

namespace zamer::gateway {

grpc::ByteBuffer ToBuffer(std::string_view bytes) {
  const grpc::Slice slice(bytes.data(), bytes.size());
  return grpc::ByteBuffer(&slice, 1);
}

void AppendBytes(const grpc::ByteBuffer& buffer, std::string& out) {
  std::vector<grpc::Slice> slices;
  if (!buffer.Dump(&slices).ok()) return;  // a buffer without anything in it
  for (const grpc::Slice& slice : slices) out.append(reinterpret_cast<const char*>(slice.begin()), slice.size());
}

}  // namespace zamer::gateway
