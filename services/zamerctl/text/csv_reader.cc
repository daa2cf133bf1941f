#include "services/zamerctl/text/csv_reader.h"

#include <absl/strings/str_cat.h>

#include <string_view>
#include <utility>

#include "services/common/status/macros.h"

namespace zamer::ctl {
namespace {

constexpr std::size_t kBuffer = 1 << 16;
constexpr int kEnd = -1;
constexpr char kQuote = '"';
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

bool IsLineEnd(int byte) { return byte == '\n' || byte == '\r'; }

}  // namespace

CsvReader::CsvReader(Source source, char delimiter)
    : source_(std::move(source)), delimiter_(delimiter), buffer_(kBuffer) {}

absl::Status CsvReader::Fill() {
  begin_ = 0;
  ZAMER_ASSIGN_OR_RETURN(end_, source_(buffer_));
  return absl::OkStatus();
}

absl::StatusOr<int> CsvReader::Peek() {
  if (begin_ == end_) ZAMER_RETURN_IF_ERROR(Fill());
  return begin_ == end_ ? kEnd : static_cast<unsigned char>(buffer_[begin_]);
}

absl::StatusOr<int> CsvReader::Take() {
  ZAMER_ASSIGN_OR_RETURN(const int byte, Peek());
  if (byte == kEnd) return kEnd;
  ++begin_;
  if (byte == '\n') ++line_;
  if (byte == '\r') {
    ZAMER_ASSIGN_OR_RETURN(const int next, Peek());
    if (next != '\n') ++line_;  // a line of its own; else the LF counts it
  }
  return byte;
}

absl::Status CsvReader::Grow(std::string& field, char byte) {
  if (++size_ > kMaxRecord) {
    return absl::InvalidArgumentError(absl::StrCat("the record that begins on line ", first_line_, " is longer than ",
                                                   kMaxRecord, " bytes; a quote may be open there"));
  }
  field.push_back(byte);
  return absl::OkStatus();
}

absl::Status CsvReader::SkipByteOrderMark() {
  if (started_) return absl::OkStatus();
  started_ = true;
  ZAMER_RETURN_IF_ERROR(Peek().status());
  if (std::string_view(buffer_.data(), end_).starts_with(kByteOrderMark)) begin_ = kByteOrderMark.size();
  return absl::OkStatus();
}

absl::Status CsvReader::SkipBlankLines() {
  while (true) {
    ZAMER_ASSIGN_OR_RETURN(const int byte, Peek());
    if (!IsLineEnd(byte)) return absl::OkStatus();
    ZAMER_RETURN_IF_ERROR(Take().status());
  }
}

absl::Status CsvReader::ReadPlain(std::string& field) {
  while (true) {
    ZAMER_ASSIGN_OR_RETURN(const int byte, Peek());
    if (byte == kEnd || byte == delimiter_ || IsLineEnd(byte)) return absl::OkStatus();
    ZAMER_RETURN_IF_ERROR(Take().status());
    ZAMER_RETURN_IF_ERROR(Grow(field, static_cast<char>(byte)));
  }
}

absl::Status CsvReader::ReadQuoted(CsvRecord& record, std::string& field) {
  ZAMER_RETURN_IF_ERROR(Take().status());  // the opening quote
  while (true) {
    ZAMER_ASSIGN_OR_RETURN(const int byte, Take());
    if (byte == kEnd) {
      return absl::InvalidArgumentError(
          absl::StrCat("the file ends inside the quotes of the record that begins on line ", first_line_));
    }
    if (byte == kQuote) {
      ZAMER_ASSIGN_OR_RETURN(const int next, Peek());
      if (next != kQuote) break;
      ZAMER_RETURN_IF_ERROR(Take().status());
    }
    ZAMER_RETURN_IF_ERROR(Grow(field, static_cast<char>(byte)));
  }
  const std::size_t closed_at = field.size();
  ZAMER_RETURN_IF_ERROR(ReadPlain(field));
  if (field.size() != closed_at) record.fault = "a closing quote is followed by text";
  return absl::OkStatus();
}

absl::StatusOr<bool> CsvReader::EndField() {
  ZAMER_ASSIGN_OR_RETURN(const int byte, Take());
  if (byte == '\r') {
    ZAMER_ASSIGN_OR_RETURN(const int next, Peek());
    if (next == '\n') ZAMER_RETURN_IF_ERROR(Take().status());
  }
  return byte == delimiter_;
}

absl::StatusOr<bool> CsvReader::Next(CsvRecord& record) {
  ZAMER_RETURN_IF_ERROR(SkipByteOrderMark());
  ZAMER_RETURN_IF_ERROR(SkipBlankLines());
  record.fields.clear();
  record.fault.clear();
  record.line = first_line_ = line_;
  size_ = 0;
  ZAMER_ASSIGN_OR_RETURN(const int first, Peek());
  if (first == kEnd) return false;
  for (bool more = true; more;) {
    std::string& field = record.fields.emplace_back();
    ZAMER_ASSIGN_OR_RETURN(const int byte, Peek());
    ZAMER_RETURN_IF_ERROR(byte == kQuote ? ReadQuoted(record, field) : ReadPlain(field));
    ZAMER_ASSIGN_OR_RETURN(more, EndField());
  }
  return true;
}

}  // namespace zamer::ctl
