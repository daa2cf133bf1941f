#include "services/common/rpc/server_credentials.h"

#include <grpcpp/security/tls_certificate_provider.h>
#include <grpcpp/security/tls_credentials_options.h>

#include <fstream>
#include <string>

#include "services/common/status/errors.h"
#include "services/common/status/macros.h"

namespace zamer::rpc {
namespace {

constexpr unsigned int kWatchSeconds = 5;

absl::Status CheckReadable(const std::string& path) {
  if (std::ifstream(path).good()) return absl::OkStatus();
  return FailedPrecondition(Reason::kCredentialsUnusable, "A TLS file cannot be read; check its path and rights.",
                            {{"path", path}});
}

}  // namespace

absl::StatusOr<std::shared_ptr<grpc::ServerCredentials>> MakeServerCredentials(const TlsFiles& files) {
  if (files.certificate.empty() && files.key.empty() && files.client_authority.empty()) {
    return grpc::InsecureServerCredentials();
  }
  ZAMER_RETURN_IF_ERROR(CheckReadable(files.certificate));
  ZAMER_RETURN_IF_ERROR(CheckReadable(files.key));
  using grpc::experimental::FileWatcherCertificateProvider;
  if (files.client_authority.empty()) {
    grpc::experimental::TlsServerCredentialsOptions options(
        std::make_shared<FileWatcherCertificateProvider>(files.key, files.certificate, kWatchSeconds));
    options.watch_identity_key_cert_pairs();
    options.set_cert_request_type(GRPC_SSL_DONT_REQUEST_CLIENT_CERTIFICATE);
    return grpc::experimental::TlsServerCredentials(options);
  }
  ZAMER_RETURN_IF_ERROR(CheckReadable(files.client_authority));
  grpc::experimental::TlsServerCredentialsOptions options(std::make_shared<FileWatcherCertificateProvider>(
      files.key, files.certificate, files.client_authority, kWatchSeconds));
  options.watch_identity_key_cert_pairs();
  options.watch_root_certs();
  options.set_cert_request_type(GRPC_SSL_REQUEST_AND_REQUIRE_CLIENT_CERTIFICATE_AND_VERIFY);
  return grpc::experimental::TlsServerCredentials(options);
}

}  // namespace zamer::rpc
