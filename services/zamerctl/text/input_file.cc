#include "services/zamerctl/text/input_file.h"

#include <absl/status/status.h>
#include <absl/strings/str_cat.h>

#include <algorithm>

namespace zamer::ctl {
namespace {

constexpr unsigned kZlibBuffer = 1 << 17;
constexpr std::size_t kMostPerRead = 1 << 30;

}  // namespace

absl::StatusOr<InputFile> InputFile::Open(const std::string& path) {
  gzFile file = gzopen(path.c_str(), "rb");
  if (file == nullptr) return absl::NotFoundError(absl::StrCat("cannot open ", path));
  gzbuffer(file, kZlibBuffer);
  return InputFile(path, file);
}

absl::StatusOr<std::size_t> InputFile::Read(std::span<char> buffer) {
  const auto wanted = static_cast<unsigned>(std::min(buffer.size(), kMostPerRead));
  const int got = gzread(file_.get(), buffer.data(), wanted);
  int code = Z_OK;
  const char* why = gzerror(file_.get(), &code);
  // A file that ends in the middle gives its bytes first and tells afterwards, by code only.
  if (got < 0 || (code != Z_OK && code != Z_STREAM_END)) {
    return absl::DataLossError(absl::StrCat("cannot read ", path_, ": ", why));
  }
  return static_cast<std::size_t>(got);
}

}  // namespace zamer::ctl
