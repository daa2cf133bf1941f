#include "services/zamerctl/text/table.h"

#include <absl/strings/str_replace.h>

#include <algorithm>

namespace zamer::ctl {
namespace {

constexpr std::string_view kGap = "  ";

// Characters, not bytes: a continuation byte of UTF-8 takes no place on the screen.
std::size_t WidthOf(std::string_view text) {
  return static_cast<std::size_t>(
      std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

std::string Padded(const std::string& cell, std::size_t width, bool right) {
  const std::string space(width - std::min(width, WidthOf(cell)), ' ');
  return right ? space + cell : cell + space;
}

std::string Quoted(const std::string& field) {
  if (field.find_first_of(",\"\r\n") == std::string::npos) return field;
  return "\"" + absl::StrReplaceAll(field, {{"\"", "\"\""}}) + "\"";
}

}  // namespace

std::string AsText(const Table& table) {
  std::vector<std::size_t> widths;
  for (const std::string& cell : table.heading) widths.push_back(WidthOf(cell));
  for (const auto& row : table.rows) {
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], WidthOf(row[i]));
  }
  std::string text;
  const auto add = [&](const std::vector<std::string>& row) {
    std::string line;
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (i > 0) line += kGap;
      line += Padded(row[i], widths[i], i >= table.text_columns);
    }
    line.erase(line.find_last_not_of(' ') + 1);
    text += line + "\n";
  };
  add(table.heading);
  for (const auto& row : table.rows) add(row);
  return text;
}

std::string CsvLine(const std::vector<std::string>& fields) {
  std::string line;
  for (const std::string& field : fields) {
    if (&field != &fields.front()) line += ',';
    line += Quoted(field);
  }
  return line + "\n";
}

std::string AsCsv(const Table& table) {
  std::string text = CsvLine(table.heading);
  for (const auto& row : table.rows) text += CsvLine(row);
  return text;
}

}  // namespace zamer::ctl
