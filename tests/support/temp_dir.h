// A directory that lasts as long as the object.
#pragma once
#include <filesystem>
#include <string>

namespace zamer::testing {

class TempDir {
 public:
  TempDir();
  ~TempDir();
  TempDir(const TempDir&) = delete;
  TempDir& operator=(const TempDir&) = delete;

  const std::filesystem::path& path() const { return path_; }
  // The path of a file in it.
  std::string File(const std::string& name) const { return path_ / name; }

 private:
  std::filesystem::path path_;
};

// Replaces the file's content. Throws std::runtime_error when that fails.
void WriteFile(const std::filesystem::path& path, const std::string& content);

}  // namespace zamer::testing
