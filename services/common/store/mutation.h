// The part of a mutating call that the store needs: whose request it is and how to know it again.
#pragma once
#include <absl/time/time.h>
#include <google/protobuf/message.h>

#include <string>
#include <string_view>

namespace zamer::store {

// A request that may be retried. `digest` tells whether a request with the same id has the same body.
struct Mutation {
  std::string department;
  std::string request_id;
  std::string digest;  // 8 bytes
  absl::Time deadline;
};

// 8 bytes of SHA-256 over the method and the request in deterministic encoding.
std::string DigestOf(std::string_view method, const google::protobuf::Message& request);
// 8 bytes of SHA-256 over a text.
std::string DigestOf(std::string_view text);

// The mutation that a call asks for; `Call` is rpc::Call, or a test's stand-in.
template <class Call>
Mutation MutationOf(const Call& call, std::string_view department, const google::protobuf::Message& request) {
  return {std::string(department), std::string(call.request_id()), DigestOf(call.method(), request), call.deadline()};
}

}  // namespace zamer::store
