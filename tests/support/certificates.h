// A certificate authority for one test.
#pragma once
#include <string>

#include "tests/support/temp_dir.h"

namespace zamer::testing {

// PEM files, valid for a day: an authority, a server certificate for localhost and 127.0.0.1, and a client's. Made
// with the openssl program; throws std::runtime_error when that fails.
class Certificates {
 public:
  Certificates();

  std::string ca() const { return dir_.File("ca.crt"); }
  std::string server_cert() const { return dir_.File("server.crt"); }
  std::string server_key() const { return dir_.File("server.key"); }
  std::string client_cert() const { return dir_.File("client.crt"); }
  std::string client_key() const { return dir_.File("client.key"); }

 private:
  // Makes a key and has the authority sign a certificate `name` with these extensions.
  void Issue(const std::string& name, const std::string& extensions);

  TempDir dir_;
};

}  // namespace zamer::testing
