#include <absl/strings/str_cat.h>
#include <gmock/gmock.h>

#include <string>

#include "tests/unit/gateway/http/server_fixture.h"

namespace zamer::gateway::http {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using namespace std::string_literals;  // NOLINT(google-build-using-namespace): strings with NUL in them

struct BadRequestCase {
  const char* why;
  std::string bytes;
  int status = 400;
};

// The names of the tests are the sentences; what is sent stays out of them.
void PrintTo(const BadRequestCase& bad, std::ostream* out) { *out << bad.why; }

class Http1Refuses : public ServerFixture, public ::testing::WithParamInterface<BadRequestCase> {};

TEST_P(Http1Refuses, WithoutAskingAHandlerAndHangsUp) {
  int asked = 0;
  Serve([&](Exchange& exchange) {
    ++asked;
    return Echo(exchange);
  });
  RawClient client(loop_, server_->port());
  // What follows would be the smuggled request.
  client.Send(absl::StrCat(GetParam().bytes, "GET /smuggled HTTP/1.1\r\nHost: h\r\n\r\n"));
  const RawAnswer answer = NextAnswer(client);
  EXPECT_EQ(answer.status, GetParam().status);
  EXPECT_EQ(answer.headers.at("content-type"), "application/json");
  EXPECT_EQ(answer.headers.at("connection"), "close");
  EXPECT_THAT(answer.body, HasSubstr("HTTP_REQUEST_INVALID"));
  EXPECT_TRUE(Closed(client));
  EXPECT_THAT(client.received(), IsEmpty());
  EXPECT_EQ(asked, 0);
}

std::string Post(const std::string& headers, const std::string& body = "") {
  return absl::StrCat("POST / HTTP/1.1\r\nHost: h\r\n", headers, "\r\n", body);
}
std::string Get(const std::string& target) { return absl::StrCat("GET ", target, " HTTP/1.1\r\nHost: h\r\n\r\n"); }
std::string WithField(const std::string& field) {
  return absl::StrCat("GET / HTTP/1.1\r\nHost: h\r\n", field, "\r\n\r\n");
}

INSTANTIATE_TEST_SUITE_P(
    Lengths, Http1Refuses,
    ::testing::Values(
        BadRequestCase{"length and encoding", Post("Content-Length: 4\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n")},
        BadRequestCase{"encoding and length", Post("Transfer-Encoding: chunked\r\nContent-Length: 4\r\n", "0\r\n\r\n")},
        BadRequestCase{"two lengths", Post("Content-Length: 1\r\nContent-Length: 2\r\n", "ab")},
        BadRequestCase{"two equal lengths", Post("Content-Length: 1\r\nContent-Length: 1\r\n", "a")},
        BadRequestCase{"a list of lengths", Post("Content-Length: 1, 1\r\n", "a")},
        BadRequestCase{"a signed length", Post("Content-Length: +1\r\n", "a")},
        BadRequestCase{"a negative length", Post("Content-Length: -1\r\n", "a")},
        BadRequestCase{"a hexadecimal length", Post("Content-Length: 0x1\r\n", "a")},
        BadRequestCase{"a length beyond numbers", Post("Content-Length: 99999999999999999999\r\n", "a")},
        BadRequestCase{"an empty length", Post("Content-Length:\r\n", "a")},
        BadRequestCase{"an unknown encoding", Post("Transfer-Encoding: gzip\r\n", "a")},
        BadRequestCase{"identity", Post("Transfer-Encoding: identity\r\n", "a")},
        BadRequestCase{"a list of encodings", Post("Transfer-Encoding: gzip, chunked\r\n", "0\r\n\r\n")},
        BadRequestCase{"chunked and something", Post("Transfer-Encoding: chunked, x\r\n", "0\r\n\r\n")},
        BadRequestCase{"chunked twice",
                       Post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n")},
        BadRequestCase{"vertical tab before chunked", Post("Transfer-Encoding: \x0b"
                                                           "chunked\r\n",
                                                           "0\r\n\r\n")},
        BadRequestCase{"chunked in HTTP/1.0",
                       "POST / HTTP/1.0\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"},
        BadRequestCase{"space before a colon", Post("Content-Length : 1\r\n", "a")},
        BadRequestCase{"a chunk size that is no number", Post("Transfer-Encoding: chunked\r\n", "x\r\na\r\n0\r\n\r\n")},
        BadRequestCase{"a chunk size beyond numbers",
                       Post("Transfer-Encoding: chunked\r\n", "fffffffffffffffff\r\na\r\n0\r\n\r\n")},
        BadRequestCase{"a signed chunk size", Post("Transfer-Encoding: chunked\r\n", "+1\r\na\r\n0\r\n\r\n")},
        BadRequestCase{"a chunk longer than it says", Post("Transfer-Encoding: chunked\r\n", "1\r\nab\r\n0\r\n\r\n")},
        BadRequestCase{"a chunk ended by LF", Post("Transfer-Encoding: chunked\r\n", "1\na\n0\n\n")},
        BadRequestCase{"a bad chunk extension", Post("Transfer-Encoding: chunked\r\n", "1;\x01\r\na\r\n0\r\n\r\n")}));

INSTANTIATE_TEST_SUITE_P(
    Heads, Http1Refuses,
    ::testing::Values(BadRequestCase{"a folded header", WithField("X-A: b\r\n c")},
                      BadRequestCase{"a folded one by tab", WithField("X-A: b\r\n\tc")},
                      BadRequestCase{"a fold before any header", "GET / HTTP/1.1\r\n Host: h\r\n\r\n"},
                      BadRequestCase{"lines ended by LF", "GET / HTTP/1.1\nHost: h\n\n"},
                      BadRequestCase{"one line ended by LF", "GET / HTTP/1.1\r\nX-A: b\nHost: h\r\n\r\n"},
                      BadRequestCase{"a bare CR in a value", WithField("X-A: b\rc")},
                      BadRequestCase{"a NUL in a value", WithField("X-A: b\0c"s)},
                      BadRequestCase{"a DEL in a value", WithField("X-A: b\x7f")},
                      BadRequestCase{"a NUL in a name", WithField("X\0A: b"s)},
                      BadRequestCase{"a space in a name", WithField("X A: b")},
                      BadRequestCase{"a name that is no ASCII", WithField("X-\xc3\xa9: b")},
                      BadRequestCase{"no name", WithField(": b")}, BadRequestCase{"no colon", WithField("X-A")},
                      BadRequestCase{"no host", "GET / HTTP/1.1\r\n\r\n"},
                      BadRequestCase{"an empty host", "GET / HTTP/1.1\r\nHost:\r\n\r\n"},
                      BadRequestCase{"two hosts", WithField("Host: i")},
                      BadRequestCase{"two equal hosts", WithField("Host: h")},
                      BadRequestCase{"two hosts in HTTP/1.0", "GET / HTTP/1.0\r\nHost: h\r\nHost: i\r\n\r\n"},
                      BadRequestCase{"a list of hosts", "GET / HTTP/1.1\r\nHost: h, i\r\n\r\n"},
                      BadRequestCase{"a host with a user", "GET / HTTP/1.1\r\nHost: u@h\r\n\r\n"},
                      BadRequestCase{"a host with a path", "GET / HTTP/1.1\r\nHost: h/p\r\n\r\n"},
                      BadRequestCase{"an unknown expectation", WithField("Expect: miracles"), 417},
                      BadRequestCase{"an empty line first", "\r\nGET / HTTP/1.1\r\nHost: h\r\n\r\n"},
                      BadRequestCase{"TLS on a plain port", "\x16\x03\x01\x02\x00\x01"s}));

INSTANTIATE_TEST_SUITE_P(
    RequestLines, Http1Refuses,
    ::testing::Values(BadRequestCase{"an absolute target", Get("http://h/")},
                      BadRequestCase{"an authority", "CONNECT h:80 HTTP/1.1\r\nHost: h:80\r\n\r\n"},
                      BadRequestCase{"an asterisk", "OPTIONS * HTTP/1.1\r\nHost: h\r\n\r\n"},
                      BadRequestCase{"a relative target", Get("a")}, BadRequestCase{"a query only", Get("?a")},
                      BadRequestCase{"a fragment", Get("/a#b")}, BadRequestCase{"a backslash first", Get("\\a")},
                      BadRequestCase{"a NUL in the path", Get("/a\0b"s)},
                      BadRequestCase{"a tab in the path", Get("/a\tb")},
                      BadRequestCase{"a CR in the path", Get("/a\rb")},
                      BadRequestCase{"a DEL in the path", Get("/a\x7f")},
                      BadRequestCase{"a byte beyond ASCII in the path", Get("/\xc3\xa9")},
                      BadRequestCase{"a space in the path", Get("/a b")},
                      BadRequestCase{"no target", "GET HTTP/1.1\r\nHost: h\r\n\r\n"},
                      BadRequestCase{"two spaces", "GET  / HTTP/1.1\r\nHost: h\r\n\r\n"},
                      BadRequestCase{"no version", "GET /\r\nHost: h\r\n\r\n"},
                      BadRequestCase{"version 0.9", "GET / HTTP/0.9\r\nHost: h\r\n\r\n"},
                      BadRequestCase{"version 2.0", "GET / HTTP/2.0\r\nHost: h\r\n\r\n"},
                      BadRequestCase{"version 1.2", "GET / HTTP/1.2\r\nHost: h\r\n\r\n"},
                      BadRequestCase{"another protocol", "GET / ICAP/1.0\r\nHost: h\r\n\r\n"},
                      BadRequestCase{"a method that is no token", "G@T / HTTP/1.1\r\nHost: h\r\n\r\n"},
                      BadRequestCase{"HTTP/2 by prior knowledge", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"}));

}  // namespace
}  // namespace zamer::gateway::http
