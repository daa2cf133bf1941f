#pragma once

#include <absl/status/statusor.h>

#include <asio/ip/tcp.hpp>
#include <memory>
#include <string>

#include "services/gateway/http/socket.h"

namespace zamer::gateway {

// Who is expected at the addresses of a service.
struct Peer {
  // PEM file of the authority that signed its certificate; empty: no TLS.
  std::string authority_file = {};
  // PEM files with which we prove who we are, where it asks for that; both or none.
  std::string certificate_file = {};
  std::string key_file = {};
  // What its certificate must be for, a name or an address; empty: anything, as for our own address.
  std::string name = {};

  bool secure() const { return !authority_file.empty(); }

  // Around a connection to it, before hands are shaken. The files are read each time, so that changed ones are taken
  // up. CREDENTIALS_UNUSABLE.
  absl::StatusOr<std::shared_ptr<http::Socket>> Around(asio::ip::tcp::socket socket) const;
};

}  // namespace zamer::gateway
