// A server with a certificate.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <utility>

#include "tests/support/certificates.h"
#include "tests/support/http2_client.h"
#include "tests/unit/gateway/http/server_fixture.h"

namespace zamer::gateway::http {

using testing::Http2Client;

class TlsFixture : public ServerFixture {
 protected:
  static void SetUpTestSuite() { certificates_ = std::make_unique<testing::Certificates>(); }
  static void TearDownTestSuite() { certificates_.reset(); }

  void ServeTls(Handler handler, ServerLimits limits = {}) {
    ServerOptions options;
    options.certificate_file = certificates_->server_cert();
    options.key_file = certificates_->server_key();
    options.limits = limits;
    ServeWith(std::move(options), std::move(handler));
  }
  std::unique_ptr<Http2Client> Connect(Http2Client::Manners manners) {
    return std::make_unique<Http2Client>(loop_, server_->port(), certificates_->ca(), manners);
  }
  std::unique_ptr<Http2Client> Connect() { return Connect({}); }
  // Waits until the stream is closed.
  const Http2Client::Stream& Answer(Http2Client& client, std::int32_t stream) {
    EXPECT_TRUE(RunUntil([&] { return client.stream(stream).closed.has_value() || client.closed(); }));
    return client.stream(stream);
  }

  static inline std::unique_ptr<testing::Certificates> certificates_;
};

}  // namespace zamer::gateway::http
