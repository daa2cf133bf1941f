#include "services/common/redis/tls_context.h"

#include <absl/strings/str_cat.h>

#include <asio/ip/address.hpp>
#include <asio/ssl/host_name_verification.hpp>

namespace zamer::redis {
namespace {

absl::Status Check(const asio::error_code& error, std::string_view what, const std::string& file) {
  if (!error) return absl::OkStatus();
  return absl::FailedPreconditionError(
      absl::StrCat("cannot use ", std::string(what), " '", file, "': ", error.message()));
}

}  // namespace

absl::Status Configure(asio::ssl::context& context, const TlsOptions& tls) {
  asio::error_code error;
  SSL_CTX_set_min_proto_version(context.native_handle(), TLS1_2_VERSION);
  if (tls.ca_file.empty()) {
    context.set_default_verify_paths(error);
  } else {
    context.load_verify_file(tls.ca_file, error);
  }
  if (error) return Check(error, "the TLS authorities", tls.ca_file);
  if (!tls.cert_file.empty()) context.use_certificate_chain_file(tls.cert_file, error);
  if (error) return Check(error, "the TLS certificate", tls.cert_file);
  if (!tls.key_file.empty()) context.use_private_key_file(tls.key_file, asio::ssl::context::pem, error);
  return Check(error, "the TLS key", tls.key_file);
}

void ExpectServer(asio::ssl::stream<asio::ip::tcp::socket>& stream, const std::string& name) {
  asio::error_code not_an_address;
  asio::ip::make_address(name, not_an_address);
  // SNI carries names only (RFC 6066, section 3).
  if (not_an_address) SSL_set_tlsext_host_name(stream.native_handle(), name.c_str());
  asio::error_code error;
  stream.set_verify_mode(asio::ssl::verify_peer, error);
  stream.set_verify_callback(asio::ssl::host_name_verification(name), error);
}

}  // namespace zamer::redis
