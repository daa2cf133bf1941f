#include "services/gateway/upstream/peer.h"

#include <asio/ssl/context.hpp>
#include <utility>

#include "services/common/status/errors.h"
#include "services/common/status/macros.h"

namespace zamer::gateway {
namespace {

absl::Status Check(const asio::error_code& error, const std::string& file) {
  if (!error) return absl::OkStatus();
  return FailedPrecondition(Reason::kCredentialsUnusable,
                            "A TLS file cannot be used; check its path, its rights and that the pair belongs together.",
                            {{"path", file}});
}

absl::Status Load(const Peer& peer, asio::ssl::context& context) {
  asio::error_code error;
  context.load_verify_file(peer.authority_file, error);
  ZAMER_RETURN_IF_ERROR(Check(error, peer.authority_file));
  if (peer.certificate_file.empty()) return absl::OkStatus();
  context.use_certificate_chain_file(peer.certificate_file, error);
  ZAMER_RETURN_IF_ERROR(Check(error, peer.certificate_file));
  context.use_private_key_file(peer.key_file, asio::ssl::context::pem, error);
  return Check(error, peer.key_file);
}

}  // namespace

absl::StatusOr<std::shared_ptr<http::Socket>> Peer::Around(asio::ip::tcp::socket socket) const {
  if (!secure()) return http::PlainSocket(std::move(socket));
  asio::ssl::context context(asio::ssl::context::tls_client);
  SSL_CTX_set_min_proto_version(context.native_handle(), TLS1_2_VERSION);
  ZAMER_RETURN_IF_ERROR(Load(*this, context));
  return http::TlsClientSocket(std::move(socket), context, name);
}

}  // namespace zamer::gateway
