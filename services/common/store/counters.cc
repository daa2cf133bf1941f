#include "services/common/store/counters.h"

#include <absl/strings/ascii.h>

namespace zamer::store {
namespace {

constexpr std::size_t kDigitsOfAColumn = 2;

// Takes values off the front of a text of MessagePack; after a failure it fails for ever.
class Unpacker {
 public:
  explicit Unpacker(std::string_view packed) : rest_(packed) {}

  bool ok() const { return ok_; }
  bool at_end() const { return rest_.empty(); }

  std::uint64_t MapSize() {
    const unsigned char type = Byte();
    if ((type & 0xf0) == 0x80) return type & 0x0f;
    return type == 0xde ? Unsigned(2) : Fail();
  }

  std::string_view Text() {
    const unsigned char type = Byte();
    const std::uint64_t size = (type & 0xe0) == 0xa0 ? type & 0x1f : type == 0xd9 ? Unsigned(1) : Fail();
    return Take(size);
  }

  std::int64_t Integer() {
    const unsigned char type = Byte();
    if (type < 0x80) return type;
    if (type >= 0xe0) return static_cast<std::int8_t>(type);
    switch (type) {
      case 0xcc:
      case 0xcd:
      case 0xce:
      case 0xcf:
        return static_cast<std::int64_t>(Unsigned(1u << (type - 0xcc)));
      case 0xd0:
        return static_cast<std::int8_t>(Unsigned(1));
      case 0xd1:
        return static_cast<std::int16_t>(Unsigned(2));
      case 0xd2:
        return static_cast<std::int32_t>(Unsigned(4));
      case 0xd3:
        return static_cast<std::int64_t>(Unsigned(8));
      default:
        return static_cast<std::int64_t>(Fail());
    }
  }

 private:
  std::uint64_t Fail() {
    ok_ = false;
    rest_ = {};
    return 0;
  }
  std::string_view Take(std::uint64_t size) {
    if (size > rest_.size()) Fail();
    const std::string_view taken = rest_.substr(0, size);
    rest_.remove_prefix(taken.size());
    return taken;
  }
  unsigned char Byte() { return static_cast<unsigned char>(Unsigned(1)); }
  std::uint64_t Unsigned(std::size_t bytes) {  // big-endian
    std::uint64_t value = 0;
    for (const char c : Take(bytes)) value = value << 8 | static_cast<unsigned char>(c);
    return value;
  }

  std::string_view rest_;
  bool ok_ = true;
};

}  // namespace

CounterPlace PlaceOf(std::string_view field) {
  std::size_t digits = 0;
  while (digits < kDigitsOfAColumn && digits < field.size() && absl::ascii_isdigit(field[field.size() - digits - 1])) {
    ++digits;
  }
  if (digits > 0) return {field.substr(0, field.size() - digits), field.substr(field.size() - digits)};
  const std::size_t separator = field.rfind(kPartSeparator);
  if (separator == std::string_view::npos) return {{}, field};
  return {field.substr(0, separator), field.substr(separator + 1)};
}

std::string FieldAt(std::string_view row, std::string_view column) {
  std::string field(row);
  if (!row.empty() && !absl::ascii_isdigit(column.front())) field.push_back(kPartSeparator);
  return field.append(column);
}

std::optional<Columns> UnpackRow(std::string_view packed) {
  Unpacker unpacker(packed);
  const std::uint64_t size = unpacker.MapSize();
  Columns columns;
  for (std::uint64_t i = 0; i < size && unpacker.ok(); ++i) {
    const std::string_view column = unpacker.Text();
    const std::int64_t value = unpacker.Integer();
    if (!column.empty()) columns.emplace_back(column, value);
  }
  if (!unpacker.ok() || !unpacker.at_end() || columns.size() != size) return std::nullopt;
  return columns;
}

}  // namespace zamer::store
