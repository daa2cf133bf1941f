#include "services/gateway/http/tls_files.h"

#include <sys/stat.h>

#include <string_view>
#include <utility>

#include "services/common/status/errors.h"
#include "services/common/status/macros.h"

namespace zamer::gateway::http {
namespace {

// HTTP/2 first; a client that offers neither is answered by HTTP/1.1 as if it had not asked.
int ChooseProtocol(SSL*, const unsigned char** chosen, unsigned char* size, const unsigned char* offered,
                   unsigned int offered_size, void*) {
  static constexpr unsigned char kOurs[] = "\x02h2\x08http/1.1";
  unsigned char* choice = nullptr;
  if (SSL_select_next_proto(&choice, size, kOurs, sizeof kOurs - 1, offered, offered_size) != OPENSSL_NPN_NEGOTIATED) {
    return SSL_TLSEXT_ERR_NOACK;
  }
  *chosen = choice;
  return SSL_TLSEXT_ERR_OK;
}

// TLS 1.2 with the ciphers that HTTP/2 allows (RFC 9113, section 9.2.2), and TLS 1.3 with all of its own.
void Harden(SSL_CTX* context) {
  SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
  SSL_CTX_set_cipher_list(context, "ECDHE+AESGCM:ECDHE+CHACHA20");
  SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION | SSL_OP_CIPHER_SERVER_PREFERENCE);
  // An idle connection then holds no buffers in OpenSSL.
  SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS);
  SSL_CTX_set_alpn_select_cb(context, ChooseProtocol, nullptr);
}

absl::Status Check(const asio::error_code& error, const std::string& file) {
  if (!error) return absl::OkStatus();
  return FailedPrecondition(Reason::kCredentialsUnusable,
                            "A TLS file cannot be used; check its path, its rights and that the pair belongs together.",
                            {{"path", file}});
}

}  // namespace

absl::StatusOr<std::unique_ptr<TlsFiles>> TlsFiles::Load(std::string certificate_file, std::string key_file) {
  std::unique_ptr<TlsFiles> files(new TlsFiles(std::move(certificate_file), std::move(key_file)));
  ZAMER_RETURN_IF_ERROR(files->Reload());
  return files;
}

asio::ssl::context& TlsFiles::Context() {
  if (stamps_ != Stamps{StampOf(certificate_file_), StampOf(key_file_)}) (void)Reload();
  return *context_;
}

TlsFiles::Stamp TlsFiles::StampOf(const std::string& file) {
  struct stat status{};
  if (::stat(file.c_str(), &status) != 0) return {};
  return {static_cast<long long>(status.st_ino), status.st_size,
          status.st_mtim.tv_sec * 1'000'000'000LL + status.st_mtim.tv_nsec};
}

absl::Status TlsFiles::Reload() {
  // Taken before reading: a change meanwhile is seen the next time.
  const Stamps stamps{StampOf(certificate_file_), StampOf(key_file_)};
  auto context = std::make_unique<asio::ssl::context>(asio::ssl::context::tls_server);
  Harden(context->native_handle());
  asio::error_code error;
  context->use_certificate_chain_file(certificate_file_, error);
  ZAMER_RETURN_IF_ERROR(Check(error, certificate_file_));
  // Fails too when the key is not that of the certificate.
  context->use_private_key_file(key_file_, asio::ssl::context::pem, error);
  ZAMER_RETURN_IF_ERROR(Check(error, key_file_));
  context_ = std::move(context);
  stamps_ = stamps;
  return absl::OkStatus();
}

}  // namespace zamer::gateway::http
