// CSV as other programs write it.
#pragma once
#include <absl/status/statusor.h>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace zamer::ctl {

// One line of a table, which may span several lines of the file.
struct CsvRecord {
  std::vector<std::string> fields;
  // Line of the file on which it begins, from 1.
  std::int64_t line = 0;
  // Why it cannot be trusted; empty when it is well formed.
  std::string fault;
};

// Reads records one by one, in bounded memory. Fields may be quoted, and then hold delimiters, line ends and doubled
// quotes; lines end in LF, CRLF or CR; the last one may lack its end; blank lines are no records; a UTF-8 byte order
// mark is skipped. One thread.
class CsvReader {
 public:
  // Fills a buffer; zero bytes at the end.
  using Source = std::function<absl::StatusOr<std::size_t>(std::span<char>)>;

  // Most bytes of one record.
  static constexpr std::size_t kMaxRecord = 1 << 20;

  explicit CsvReader(Source source, char delimiter = ',');

  // The next record; false at the end. A record with text after a closing quote is given with a fault. INVALID_ARGUMENT
  // for a record over kMaxRecord, which is mostly a quote that is never closed, and for one that the end cuts off.
  absl::StatusOr<bool> Next(CsvRecord& record);

 private:
  // The next byte, or -1 at the end.
  absl::StatusOr<int> Peek();
  absl::StatusOr<int> Take();
  absl::Status Fill();
  absl::Status ReadQuoted(CsvRecord& record, std::string& field);
  absl::Status ReadPlain(std::string& field);
  // Whether the record goes on after a field.
  absl::StatusOr<bool> EndField();
  absl::Status SkipByteOrderMark();
  absl::Status SkipBlankLines();
  absl::Status Grow(std::string& field, char byte);

  Source source_;
  char delimiter_;
  std::vector<char> buffer_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  std::int64_t line_ = 1;
  std::int64_t first_line_ = 1;
  std::size_t size_ = 0;
  bool started_ = false;
};

}  // namespace zamer::ctl
