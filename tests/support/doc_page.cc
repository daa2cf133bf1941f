#include "tests/support/doc_page.h"

#include <absl/strings/str_split.h>
#include <absl/strings/strip.h>

#include <fstream>
#include <iterator>
#include <stdexcept>
#include <utility>

namespace zamer::testing {
namespace {

// A bar with a backslash before it is text.
DocRow CellsOf(std::string_view line) {
  DocRow cells;
  std::string cell;
  for (std::size_t i = 1; i < line.size(); ++i) {
    if (line[i] == '\\' && i + 1 < line.size() && line[i + 1] == '|') {
      cell += line[++i];
    } else if (line[i] == '|') {
      absl::StripAsciiWhitespace(&cell);
      cells.push_back(std::exchange(cell, ""));
    } else {
      cell += line[i];
    }
  }
  return cells;
}

}  // namespace

DocPage::DocPage(const std::string& file) {
  std::ifstream page(file);
  text_.assign(std::istreambuf_iterator<char>(page), {});
  if (text_.empty()) throw std::runtime_error("nothing to read in " + file);
}

std::string DocPage::Section(std::string_view heading) const {
  std::string section;
  bool inside = false;
  for (const std::string& line : std::vector<std::string>(absl::StrSplit(text_, '\n'))) {
    if (line.starts_with("# ") || line.starts_with("## ")) inside = line.find(heading) != std::string::npos;
    if (inside) section += line + "\n";
  }
  if (section.empty()) throw std::runtime_error("no section " + std::string(heading));
  return section;
}

std::vector<DocRow> DocPage::Table(std::string_view heading) const {
  std::vector<DocRow> rows;
  for (const std::string& line : std::vector<std::string>(absl::StrSplit(Section(heading), '\n'))) {
    if (line.starts_with('|')) {
      rows.push_back(CellsOf(line));
    } else if (!rows.empty()) {
      break;
    }
  }
  constexpr std::size_t kHead = 2;  // the names of the columns, and the rule below them
  if (rows.size() <= kHead) throw std::runtime_error("no table in " + std::string(heading));
  rows.erase(rows.begin(), rows.begin() + kHead);
  return rows;
}

std::vector<std::string> Quoted(std::string_view text) {
  std::vector<std::string> quoted;
  for (std::size_t begin = text.find('`'); begin != std::string_view::npos; begin = text.find('`')) {
    const std::size_t end = text.find('`', begin + 1);
    if (end == std::string_view::npos) break;
    quoted.emplace_back(text.substr(begin + 1, end - begin - 1));
    text.remove_prefix(end + 1);
  }
  return quoted;
}

}  // namespace zamer::testing
