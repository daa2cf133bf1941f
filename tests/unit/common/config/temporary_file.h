// A file with given content, gone at the end of the test.
#pragma once
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

namespace zamer::config {

class TemporaryFile {
 public:
  explicit TemporaryFile(std::string_view content) : path_(std::filesystem::temp_directory_path() / "zamer-XXXXXX") {
    const int file = mkstemp(path_.data());
    if (file < 0) std::abort();
    close(file);
    std::ofstream(path_, std::ios::binary) << content;
  }
  ~TemporaryFile() { std::filesystem::remove(path_); }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

}  // namespace zamer::config
