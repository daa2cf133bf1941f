// docs/redis-keys.md as patterns of keys.
#pragma once
#include <regex>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/doc_page.h"

namespace zamer::testing {

// A row of a table, for one service and one kind of record.
struct KeyRow {
  // As the page has it, such as `lead:{<p>}:in-queue:<d>`.
  std::string key;
  // Its first group is the partition, its second the department where the key has one.
  std::regex regex;
  DocRow cells;
};
using KeyRows = std::vector<KeyRow>;

struct RedisKeysPage {
  // Reads the pages below `root`, the folder of the sources.
  explicit RedisKeysPage(const std::string& root);

  // What a service has; instead of any kind of record, those that are listed.
  KeyRows shapes;
  KeyRows indexes;
  // By the table of docs/events.md that says who follows whom.
  KeyRows cursors;
};

std::vector<const KeyRow*> RowsFor(const KeyRows& rows, const std::string& key);

// A key without service and partition, such as `in-queue:d1`.
std::string_view WithoutPartition(std::string_view key);

}  // namespace zamer::testing
