// What is answered to a form: a page or a way on for a browser that sent it by itself, JSON for a script.
#pragma once
#include <string_view>

#include "services/gateway/domain/intake/way_in.h"
#include "services/gateway/http/exchange.h"

namespace zamer::gateway::intake {

// Whether pages of this site may send the form. Programs name no origin; they need none to do harm or good.
bool MaySend(const FormSettings& settings, std::string_view origin);

// Lets the page that sent the request read the answer.
void AddCorsHeaders(std::string_view origin, http::Response& response);

// Answers a browser that asks what a page of this origin may send.
http::Response PreflightAnswer(std::string_view origin);

// The form was taken, or looks so to who fills in what people do not see.
http::Response FormTaken(const FormSettings& settings, const http::Request& request);

}  // namespace zamer::gateway::intake
