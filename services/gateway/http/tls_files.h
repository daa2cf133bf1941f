#pragma once

#include <absl/status/status.h>
#include <absl/status/statusor.h>

#include <asio/ssl/context.hpp>
#include <memory>
#include <string>

namespace zamer::gateway::http {

// The certificate and key of a server, as their files have them now. Loop thread only.
class TlsFiles {
 public:
  // CREDENTIALS_UNUSABLE when the files cannot be read or do not belong together.
  static absl::StatusOr<std::unique_ptr<TlsFiles>> Load(std::string certificate_file, std::string key_file);

  // What a new connection shakes hands with. Takes up files that have changed; while they cannot be used, as in the
  // middle of being replaced, what there was before stays in use.
  asio::ssl::context& Context();

 private:
  // Tells one content of a file from the next without reading it.
  struct Stamp {
    long long inode = 0;
    long long size = 0;
    long long modified_ns = 0;
    friend bool operator==(const Stamp&, const Stamp&) = default;
  };
  struct Stamps {
    Stamp certificate;
    Stamp key;
    friend bool operator==(const Stamps&, const Stamps&) = default;
  };

  TlsFiles(std::string certificate_file, std::string key_file)
      : certificate_file_(std::move(certificate_file)), key_file_(std::move(key_file)) {}

  static Stamp StampOf(const std::string& file);
  absl::Status Reload();

  const std::string certificate_file_;
  const std::string key_file_;
  // Of the files that context_ was made of.
  Stamps stamps_;
  std::unique_ptr<asio::ssl::context> context_;
};

}  // namespace zamer::gateway::http
