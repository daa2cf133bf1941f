#pragma once

#include <span>
#include <string_view>

namespace zamer::gateway {

struct EmbeddedFile {
  // As it is asked for, such as `/assets/index-B2xk.js`.
  std::string_view path;
  std::string_view bytes;
};

// The files of the built page; none where it was not built. They live as long as the program.
std::span<const EmbeddedFile> EmbeddedFiles();

}  // namespace zamer::gateway
