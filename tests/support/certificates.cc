#include "tests/support/certificates.h"

#include <stdexcept>
#include <string>
#include <vector>

#include "tests/support/process.h"

namespace zamer::testing {
namespace {

void OpenSsl(std::vector<std::string> args) {
  const ProcessResult result = RunProcess({.program = "openssl", .args = std::move(args)});
  if (result.exit_status != 0) throw std::runtime_error("openssl failed: " + result.output);
}

}  // namespace

Certificates::Certificates() {
  OpenSsl({"req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "1", "-subj",
           "/CN=test authority", "-keyout", dir_.File("ca.key"), "-out", ca()});
  Issue("server", "subjectAltName=DNS:localhost,IP:127.0.0.1");
  Issue("client", "extendedKeyUsage=clientAuth");
}

void Certificates::Issue(const std::string& name, const std::string& extensions) {
  WriteFile(dir_.File(name + ".ext"), extensions + "\n");
  OpenSsl({"req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-subj", "/CN=" + name,
           "-keyout", dir_.File(name + ".key"), "-out", dir_.File(name + ".csr")});
  OpenSsl({"x509", "-req", "-days", "1", "-in", dir_.File(name + ".csr"), "-CA", ca(), "-CAkey", dir_.File("ca.key"),
           "-CAcreateserial", "-extfile", dir_.File(name + ".ext"), "-out", dir_.File(name + ".crt")});
}

}  // namespace zamer::testing
