#include "tests/support/grpc_web_answer.h"

#include <absl/strings/escaping.h>
#include <absl/strings/str_cat.h>
#include <absl/strings/str_split.h>

#include <stdexcept>

#include "google/rpc/status.pb.h"
#include "services/common/status/rpc_status.h"
#include "services/gateway/domain/grpc_web.h"

namespace zamer::testing {
namespace {

void Insist(bool condition, const char* what) {
  if (!condition) throw std::runtime_error(absl::StrCat("not an answer of gRPC-Web: ", what));
}

std::map<std::string, std::string> FieldsIn(std::string_view block) {
  std::map<std::string, std::string> fields;
  while (!block.empty()) {
    const std::size_t end = block.find("\r\n");
    const std::size_t colon = block.find(": ");
    Insist(end != std::string_view::npos && colon < end, "trailers are lines of a name and a value");
    fields.emplace(block.substr(0, colon), block.substr(colon + 2, end - colon - 2));
    block.remove_prefix(end + 2);
  }
  return fields;
}

std::string PercentDecoded(std::string_view text) {
  std::string decoded;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      decoded += text[i];
      continue;
    }
    Insist(i + 2 < text.size(), "an escape has two digits");
    decoded += absl::HexStringToBytes(std::string(text.substr(i + 1, 2)));
    i += 2;
  }
  return decoded;
}

absl::Status StatusIn(const std::map<std::string, std::string>& trailers) {
  const auto code = trailers.find("grpc-status");
  Insist(code != trailers.end(), "there is a grpc-status");
  if (code->second == "0") return absl::OkStatus();
  google::rpc::Status bare;
  bare.set_code(std::stoi(code->second));
  if (const auto message = trailers.find("grpc-message"); message != trailers.end()) {
    bare.set_message(PercentDecoded(message->second));
  }
  const auto details = trailers.find("grpc-status-details-bin");
  if (details == trailers.end()) return FromRpcStatus(bare);
  std::string bytes;
  google::rpc::Status status;
  Insist(absl::Base64Unescape(details->second, &bytes) && status.ParseFromString(bytes), "the details are a Status");
  Insist(status.code() == bare.code() && status.message() == bare.message(), "details and trailers say the same");
  return FromRpcStatus(status);
}

}  // namespace

GrpcWebAnswer ReadGrpcWebAnswer(std::string_view body) {
  const absl::StatusOr<std::vector<gateway::Frame>> frames = gateway::ReadFrames(body);
  Insist(frames.ok() && !frames->empty() && frames->back().trailers, "frames that end with trailers");
  GrpcWebAnswer answer;
  answer.messages.reserve(frames->size());
  for (const gateway::Frame& frame : *frames) {
    Insist(frame.trailers == (&frame == &frames->back()), "trailers come once, at the end");
    if (!frame.trailers) answer.messages.emplace_back(frame.payload);
  }
  answer.trailers = FieldsIn(frames->back().payload);
  answer.status = StatusIn(answer.trailers);
  return answer;
}

std::string GrpcWebRequest(std::string_view message) { return gateway::MessageHead(message.size()).append(message); }

}  // namespace zamer::testing
