#include <curl/curl.h>
#include <gmock/gmock.h>

#include <filesystem>
#include <future>
#include <memory>
#include <string>

#include "services/common/status/errors.h"
#include "tests/support/temp_dir.h"
#include "tests/unit/gateway/http/tls_fixture.h"

namespace zamer::gateway::http {
namespace {

class Tls : public TlsFixture {
 protected:
  // What curl makes of it, on a thread of its own.
  struct CurlAnswer {
    CURLcode code = CURLE_OK;
    long version = 0;
    long status = 0;
    std::string body = {};
  };
  CurlAnswer Curl(const std::function<void(CURL*)>& settings) {
    auto answer = std::async(std::launch::async, [&] { return BlockingCurl(settings); });
    EXPECT_TRUE(RunUntil([&] { return answer.wait_for(std::chrono::seconds(0)) == std::future_status::ready; }));
    return answer.get();
  }

 private:
  CurlAnswer BlockingCurl(const std::function<void(CURL*)>& settings) const {
    const std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> curl(curl_easy_init(), curl_easy_cleanup);
    const std::string url = "https://127.0.0.1:" + std::to_string(server_->port()) + "/a?b";
    CurlAnswer answer;
    curl_easy_setopt(curl.get(), CURLOPT_URL, url.c_str());
    curl_easy_setopt(curl.get(), CURLOPT_CAINFO, certificates_->ca().c_str());
    curl_easy_setopt(curl.get(), CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl.get(), CURLOPT_TIMEOUT, 20L);
    curl_easy_setopt(curl.get(), CURLOPT_WRITEDATA, &answer.body);
    curl_easy_setopt(
        curl.get(), CURLOPT_WRITEFUNCTION, +[](char* bytes, std::size_t, std::size_t size, void* body) {
          static_cast<std::string*>(body)->append(bytes, size);
          return size;
        });
    settings(curl.get());
    answer.code = curl_easy_perform(curl.get());
    curl_easy_getinfo(curl.get(), CURLINFO_HTTP_VERSION, &answer.version);
    curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &answer.status);
    return answer;
  }
};

TEST_F(Tls, SpeaksHttp2WithWhoeverOffersIt) {
  ServeTls(Echo);
  const CurlAnswer answer =
      Curl([](CURL* curl) { curl_easy_setopt(curl, CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_2TLS); });
  EXPECT_EQ(answer.code, CURLE_OK);
  EXPECT_EQ(answer.version, CURL_HTTP_VERSION_2_0);
  EXPECT_EQ(answer.body, "GET /a b ");
}

TEST_F(Tls, SpeaksHttp1WithTheOthers) {
  ServeTls(Echo);
  const CurlAnswer answer =
      Curl([](CURL* curl) { curl_easy_setopt(curl, CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1); });
  EXPECT_EQ(answer.code, CURLE_OK);
  EXPECT_EQ(answer.version, CURL_HTTP_VERSION_1_1);
  EXPECT_EQ(answer.body, "GET /a b ");
  const CurlAnswer without_alpn = Curl([](CURL* curl) { curl_easy_setopt(curl, CURLOPT_SSL_ENABLE_ALPN, 0L); });
  EXPECT_EQ(without_alpn.version, CURL_HTTP_VERSION_1_1);
  EXPECT_EQ(without_alpn.status, 200);
}

TEST_F(Tls, EndsAnHttp1ConnectionInOrder) {
  ServeTls(Echo);
  const CurlAnswer answer = Curl([](CURL* curl) {
    curl_easy_setopt(curl, CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_0);
    curl_easy_setopt(curl, CURLOPT_POSTFIELDS, "body");
  });
  EXPECT_EQ(answer.code, CURLE_OK);
  EXPECT_EQ(answer.body, "POST /a b body");
}

TEST_F(Tls, RefusesWhatIsOlderThan12) {
  ServeTls(Echo);
  const auto with = [&](long least, long most) {
    return Curl([=](CURL* curl) {
      curl_easy_setopt(curl, CURLOPT_SSLVERSION, least | most);
      curl_easy_setopt(curl, CURLOPT_SSL_CIPHER_LIST, "ALL:@SECLEVEL=0");
    });
  };
  EXPECT_EQ(with(CURL_SSLVERSION_TLSv1_1, CURL_SSLVERSION_MAX_TLSv1_1).code, CURLE_SSL_CONNECT_ERROR);
  EXPECT_EQ(with(CURL_SSLVERSION_TLSv1_2, CURL_SSLVERSION_MAX_TLSv1_2).code, CURLE_OK);
  EXPECT_EQ(with(CURL_SSLVERSION_TLSv1_3, CURL_SSLVERSION_MAX_DEFAULT).code, CURLE_OK);
}

TEST_F(Tls, HangsUpOnPlainText) {
  ServeTls(Echo);
  RawClient client(loop_, server_->port());
  client.Send(kGet);
  EXPECT_TRUE(Closed(client));
}

// A certificate and its key under names that do not change.
class RotatedTls : public TlsFixture {
 protected:
  void Use(const std::string& certificate, const std::string& key) {
    Replace(certificate, certificate_);
    Replace(key, key_);
  }
  // As those do it that renew certificates: the new file takes the old one's place in one step.
  static void Replace(const std::string& from, const std::string& to) {
    std::filesystem::copy_file(from, to + ".new");
    std::filesystem::rename(to + ".new", to);
  }
  void ServeRotated() {
    ServerOptions options;
    options.certificate_file = certificate_;
    options.key_file = key_;
    ServeWith(std::move(options), Echo);
  }

  std::unique_ptr<Http2Client> ConnectToAny() {
    return std::make_unique<Http2Client>(loop_, server_->port(), "", Http2Client::Manners{});
  }
  // Whose certificate a new connection gets.
  std::string Certificate() { return ConnectToAny()->server_certificate(); }

  testing::TempDir dir_;
  const std::string certificate_ = dir_.File("tls.crt");
  const std::string key_ = dir_.File("tls.key");
};

TEST_F(RotatedTls, TakesUpNewFilesAndKeepsOpenConnections) {
  Use(certificates_->server_cert(), certificates_->server_key());
  ServeRotated();
  const auto before = ConnectToAny();
  EXPECT_EQ(before->server_certificate(), "server");
  Use(certificates_->client_cert(), certificates_->client_key());
  EXPECT_EQ(Certificate(), "client");
  EXPECT_EQ(Answer(*before, before->Get("/")).status, 200);
}

TEST_F(RotatedTls, KeepsTheOldPairWhileTheNewOneIsNotWhole) {
  Use(certificates_->server_cert(), certificates_->server_key());
  ServeRotated();
  Replace(certificates_->client_cert(), certificate_);
  EXPECT_EQ(Certificate(), "server");
  std::filesystem::remove(key_);
  EXPECT_EQ(Certificate(), "server");
  Replace(certificates_->client_key(), key_);
  EXPECT_EQ(Certificate(), "client");
}

TEST_F(RotatedTls, DoesNotStartWithFilesThatCannotBeUsed) {
  const auto reason = [&](const std::string& certificate, const std::string& key) {
    ServerOptions options;
    options.certificate_file = certificate;
    options.key_file = key;
    return ReasonOf(Server::Start(loop_, std::move(options), Echo, nullptr).status());
  };
  EXPECT_EQ(reason(certificate_, key_), Reason::kCredentialsUnusable);
  EXPECT_EQ(reason(certificates_->server_cert(), ""), Reason::kCredentialsUnusable);
  EXPECT_EQ(reason("", certificates_->server_key()), Reason::kCredentialsUnusable);
  EXPECT_EQ(reason(certificates_->server_cert(), certificates_->client_key()), Reason::kCredentialsUnusable);
}

TEST(ServerStart, SaysThatAnAddressCannotBeUsed) {
  asio::io_context loop;
  for (const char* address : {"", "localhost:1", "127.0.0.1", "127.0.0.1:x", "192.0.2.1:0"}) {
    ServerOptions options;
    options.address = address;
    const auto server = Server::Start(loop, std::move(options), nullptr, nullptr);
    EXPECT_EQ(ReasonOf(server.status()), Reason::kAddressUnusable) << address;
  }
}

}  // namespace
}  // namespace zamer::gateway::http
