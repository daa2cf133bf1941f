#include "services/gateway/page/page.h"

#include <utility>

#include "services/common/status/errors.h"
#include "services/gateway/page/accepts.h"

namespace zamer::gateway {
namespace {

constexpr EmbeddedFile kNotBuilt = {
    "/index.html",
    "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Zamer</title></head><body><h1>Zamer</h1>"
    "<p>This build has no web page: it was made without <code>dashboard/web/dist</code>. The API is served all the "
    "same.</p></body></html>\n"};

// Pictures may be of the page's own making: it draws cards to be saved.
constexpr char kContentSecurity[] =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'";
constexpr char kPermissions[] = "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()";
constexpr char kOnlyTls[] = "max-age=31536000";

void AddSecurity(const http::Request& request, http::Headers& headers) {
  headers.Add("content-security-policy", kContentSecurity);
  headers.Add("permissions-policy", kPermissions);
  headers.Add("referrer-policy", "no-referrer");
  headers.Add("cross-origin-opener-policy", "same-origin");
  headers.Add("cross-origin-resource-policy", "same-origin");
  if (request.secure) headers.Add("strict-transport-security", kOnlyTls);
}

http::Response AnswerOf(const Asset& asset, const http::Request& request) {
  http::Response response;
  response.headers.Add("etag", asset.tag);
  response.headers.Add("cache-control", asset.cache_control);
  response.headers.Add("vary", "accept-encoding");
  AddSecurity(request, response.headers);
  if (HasTag(request.headers.Get("if-none-match"), asset.tag)) {
    response.status = 304;
    return response;
  }
  response.headers.Add("content-type", asset.media_type);
  const bool gzip = !asset.gzipped.empty() && AcceptsGzip(request.headers.Get("accept-encoding"));
  if (gzip) response.headers.Add("content-encoding", "gzip");
  response.body = gzip ? asset.gzipped : std::string(asset.plain);
  return response;
}

}  // namespace

Page::Page(std::span<const EmbeddedFile> files) {
  for (const EmbeddedFile& file : files) assets_.emplace(file.path, file);
  assets_.emplace(kNotBuilt.path, kNotBuilt);  // unless there is one
}

void Page::AddTo(Router& router) const {
  const http::Handler handler = [this](http::Exchange& exchange) { return Serve(exchange); };
  router.Add("GET", "/", handler);
  router.Add("HEAD", "/", handler);
}

asio::awaitable<absl::Status> Page::Serve(http::Exchange& exchange) const {
  const Asset* asset = Find(exchange.request().path);
  if (asset == nullptr) co_return NotFound(Reason::kPathNotFound, "Nothing is served at this path.");
  co_return co_await exchange.Respond(AnswerOf(*asset, exchange.request()));
}

const Asset* Page::Find(std::string_view path) const {
  if (const auto found = assets_.find(path); found != assets_.end()) return &found->second;
  const bool of_the_page = path.find_first_of(".%") == std::string_view::npos;
  return of_the_page ? &assets_.find("/index.html")->second : nullptr;
}

}  // namespace zamer::gateway
