#include "services/gateway/intake/form_answers.h"

#include <algorithm>
#include <string>

namespace zamer::gateway::intake {
namespace {

constexpr std::string_view kThanks =
    "<!doctype html><html lang=\"ru\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">"
    "<title>Спасибо</title><p>Спасибо! Заявка принята, мы скоро ответим.</p></html>";

bool WantsPage(const http::Request& request) {
  return request.headers.Get("accept").find("text/html") != std::string_view::npos;
}

}  // namespace

bool MaySend(const FormSettings& settings, std::string_view origin) {
  return origin.empty() || std::ranges::find(settings.origins, origin) != settings.origins.end();
}

void AddCorsHeaders(std::string_view origin, http::Response& response) {
  response.headers.Add("vary", "origin");
  if (!origin.empty()) response.headers.Add("access-control-allow-origin", std::string(origin));
}

http::Response PreflightAnswer(std::string_view origin) {
  http::Response response{.status = 204};
  AddCorsHeaders(origin, response);
  response.headers.Add("access-control-allow-methods", "POST");
  response.headers.Add("access-control-allow-headers", "content-type");
  response.headers.Add("access-control-max-age", "86400");
  return response;
}

http::Response FormTaken(const FormSettings& settings, const http::Request& request) {
  if (!WantsPage(request)) return {200, {{"content-type", "application/json"}}, R"({"accepted":true})"};
  if (settings.thank_you.empty()) return {200, {{"content-type", "text/html; charset=utf-8"}}, std::string(kThanks)};
  return {303, {{"location", settings.thank_you}}, {}};
}

}  // namespace zamer::gateway::intake
