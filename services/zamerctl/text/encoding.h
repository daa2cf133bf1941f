// Texts of other programs as UTF-8.
#pragma once
#include <string>
#include <string_view>

namespace zamer::ctl {

// Turns texts of one encoding into UTF-8. Only encodings in which every ASCII character is its own byte, since files
// are split into fields before: UTF-8, Windows and ISO 8-bit pages, KOI8. One thread.
class Decoder {
 public:
  // By the C library's name, such as `utf-8`, `windows-1251`.
  explicit Decoder(const std::string& encoding);
  ~Decoder();
  Decoder(Decoder&& other) noexcept;
  Decoder& operator=(Decoder&&) = delete;

  // Whether the encoding can be used.
  bool known() const { return known_; }
  // Turns the text into UTF-8, in place; false, and the text as it was, when it is not of the encoding.
  bool Decode(std::string& text) const;

 private:
  void* converter_ = nullptr;
  bool known_ = false;
};

}  // namespace zamer::ctl
