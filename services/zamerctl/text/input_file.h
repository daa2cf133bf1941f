// Files that are read once from front to back, packed or not.
#pragma once
#include <absl/status/statusor.h>
#include <zlib.h>

#include <cstddef>
#include <memory>
#include <span>
#include <string>

namespace zamer::ctl {

// A file, unpacked on the way when it is in gzip format whatever its name. One thread.
class InputFile {
 public:
  // NOT_FOUND with the path when it cannot be opened.
  static absl::StatusOr<InputFile> Open(const std::string& path);

  // Fills the buffer from the front; fewer bytes than it holds only at the end, zero after that. DATA_LOSS when the
  // packed data are damaged or cut off.
  absl::StatusOr<std::size_t> Read(std::span<char> buffer);

 private:
  struct Close {
    void operator()(gzFile file) const { gzclose_r(file); }
  };

  InputFile(std::string path, gzFile file) : path_(std::move(path)), file_(file) {}

  std::string path_;
  std::unique_ptr<gzFile_s, Close> file_;
};

}  // namespace zamer::ctl
