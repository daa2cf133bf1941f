// How exact counters lie in a Redis hash: many to a field.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace zamer::store {

// Separates the parts of a counter's field; no part may hold it, and the first must not be empty.
inline constexpr char kPartSeparator = '\x1f';

// Redis spends about 90 bytes on each field of a large hash, far more than a counter is worth. So counters whose fields
// begin alike share one: the row. A counter's column in it is the last two digits of its field (`ta␟345` is `45` of
// `ta␟3`), or else the field's last part (`vk␟l` is `l` of `vk`). See docs/adr/0010-counters-share-fields.md.
struct CounterPlace {
  std::string_view row;
  std::string_view column;
};
CounterPlace PlaceOf(std::string_view field);
// The field at a place.
std::string FieldAt(std::string_view row, std::string_view column);

// The counters of a row, by column.
using Columns = std::vector<std::pair<std::string_view, std::int64_t>>;
// Reads a row as the commit script packs it: a MessagePack map from text to integer, without zeros. Views into
// `packed`; nothing for bytes that the script does not write.
std::optional<Columns> UnpackRow(std::string_view packed);

}  // namespace zamer::store
