#include "services/gateway/intake/reception.h"

#include <absl/strings/match.h>
#include <absl/strings/str_cat.h>
#include <absl/time/clock.h>

#include <utility>
#include <variant>

#include "services/common/status/errors.h"
#include "services/common/status/macros.h"
#include "services/gateway/domain/intake/authenticity.h"
#include "services/gateway/domain/intake/form.h"
#include "services/gateway/domain/intake/meta.h"
#include "services/gateway/domain/intake/pbx.h"
#include "services/gateway/domain/intake/vk.h"
#include "services/gateway/http/error_response.h"
#include "services/gateway/intake/delivery_records.h"
#include "services/gateway/intake/form_answers.h"

namespace zamer::gateway::intake {
namespace {

// The largest, a batch of Meta, has some hundred kilobytes.
constexpr std::size_t kMostBytes = std::size_t{1} << 20;
constexpr std::string_view kBearer = "Bearer ";

http::Response Plain(std::string text) { return {200, {{"content-type", "text/plain"}}, std::move(text)}; }

absl::Status CheckSize(const http::Request& request) {
  if (request.body.size() <= kMostBytes) return absl::OkStatus();
  return ResourceExhausted(Reason::kMessageTooLarge, "A delivery has at most 1 MiB.", absl::ZeroDuration());
}

// The bearer token of a request; empty without one.
std::string_view BearerOf(const http::Request& request) {
  const std::string_view header = request.headers.Get("authorization");
  return absl::StartsWithIgnoreCase({header.data(), header.size()}, {kBearer.data(), kBearer.size()})
             ? header.substr(kBearer.size())
             : std::string_view();
}

absl::Status NoSuchWayIn() {
  return NotFound(Reason::kWayInNotFound, "There is no such way in: check the address against the gateway's file.");
}

}  // namespace

Reception::Reception(const Tools& tools, Storing& storing) : tools_(tools), storing_(storing) {
  for (const WayIn& way : tools_.ways) {
    if (const auto* form = std::get_if<FormSettings>(&way.settings)) rates_.emplace(way.id, form->rate);
  }
}

void Reception::AddRoutes(Router& router) {
  for (const WayIn& way : tools_.ways) {
    router.Add("POST", way.path(), [this, &way](http::Exchange& exchange) { return Take(way, exchange); });
    if (const auto* meta = std::get_if<MetaSettings>(&way.settings)) {
      router.Add("GET", way.path(), [meta](http::Exchange& exchange) -> Answer {
        ZAMER_CO_ASSIGN_OR_RETURN(std::string challenge, MetaChallenge(*meta, exchange.request().query));
        co_return co_await exchange.Respond(Plain(std::move(challenge)));
      });
    }
    if (const auto* form = std::get_if<FormSettings>(&way.settings)) {
      router.Add("OPTIONS", way.path(), [form](http::Exchange& exchange) -> Answer {
        const std::string_view origin = exchange.request().headers.Get("origin");
        if (!MaySend(*form, origin)) co_return PermissionDenied(Reason::kOriginRefused, "Not a site of this form.");
        co_return co_await exchange.Respond(PreflightAnswer(origin));
      });
    }
  }
  router.Add("POST", "/in/", [](http::Exchange&) -> Answer { co_return NoSuchWayIn(); });
}

Reception::Answer Reception::Take(const WayIn& way, http::Exchange& exchange) {
  absl::Status status = CheckSize(exchange.request());
  if (status.ok()) status = co_await TakeOfKind(way, exchange);
  CountRefusal(way, status);
  co_return status;
}

Reception::Answer Reception::TakeOfKind(const WayIn& way, http::Exchange& exchange) {
  if (way.kind() == v1::WayIn::VK) return TakeVk(way, exchange);
  if (way.kind() == v1::WayIn::INSTAGRAM) return TakeMeta(way, exchange);
  return way.kind() == v1::WayIn::FORM ? TakeForm(way, exchange) : TakeCall(way, exchange);
}

Reception::Answer Reception::TakeVk(const WayIn& way, http::Exchange& exchange) {
  const auto& settings = std::get<VkSettings>(way.settings);
  ZAMER_CO_ASSIGN_OR_RETURN(const VkEvent event, ReadVkEvent(settings, exchange.request().body));
  if (event.AsksToConfirm()) co_return co_await exchange.Respond(Plain(settings.confirmation.Reveal()));
  ZAMER_CO_RETURN_IF_ERROR(co_await Keep(way, ArrivalsOf(event)));
  co_return co_await exchange.Respond(Plain("ok"));
}

Reception::Answer Reception::TakeMeta(const WayIn& way, http::Exchange& exchange) {
  const http::Request& request = exchange.request();
  const auto& settings = std::get<MetaSettings>(way.settings);
  const std::string_view signature = request.headers.Get("x-hub-signature-256");
  if (!IsSignedBy(settings.app_secret, signature, request.body)) co_return DeliveryRefused();
  ZAMER_CO_RETURN_IF_ERROR(co_await Keep(way, ReadMetaArrivals(request.body)));
  co_return co_await exchange.Respond(Plain("EVENT_RECEIVED"));
}

Reception::Answer Reception::TakeCall(const WayIn& way, http::Exchange& exchange) {
  const auto& settings = std::get<PbxSettings>(way.settings);
  if (!IsSecret(settings.key, BearerOf(exchange.request()))) co_return DeliveryRefused();
  Arrivals arrivals = ReadCallArrivals(settings, exchange.request().body);
  const bool unreadable = !arrivals.empty() && !arrivals.front().reason.empty();
  ZAMER_CO_ASSIGN_OR_RETURN(const std::vector<std::string> ids, co_await Keep(way, std::move(arrivals)));
  const std::string name = ids.empty() ? std::string() : DeliveryName(way.department, ids.front());
  if (unreadable) {
    co_return co_await exchange.Respond(http::ErrorResponse(InvalidArgument(
        Reason::kDeliveryUnreadable, "A call is a JSON object. What came is kept as rejected.", {{"delivery", name}})));
  }
  co_return co_await exchange.Respond(
      {200, {{"content-type", "application/json"}}, absl::StrCat(R"({"delivery":")", name, R"("})")});
}

Reception::Answer Reception::TakeForm(const WayIn& way, http::Exchange& exchange) {
  const http::Request& request = exchange.request();
  const auto& settings = std::get<FormSettings>(way.settings);
  const std::string_view origin = request.headers.Get("origin");
  if (!MaySend(settings, origin)) {
    co_return PermissionDenied(Reason::kOriginRefused, "The form is not of a site that the way in names.");
  }
  absl::Status status;
  absl::StatusOr<Arrivals> arrivals = ReadFormOf(way, request);
  status.Update(arrivals.status());
  if (status.ok()) status.Update((co_await Keep(way, *std::move(arrivals))).status());
  CountRefusal(way, status);
  http::Response response = status.ok() ? FormTaken(settings, request) : http::ErrorResponse(status);
  AddCorsHeaders(origin, response);
  co_return co_await exchange.Respond(std::move(response));
}

absl::StatusOr<Arrivals> Reception::ReadFormOf(const WayIn& way, const http::Request& request) {
  // By the machine's clock: a simulated one may stand still.
  ZAMER_RETURN_IF_ERROR(rates_.at(way.id).Admit(request.peer, absl::Now()));
  ZAMER_ASSIGN_OR_RETURN(FormFields fields, ReadForm(request.headers.Get("content-type"), request.body));
  const absl::CivilDay today = absl::ToCivilDay(tools_.clock.Now(), absl::UTCTimeZone());
  return Arrivals{ArrivalOf(std::get<FormSettings>(way.settings), std::move(fields), today)};
}

asio::awaitable<absl::StatusOr<std::vector<std::string>>> Reception::Keep(const WayIn& way, Arrivals arrivals) {
  if (!arrivals.empty()) co_return co_await storing_.Store(way, std::move(arrivals));
  tools_.counters.Count(way.id, Result::kIgnored);
  co_return std::vector<std::string>();
}

void Reception::CountRefusal(const WayIn& way, const absl::Status& status) {
  if (status.ok() || absl::IsCancelled(status)) return;
  tools_.log.Warning("a delivery was not taken", {{"way_in", log::Id(way.id)}, {"why", status}});
  if (absl::IsInvalidArgument(status)) tools_.counters.Count(way.id, Result::kUnreadable);
  if (absl::IsPermissionDenied(status) || absl::IsResourceExhausted(status)) {
    tools_.counters.Count(way.id, Result::kRefused);
  }
}

}  // namespace zamer::gateway::intake
