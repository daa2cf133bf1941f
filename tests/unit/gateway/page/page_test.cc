#include "services/gateway/page/page.h"

#include <gtest/gtest.h>
#include <zlib.h>

#include <string>
#include <vector>

#include "services/common/status/errors.h"
#include "services/gateway/page/accepts.h"
#include "tests/support/loop.h"
#include "tests/unit/gateway/recorded_exchange.h"

namespace zamer::gateway {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

const std::string& Script() {
  static const std::string script(5000, 'x');
  return script;
}

std::vector<EmbeddedFile> Files() {
  return {{"/index.html", "<!doctype html><title>Отдел продаж</title>"},
          {"/favicon.svg", "<svg/>"},
          {"/assets/index-B2xk.js", Script()},
          {"/assets/golos-9f.woff2", Script()}};
}

std::string Gunzipped(const std::string& bytes) {
  z_stream stream{};
  EXPECT_EQ(inflateInit2(&stream, 15 + 16), Z_OK);
  std::string out(100'000, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  EXPECT_EQ(inflate(&stream, Z_FINISH), Z_STREAM_END);
  out.resize(stream.total_out);
  inflateEnd(&stream);
  return out;
}

class PageTest : public ::testing::Test {
 protected:
  PageTest() { page_.AddTo(router_); }

  http::Response Get(const std::string& path, http::Headers headers = {}, const std::string& method = "GET") {
    RecordedExchange exchange(http::Request{.method = method, .path = path, .headers = std::move(headers)});
    status_ = testing::RunOnLoop(loop_, router_.Route(exchange));
    return exchange.answer();
  }

  asio::io_context loop_{1};
  Router router_;
  const std::vector<EmbeddedFile> files_ = Files();
  Page page_{files_};
  absl::Status status_;
};

TEST_F(PageTest, ServesItsFiles) {
  const http::Response script = Get("/assets/index-B2xk.js");
  EXPECT_EQ(script.status, 200);
  EXPECT_EQ(script.body, Script());
  EXPECT_EQ(script.headers.Get("content-type"), "text/javascript; charset=utf-8");
  EXPECT_EQ(Get("/favicon.svg").headers.Get("content-type"), "image/svg+xml");
}

TEST_F(PageTest, PathsThatThePageMakesUpAreThePage) {
  for (const std::string path : {"/", "/index.html", "/funnel", "/tv", "/person/anna", "/a/b/c/"}) {
    EXPECT_THAT(Get(path).body, HasSubstr("Отдел продаж")) << path;
  }
}

TEST_F(PageTest, TricksWithPathsReachNothing) {
  for (const std::string path : {"/assets/missing.js", "/../etc/passwd", "/assets/../index.html", "/%2e%2e/etc/passwd",
                                 "/..%2findex.html", "/.env", "//index.html", "/assets/index-B2xk.js/", "/x.php",
                                 "/assets%2findex-B2xk.js", "/zamer.lead.v1.LeadService/GetLead"}) {
    Get(path);
    EXPECT_EQ(ReasonOf(status_), Reason::kPathNotFound) << path;
  }
}

TEST_F(PageTest, ABrowserThatTakesGzipGetsIt) {
  const http::Response response = Get("/assets/index-B2xk.js", {{"accept-encoding", "br, gzip;q=0.8"}});
  EXPECT_EQ(response.headers.Get("content-encoding"), "gzip");
  EXPECT_LT(response.body.size(), 100);
  EXPECT_EQ(Gunzipped(response.body), Script());
  EXPECT_EQ(response.headers.Get("vary"), "accept-encoding");
  EXPECT_FALSE(Get("/assets/golos-9f.woff2", {{"accept-encoding", "gzip"}}).headers.Has("content-encoding"))
      << "a font is compressed already";
  EXPECT_FALSE(Get("/assets/index-B2xk.js", {{"accept-encoding", "gzip;q=0"}}).headers.Has("content-encoding"));
  EXPECT_FALSE(Get("/assets/index-B2xk.js").headers.Has("content-encoding"));
}

TEST_F(PageTest, WhatIsNamedByItsContentIsKeptForGood) {
  EXPECT_THAT(std::string(Get("/assets/index-B2xk.js").headers.Get("cache-control")), HasSubstr("immutable"));
  EXPECT_EQ(Get("/funnel").headers.Get("cache-control"), "no-cache");
}

TEST_F(PageTest, WhatABrowserHasIsNotSentAgain) {
  const std::string tag(Get("/").headers.Get("etag"));
  ASSERT_FALSE(tag.empty());
  const http::Response again = Get("/", {{"if-none-match", "\"other\", " + tag}});
  EXPECT_EQ(again.status, 304);
  EXPECT_EQ(again.body, "");
  EXPECT_EQ(again.headers.Get("etag"), tag);
  EXPECT_EQ(Get("/", {{"if-none-match", "\"other\""}}).status, 200);
  EXPECT_NE(Get("/favicon.svg").headers.Get("etag"), tag);
}

TEST_F(PageTest, HeadIsAnsweredLikeGet) {
  const http::Response head = Get("/funnel", {}, "HEAD");
  EXPECT_EQ(head.status, 200);
  EXPECT_EQ(head.headers.Get("etag"), Get("/funnel").headers.Get("etag"));
}

TEST_F(PageTest, TheBrowserMayRunNothingFromElsewhere) {
  const std::string policy(Get("/").headers.Get("content-security-policy"));
  EXPECT_THAT(policy, HasSubstr("default-src 'none'"));
  EXPECT_THAT(policy, HasSubstr("script-src 'self';"));
  EXPECT_THAT(policy, HasSubstr("frame-ancestors 'none'"));
  EXPECT_THAT(policy, Not(HasSubstr("unsafe")));
  EXPECT_EQ(Get("/").headers.Get("referrer-policy"), "no-referrer");
}

TEST_F(PageTest, OnlyOverTlsIsTlsAskedFor) {
  EXPECT_FALSE(Get("/").headers.Has("strict-transport-security"));
  RecordedExchange exchange(http::Request{.method = "GET", .path = "/", .secure = true});
  ASSERT_TRUE(testing::RunOnLoop(loop_, router_.Route(exchange)).ok());
  EXPECT_TRUE(exchange.answer().headers.Has("strict-transport-security"));
}

TEST(PageWithoutFiles, SaysThatItWasNotBuilt) {
  asio::io_context loop{1};
  Router router;
  const Page page({});
  page.AddTo(router);
  RecordedExchange exchange(http::Request{.method = "GET", .path = "/funnel"});
  ASSERT_TRUE(testing::RunOnLoop(loop, router.Route(exchange)).ok());
  EXPECT_EQ(exchange.answer().status, 200);
  EXPECT_THAT(exchange.answer().body, HasSubstr("has no web page"));
}

TEST(Accepts, ReadsListsAsBrowsersWriteThem) {
  EXPECT_TRUE(AcceptsGzip("gzip, deflate, br, zstd"));
  EXPECT_TRUE(AcceptsGzip("*"));
  EXPECT_FALSE(AcceptsGzip(""));
  EXPECT_FALSE(AcceptsGzip("br, gzipped"));
  EXPECT_TRUE(HasTag("W/\"a\"", "\"a\""));
  EXPECT_TRUE(HasTag("*", "W/\"a\""));
  EXPECT_FALSE(HasTag("\"b\"", "W/\"a\""));
}

}  // namespace
}  // namespace zamer::gateway
