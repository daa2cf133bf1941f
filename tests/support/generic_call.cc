#include "tests/support/generic_call.h"

#include <absl/strings/str_cat.h>
#include <grpcpp/generic/generic_stub.h>

#include <vector>

#include "services/common/rpc/to_grpc.h"

namespace zamer::testing {
namespace {

grpc::ByteBuffer ToBuffer(const std::string& bytes) {
  const grpc::Slice slice(bytes);
  return grpc::ByteBuffer(&slice, 1);
}

std::string ToBytes(const grpc::ByteBuffer& buffer) {
  std::vector<grpc::Slice> slices;
  std::string bytes;
  if (!buffer.Dump(&slices).ok()) return bytes;
  for (const grpc::Slice& slice : slices) bytes.append(reinterpret_cast<const char*>(slice.begin()), slice.size());
  return bytes;
}

// The next completion; whether it was a good one.
bool Next(grpc::CompletionQueue& queue) {
  void* tag = nullptr;
  bool ok = false;
  return queue.Next(&tag, &ok) && ok;
}

}  // namespace

absl::StatusOr<std::string> GenericCall(const std::shared_ptr<grpc::Channel>& channel, const GenericRequest& request) {
  grpc::ClientContext context;
  context.set_deadline(absl::ToChronoTime(absl::Now() + request.within));
  context.set_wait_for_ready(request.wait_for_ready);
  if (!request.token.empty()) context.AddMetadata("authorization", absl::StrCat("Bearer ", request.token));
  grpc::CompletionQueue queue;
  grpc::GenericStub stub(channel);
  const auto call = stub.PrepareCall(&context, request.method, &queue);
  call->StartCall(nullptr);
  Next(queue);
  call->WriteLast(ToBuffer(request.bytes), grpc::WriteOptions(), nullptr);
  Next(queue);
  grpc::ByteBuffer answer;
  call->Read(&answer, nullptr);
  const bool answered = Next(queue);
  if (answered) context.TryCancel();  // of a stream, one message is enough; of a unary call, it is all there is
  grpc::Status status;
  call->Finish(&status, nullptr);
  Next(queue);
  if (answered) return ToBytes(answer);
  if (!status.ok()) return rpc::FromGrpc(status);
  return std::string();
}

bool IsServing(const std::shared_ptr<grpc::Channel>& channel, const std::string& service) {
  // HealthCheckRequest{service = 1} and HealthCheckResponse{status = 1: SERVING}, as bytes.
  const absl::StatusOr<std::string> answer =
      GenericCall(channel, {.method = "/grpc.health.v1.Health/Check",
                            .bytes = absl::StrCat("\x0a", std::string(1, static_cast<char>(service.size())), service),
                            .within = absl::Milliseconds(250),
                            // gRPC goes on connecting only while somebody waits for it.
                            .wait_for_ready = true});
  return answer.ok() && *answer == "\x08\x01";
}

}  // namespace zamer::testing
