// Tables for people and for programs.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace zamer::ctl {

// Rows of cells under a heading.
struct Table {
  std::vector<std::string> heading;
  std::vector<std::vector<std::string>> rows;
  // Columns that hold texts, from the left; the others hold numbers and stand to the right.
  std::size_t text_columns = 1;
};

// Columns side by side, two spaces apart; each line ends in LF.
std::string AsText(const Table& table);
// CSV with LF, fields quoted where they need it.
std::string AsCsv(const Table& table);
// One line of CSV, with its LF.
std::string CsvLine(const std::vector<std::string>& fields);

}  // namespace zamer::ctl
