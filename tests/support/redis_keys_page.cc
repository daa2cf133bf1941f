#include "tests/support/redis_keys_page.h"

#include <absl/strings/str_replace.h>
#include <absl/strings/str_split.h>

#include <cctype>
#include <map>
#include <stdexcept>
#include <utility>

namespace zamer::testing {
namespace {

// What may stand for a `<name>`.
const std::string& PatternOf(const std::string& name) {
  static const std::map<std::string, std::string> kPatterns = {
      {"p", R"((\d\d))"},
      {"d", R"(([a-z0-9][a-z0-9-]*|directory\.\d+|~\d+))"},
      {"id", ".+"},
      {"value", ".+"},
      {"name", ".+"},
      {"index", ".+"},
      {"request_id", "[!-~]+"},
      {"feed", "(?:lead|scheduling|contract)"},
      {"job", "(?:timers|deliver|consume-(?:lead|scheduling|contract))"},
      {"employee", "[a-z0-9-]+"},
      {"lead", "[a-z0-9-]+"},
      {"channel", "[a-z0-9-]+"},
      {"way_in", "[a-z0-9-]+"},
      {"list", "[A-Z]+"},
      {"city", ".+"},
      {"state", "[A-Z_]+"},
      {"reason", "[A-Z_]+"},
      {"minute", R"(\d+)"},
      {"fingerprint", "[A-Za-z0-9_-]{22}"},
      {"basis", "(?:event|cohort)"},
      {"combination", R"([a-z_]+(?:\+[a-z_]+){0,4})"},
      {"month", R"(\d{4}-\d\d)"},
      {"day", R"((?:\d{4}-\d\d-\d\d|unknown))"},
  };
  if (const auto found = kPatterns.find(name); found != kPatterns.end()) return found->second;
  throw std::runtime_error("nothing says what <" + name + "> may be");
}

std::regex RegexOf(const std::string& key) {
  std::string regex;
  for (std::size_t i = 0; i < key.size(); ++i) {
    if (key[i] == '<') {
      const std::size_t end = key.find('>', i);
      regex += PatternOf(key.substr(i + 1, end - i - 1));
      i = end;
    } else {
      if (std::ispunct(static_cast<unsigned char>(key[i])) != 0) regex += '\\';
      regex += key[i];
    }
  }
  return std::regex(regex);
}

KeyRow MakeRow(const std::string& key, DocRow cells) { return {key, RegexOf(key), std::move(cells)}; }

std::string KeyIn(const std::string& cell) { return Quoted(cell).at(0); }

std::vector<std::string> ServicesIn(const std::string& cell) {
  if (cell == "all") return {"lead", "scheduling", "contract", "metrics", "gateway", "intake"};
  return absl::StrSplit(cell, ", ");
}

// A shape in one service; of records, one for each kind that the service has.
KeyRows RowsOf(const DocRow& shape, const std::string& service, const std::vector<DocRow>& kinds) {
  const std::string key = absl::StrReplaceAll(KeyIn(shape[0]), {{"<service>", service}});
  if (key.find("<kind>") == std::string::npos) return {MakeRow(key, shape)};
  KeyRows rows;
  for (const DocRow& kind : kinds) {
    if (kind[0] == service) rows.push_back(MakeRow(absl::StrReplaceAll(key, {{"<kind>", KeyIn(kind[1])}}), shape));
  }
  return rows;
}

}  // namespace

RedisKeysPage::RedisKeysPage(const std::string& root) {
  const DocPage page(root + "/docs/redis-keys.md");
  const std::vector<DocRow> kinds = page.Table("Kinds of records");
  for (const DocRow& cells : page.Table("What a service has")) {
    for (const std::string& service : ServicesIn(cells[2])) {
      for (KeyRow& row : RowsOf(cells, service, kinds)) shapes.push_back(std::move(row));
    }
  }
  for (const DocRow& cells : page.Table("Indexes and counters")) {
    indexes.push_back(MakeRow(cells[0] + ":{<p>}:" + KeyIn(cells[1]), cells));
  }
  for (const DocRow& cells : DocPage(root + "/docs/events.md").Table("Who follows whom")) {
    for (const std::string& feed : ServicesIn(cells[1])) {
      cursors.push_back(MakeRow(cells[0] + ":{<p>}:cursor:" + feed, cells));
    }
  }
}

std::vector<const KeyRow*> RowsFor(const KeyRows& rows, const std::string& key) {
  std::vector<const KeyRow*> fitting;
  for (const KeyRow& row : rows) {
    if (std::regex_match(key, row.regex)) fitting.push_back(&row);
  }
  return fitting;
}

std::string_view WithoutPartition(std::string_view key) {
  const std::size_t end = key.find("}:");
  return end == std::string_view::npos ? key : key.substr(end + 2);
}

}  // namespace zamer::testing
