#include "services/gateway/bridge/bridge.h"

#include <absl/strings/str_cat.h>
#include <absl/time/clock.h>

#include <memory>
#include <optional>
#include <utility>

#include "services/common/status/errors.h"
#include "services/common/status/macros.h"
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

void Bridge::Offer(const FileDescriptor& file, Upstream& upstream) {
  for (const MethodDescriptor* method : OfferedMethods(file)) {
    methods_.emplace(PathOf(*method), Method{method, PathOf(*method), &upstream});
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
  absl::StatusOr<Admitted> admitted = co_await Prepare(exchange.request(), method, wire, *codec);
  if (!admitted.ok()) co_return co_await Refuse(exchange, wire, *codec, admitted.status());
  if (method.descriptor->server_streaming()) co_return co_await Stream(exchange, *std::move(admitted));
  co_return co_await Unary(exchange, *std::move(admitted));
}

asio::awaitable<absl::StatusOr<Bridge::Admitted>> Bridge::Prepare(const http::Request& request, const Method& method,
                                                                  Wire wire, const Codec& codec) {
  if (draining_) co_return Draining();
  ZAMER_CO_ASSIGN_OR_RETURN(Caller caller, co_await Identify(request));
  ZAMER_CO_RETURN_IF_ERROR(rate_limit_.Admit(caller.key, absl::Now()));
  ZAMER_CO_ASSIGN_OR_RETURN(std::string message, codec.ReadRequest(request.body, limits_.message_bytes));
  const absl::Duration longest = method.descriptor->server_streaming() ? limits_.stream_time : limits_.call_time;
  ZAMER_CO_ASSIGN_OR_RETURN(CallRequest call, OutgoingCall(request.headers, caller.token, longest));
  call.path = method.path;
  call.message = std::move(message);
  co_return Admitted{wire, codec, std::move(caller.key), method.upstream->NewCall(std::move(call))};
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

asio::awaitable<absl::Status> Bridge::Unary(http::Exchange& exchange, Admitted admitted) {
  const auto& [wire, codec, caller, call] = admitted;
  const absl::StatusOr<std::string> message = co_await call->ReadOnly();
  const Fields metadata = ReturnedMetadata(*call);
  if (!message.ok()) co_return co_await Refuse(exchange, wire, codec, message.status(), metadata);
  absl::StatusOr<http::Response> answer = codec.Answer(*message, metadata);
  if (!answer.ok()) co_return co_await Refuse(exchange, wire, codec, answer.status(), metadata);
  metrics_.Answered(wire, absl::StatusCode::kOk);
  co_return co_await Respond(exchange, wire, *std::move(answer));
}

// The head waits for the first message: until then the call may still be refused as a whole.
asio::awaitable<absl::Status> Bridge::Stream(http::Exchange& exchange, Admitted admitted) {
  const auto& [wire, codec, caller, call] = admitted;
  const auto place = open_streams_.Add(caller, [open = call] { open->Cancel(); });
  if (!place.ok()) co_return co_await Refuse(exchange, wire, codec, place.status());

  absl::StatusOr<std::optional<std::string>> message = co_await call->Read();
  if (!message.ok()) {
    co_return co_await Refuse(exchange, wire, codec, Outward(message.status()), ReturnedMetadata(*call));
  }
  ZAMER_CO_RETURN_IF_ERROR(co_await exchange.Begin(200, HeadersOf(exchange.request(), wire, true)));
  ZAMER_CO_ASSIGN_OR_RETURN(const Ended ended, co_await PassOn(exchange, admitted, *std::move(message)));
  metrics_.Answered(wire, ended.how.code());
  std::string ending = codec.Ending(ended.how, ReturnedMetadata(*call));
  if (!ending.empty()) ZAMER_CO_RETURN_IF_ERROR(co_await exchange.Write(std::move(ending)));
  co_return co_await exchange.End();
}

asio::awaitable<absl::StatusOr<Bridge::Ended>> Bridge::PassOn(http::Exchange& exchange, const Admitted& admitted,
                                                              absl::StatusOr<std::optional<std::string>> message) {
  absl::Time identified_at = absl::Now();
  absl::Status known;
  while (message.ok() && message->has_value()) {
    ZAMER_CO_RETURN_IF_ERROR(co_await exchange.Write(admitted.codec.Piece(**message)));
    metrics_.MessageSent(admitted.wire);
    if (absl::Now() - identified_at >= limits_.identify_again) {
      identified_at = absl::Now();
      known = (co_await Identify(exchange.request())).status();
      if (!known.ok()) admitted.call->Cancel();
    }
    message = co_await admitted.call->Read();
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
