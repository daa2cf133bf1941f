#pragma once

#include <string>
#include <string_view>

#include "services/gateway/page/embedded_files.h"

namespace zamer::gateway {

// A file of the page, ready to be sent.
struct Asset {
  explicit Asset(const EmbeddedFile& file);

  std::string media_type;
  std::string_view plain;
  // Empty where it would save nothing.
  std::string gzipped;
  // The same for both, hence a weak one.
  std::string tag;
  std::string cache_control;
};

}  // namespace zamer::gateway
