// Pages of docs/, as the tests read them that hold them to the code.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace zamer::testing {

// The cells of a table's row, without the blanks around them.
using DocRow = std::vector<std::string>;

// A Markdown page. Functions throw std::runtime_error for a file, section or table that is not there, since a test that
// reads nothing finds nothing wrong.
class DocPage {
 public:
  explicit DocPage(const std::string& file);

  const std::string& text() const { return text_; }
  // What is between the heading of level 1 or 2 that holds these words and the next one.
  std::string Section(std::string_view heading) const;
  // The rows of the first table there, without its head.
  std::vector<DocRow> Table(std::string_view heading) const;

 private:
  std::string text_;
};

// What stands in backticks, in order.
std::vector<std::string> Quoted(std::string_view text);

}  // namespace zamer::testing
