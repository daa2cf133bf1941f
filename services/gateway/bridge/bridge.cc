#include "services/gateway/bridge/bridge.h"

#include <absl/strings/str_cat.h>
#include <absl/time/clock.h>

#include <memory>
#include <optional>
#include <utility>

#include "services/common/rpc/invoke.h"
#include "services/common/status/errors.h"
#include "services/common/status/macros.h"
#include "services/gateway/bridge/byte_stream.h"
#include "services/gateway/bridge/cors.h"
#include "services/gateway/bridge/grpc_web_codec.h"
#include "services/gateway/bridge/outgoing_call.h"
#include "services/gateway/domain/offered_methods.h"
#include "services/gateway/http/error_response.h"

namespace zamer::gateway {
namespace {

using google::protobuf::FileDescriptor;
using google::protobuf::MethodDescriptor;

constexpr int kUnsupportedMediaType = 415;

// A method's path has a service with dots in its name, and a method.
bool LooksLikeAMethod(std::string_view path) {
  const std::size_t slash = path.find('/', 1);
  return slash != std::string_view::npos && path.find('.') < slash &&
         path.find('/', slash + 1) == std::string_view::npos;
}

absl::Status NotOffered(std::string_view path) {
  if (!LooksLikeAMethod(path)) return NotFound(Reason::kPathNotFound, "Nothing is served at this path.");
  return MakeError(Reason::kMethodNotOffered, "The edge offers only methods that people may call; see its API.");
}

http::Response UnknownWire() {
  http::Response response = http::ErrorResponse(
      InvalidArgument(Reason::kHttpRequestInvalid,
                      "Send application/grpc-web+proto, application/grpc-web-text+proto or application/json."));
  response.status = kUnsupportedMediaType;
  return response;
}

absl::Status Draining() {
  return Unavailable(Reason::kDraining, "This replica is shutting down; call again and another one answers.",
                     absl::ZeroDuration());
}

}  // namespace

Bridge::Bridge(BridgeLimits limits, Origins origins, Authorize authorize, security::Authenticator& authenticator,
               metrics::Registry& registry)
    : limits_(limits),
      origins_(std::move(origins)),
      authorize_(std::move(authorize)),
      authenticator_(authenticator),
      metrics_(registry),
      rate_limit_(limits.rate),
      open_streams_(limits.streams, limits.streams_per_caller, metrics_.open_streams()) {}

void Bridge::Offer(const FileDescriptor& file, rpc::Channel& channel) {
  const auto stub = std::make_shared<grpc::GenericStub>(channel.grpc());
  for (const MethodDescriptor* method : OfferedMethods(file)) {
    methods_.emplace(PathOf(*method), Method{method, PathOf(*method), &channel, stub});
  }
}

void Bridge::AddTo(Router& router) {
  router.Add("POST", "/", [this](http::Exchange& exchange) { return Serve(exchange); });
  router.Add("OPTIONS", "/", [this](http::Exchange& exchange) {
    return exchange.Respond(PreflightAnswer(origins_, exchange.request()));
  });
}

void Bridge::Drain() {
  draining_ = true;
  open_streams_.CancelAll();
}

const MethodDescriptor* Bridge::Find(std::string_view path) const {
  const auto found = methods_.find(path);
  return found == methods_.end() ? nullptr : found->second.descriptor;
}

asio::awaitable<absl::Status> Bridge::Serve(http::Exchange& exchange) {
  const http::Request& request = exchange.request();
  const std::optional<Wire> wire = WireOf(request.headers.Get("content-type"));
  const auto method = methods_.find(request.path);
  if (method == methods_.end()) {
    const absl::Status error = NotOffered(request.path);
    if (wire.value_or(Wire::kJson) == Wire::kJson) co_return error;
    const GrpcWebCodec codec(*wire);
    co_return co_await Refuse(exchange, *wire, codec, error);
  }
  if (!wire.has_value()) co_return co_await exchange.Respond(UnknownWire());
  co_return co_await ServeMethod(exchange, method->second, *wire);
}

asio::awaitable<absl::Status> Bridge::ServeMethod(http::Exchange& exchange, const Method& method, Wire wire) {
  const auto codec = MakeCodec(wire, *method.descriptor);
  absl::StatusOr<Call> call = co_await Prepare(exchange.request(), method, wire, *codec);
  if (!call.ok()) co_return co_await Refuse(exchange, wire, *codec, call.status());
  if (method.descriptor->server_streaming()) co_return co_await Stream(exchange, *std::move(call));
  co_return co_await Unary(exchange, *std::move(call));
}

asio::awaitable<absl::StatusOr<Bridge::Call>> Bridge::Prepare(const http::Request& request, const Method& method,
                                                              Wire wire, const Codec& codec) {
  if (draining_) co_return Draining();
  ZAMER_CO_ASSIGN_OR_RETURN(Caller caller, co_await Identify(request));
  ZAMER_CO_RETURN_IF_ERROR(rate_limit_.Admit(caller.key, absl::Now()));
  ZAMER_CO_ASSIGN_OR_RETURN(grpc::ByteBuffer message, codec.ReadRequest(request.body, limits_.message_bytes));
  const absl::Duration longest = method.descriptor->server_streaming() ? limits_.stream_time : limits_.call_time;
  ZAMER_CO_ASSIGN_OR_RETURN(auto context, OutgoingCall(request.headers, caller.token, longest));
  co_return Call{method, wire, codec, std::move(caller.key), std::move(context), message};
}

// Whoever cannot say who he is takes from the share of his address, so that guessing is slow.
asio::awaitable<absl::StatusOr<Bridge::Caller>> Bridge::Identify(const http::Request& request) {
  const std::string address = absl::StrCat("address ", request.peer);
  absl::StatusOr<std::string> token = co_await authorize_(request);
  if (token.ok() && token->empty()) co_return Caller{.token = {}, .key = address};
  absl::Status why = token.status();
  if (token.ok()) {
    const auto principal = authenticator_.Verify(*token);
    if (principal.ok()) co_return Caller{*std::move(token), (*principal)->subject};
    why = principal.status();
  }
  ZAMER_CO_RETURN_IF_ERROR(rate_limit_.Admit(address, absl::Now()));
  co_return why;
}

asio::awaitable<absl::Status> Bridge::Unary(http::Exchange& exchange, Call call) {
  const Method& method = call.method;
  auto invocation = std::make_shared<rpc::Invocation<grpc::ByteBuffer>>(call.context, method.channel->underway());
  const absl::StatusOr<grpc::ByteBuffer> message = co_await invocation->Run(
      method.channel->loop(),
      [&](grpc::ClientContext* context, grpc::ByteBuffer* response, std::function<void(grpc::Status)> done) {
        method.stub->UnaryCall(context, method.path, {}, &call.request, response, std::move(done));
      });
  const Fields metadata = ReturnedMetadata(*call.context);
  if (!message.ok()) co_return co_await Refuse(exchange, call.wire, call.codec, message.status(), metadata);
  absl::StatusOr<http::Response> answer = call.codec.Answer(*message, metadata);
  if (!answer.ok()) co_return co_await Refuse(exchange, call.wire, call.codec, answer.status(), metadata);
  metrics_.Answered(call.wire, absl::StatusCode::kOk);
  co_return co_await Respond(exchange, call.wire, *std::move(answer));
}

// The head waits for the first message: until then the call may still be refused as a whole.
asio::awaitable<absl::Status> Bridge::Stream(http::Exchange& exchange, Call call) {
  const auto stream = std::make_shared<ByteStream>(*call.method.channel, call.context, call.request);
  ByteStreamReader reader(stream);
  const auto place = open_streams_.Add(call.caller, [stream] { stream->Cancel(); });
  if (!place.ok()) co_return co_await Refuse(exchange, call.wire, call.codec, place.status());
  stream->Begin(*call.method.stub, call.method.path);

  absl::StatusOr<std::optional<grpc::ByteBuffer>> message = co_await reader.Read();
  if (!message.ok()) {
    co_return co_await Refuse(exchange, call.wire, call.codec, Outward(message.status()),
                              ReturnedMetadata(*call.context));
  }
  ZAMER_CO_RETURN_IF_ERROR(co_await exchange.Begin(200, HeadersOf(exchange.request(), call.wire, true)));
  ZAMER_CO_ASSIGN_OR_RETURN(const Ended ended, co_await PassOn(exchange, call, *stream, *std::move(message)));
  metrics_.Answered(call.wire, ended.how.code());
  std::string ending = call.codec.Ending(ended.how, ReturnedMetadata(*call.context));
  if (!ending.empty()) ZAMER_CO_RETURN_IF_ERROR(co_await exchange.Write(std::move(ending)));
  co_return co_await exchange.End();
}

asio::awaitable<absl::StatusOr<Bridge::Ended>> Bridge::PassOn(http::Exchange& exchange, const Call& call,
                                                              ByteStream& stream,
                                                              absl::StatusOr<std::optional<grpc::ByteBuffer>> message) {
  absl::Time identified_at = absl::Now();
  absl::Status known;
  while (message.ok() && message->has_value()) {
    ZAMER_CO_RETURN_IF_ERROR(co_await exchange.Write(call.codec.Piece(**message)));
    metrics_.MessageSent(call.wire);
    if (absl::Now() - identified_at >= limits_.identify_again) {
      identified_at = absl::Now();
      known = (co_await Identify(exchange.request())).status();
      if (!known.ok()) stream.Cancel();
    }
    message = co_await stream.Read();
  }
  co_return Ended{known.ok() ? Outward(message.status()) : known};
}

absl::Status Bridge::Outward(const absl::Status& end) const {
  return draining_ && absl::IsCancelled(end) ? Draining() : end;
}

asio::awaitable<absl::Status> Bridge::Refuse(http::Exchange& exchange, Wire wire, const Codec& codec,
                                             absl::Status error, const Fields& metadata) {
  metrics_.Answered(wire, error.code());
  co_return co_await Respond(exchange, wire, codec.Refusal(error, metadata));
}

asio::awaitable<absl::Status> Bridge::Respond(http::Exchange& exchange, Wire wire, http::Response response) const {
  for (const auto& [name, value] : HeadersOf(exchange.request(), wire, false)) {
    if (!response.headers.Has(name)) response.headers.Add(name, value);
  }
  co_return co_await exchange.Respond(std::move(response));
}

http::Headers Bridge::HeadersOf(const http::Request& request, Wire wire, bool streaming) const {
  http::Headers headers = {{"content-type", std::string(ContentTypeOf(wire, streaming))},
                           {"cache-control", "no-store"}};
  AddCorsHeaders(origins_, request, headers);
  return headers;
}

}  // namespace zamer::gateway
