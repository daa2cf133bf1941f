// An OpenID Connect provider at which everybody signs in at once, on the test's own loop.
#pragma once
#include <absl/strings/match.h>
#include <absl/strings/str_cat.h>
#include <absl/time/time.h>

#include <asio/co_spawn.hpp>
#include <asio/detached.hpp>
#include <asio/io_context.hpp>
#include <asio/ip/tcp.hpp>
#include <asio/read_until.hpp>
#include <asio/redirect_error.hpp>
#include <asio/use_awaitable.hpp>
#include <asio/write.hpp>
#include <memory>
#include <string>

#include "services/common/time/clock.h"
#include "services/gateway/access/secrets.h"
#include "services/gateway/domain/access/form.h"
#include "tests/unit/gateway/access/provider_key.h"

namespace zamer::gateway::access {

class FakeIdentityProvider {
 public:
  FakeIdentityProvider(asio::io_context& loop, const Clock& clock)
      : clock_(clock), listener_(loop, {asio::ip::address_v4::loopback(), 0}) {
    asio::co_spawn(loop, Serve(), asio::detached);
  }
  ~FakeIdentityProvider() { listener_.close(); }

  std::string issuer() const { return absl::StrCat("http://127.0.0.1:", listener_.local_endpoint().port()); }

  // A browser goes to the URL that the edge sent it to, and somebody signs in: the query that it comes back with.
  std::string SignIn(const std::string& url, const std::string& somebody) {
    asked_ = url.substr(url.find('?') + 1);
    who_ = somebody;
    return EncodeForm({{"code", "code-1"}, {"state", *FieldOf(asked_, "state")}});
  }

  // Signs with another key from now on.
  void ChangeKey(const std::string& id) { key_ = std::make_unique<ProviderKey>("ES256", id); }

  // The next ID token says this instead.
  std::string nonce;
  bool away = false;
  int keys_asked = 0;
  // What it was sent to redeem a code last.
  std::string form;
  std::string authorization;

 private:
  asio::awaitable<void> Serve() {
    while (listener_.is_open()) {
      asio::error_code failure;
      asio::ip::tcp::socket socket =
          co_await listener_.async_accept(asio::redirect_error(asio::use_awaitable, failure));
      if (failure) co_return;
      if (!away) co_await Answer(socket);
    }
  }

  asio::awaitable<void> Answer(asio::ip::tcp::socket& socket) {
    std::string in;
    const std::size_t head =
        co_await asio::async_read_until(socket, asio::dynamic_buffer(in), "\r\n\r\n", asio::use_awaitable);
    const std::string length = HeaderIn(in, "Content-Length: ");
    while (!length.empty() && in.size() < head + std::stoul(length)) {
      char more[1024];
      const std::size_t size = co_await socket.async_read_some(asio::buffer(more), asio::use_awaitable);
      in.append(more, size);
    }
    if (in.starts_with("POST")) authorization = HeaderIn(in, "Authorization: ");
    const std::string body = Body(in.substr(0, in.find(' ', in.find(' ') + 1)), in.substr(head));
    const std::string answer = absl::StrCat(body.empty() ? "HTTP/1.1 400 Bad Request" : "HTTP/1.1 200 OK",
                                            "\r\nConnection: close\r\nContent-Length: ", body.size(), "\r\n\r\n", body);
    co_await asio::async_write(socket, asio::buffer(answer), asio::use_awaitable);
  }

  static std::string HeaderIn(const std::string& head, const std::string& name) {
    const std::size_t at = head.find(name);
    return at == std::string::npos ? "" : head.substr(at + name.size(), head.find("\r\n", at) - at - name.size());
  }

  std::string Body(const std::string& request, const std::string& sent) {
    if (request == "GET /.well-known/openid-configuration") {
      return absl::StrCat(R"({"issuer":")", issuer(), R"(","authorization_endpoint":")", issuer(),
                          R"(/authorize","token_endpoint":")", issuer(), R"(/token","jwks_uri":")", issuer(),
                          R"(/keys"})");
    }
    if (request == "GET /keys") {
      ++keys_asked;
      return key_->PublicKeys();
    }
    form = sent;
    // Who redeems the code must be who asked for it.
    const bool proven = HashOf(FieldOf(form, "code_verifier").value_or("")) == *FieldOf(asked_, "code_challenge");
    const bool same = FieldOf(form, "redirect_uri") == FieldOf(asked_, "redirect_uri");
    return proven && same && FieldOf(form, "code") == "code-1" ? absl::StrCat(R"({"id_token":")", IdToken(), R"("})")
                                                               : "";
  }

  std::string IdToken() const {
    const std::int64_t now = absl::ToUnixSeconds(clock_.Now());
    return key_->Sign(absl::StrCat(R"({"iss":")", issuer(), R"(","aud":")", *FieldOf(asked_, "client_id"),
                                   R"(","nonce":")", nonce.empty() ? *FieldOf(asked_, "nonce") : nonce, R"(","sub":")",
                                   who_, R"(","iat":)", now, R"(,"exp":)", now + 60, "}"));
  }

  const Clock& clock_;
  asio::ip::tcp::acceptor listener_;
  std::unique_ptr<ProviderKey> key_ = std::make_unique<ProviderKey>("ES256", "k1");
  std::string asked_;
  std::string who_;
};

}  // namespace zamer::gateway::access
