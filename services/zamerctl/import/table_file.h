// The files of an export as rows with named columns.
#pragma once

#include <absl/status/statusor.h>
#include <openssl/evp.h>

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "services/zamerctl/import/mapping.h"
#include "services/zamerctl/text/csv_reader.h"
#include "services/zamerctl/text/encoding.h"
#include "services/zamerctl/text/input_file.h"

namespace zamer::ctl {

// Column names of a file, to their places.
using Columns = std::map<std::string, std::size_t, std::less<>>;

// One row of a file. Lives as long as its record and its file.
class Row {
 public:
  Row(const Columns& columns, const CsvRecord& record) : columns_(&columns), record_(&record) {}

  // The text of a column; empty for a column that the file does not have.
  std::string_view Get(std::string_view column) const;
  // Line of the file, from 1.
  std::int64_t line() const { return record_->line; }
  // Why the row as a whole cannot be read; empty when it can.
  const std::string& fault() const { return record_->fault; }

 private:
  const Columns* columns_;
  const CsvRecord* record_;
};

// Reads a file row by row; its first record names the columns. One thread.
class TableFile {
 public:
  // NOT_FOUND when there is no such file, INVALID_ARGUMENT when it has no heading or names a column twice.
  static absl::StatusOr<std::unique_ptr<TableFile>> Open(const std::string& folder, const FileSpec& spec);

  const Columns& columns() const { return columns_; }
  // The next row, or nothing at the end; it stays until the next call. A row that cannot be read as UTF-8 or has more
  // or fewer fields than the heading is given with a fault.
  absl::StatusOr<std::optional<Row>> Next();
  // SHA-256, in hexadecimal, of the unpacked bytes; after the end only.
  std::string ContentDigest();

 private:
  struct Free {
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
  };

  TableFile(InputFile file, const FileSpec& spec);
  absl::Status ReadHeading();
  void CheckRecord();

  InputFile file_;
  std::unique_ptr<EVP_MD_CTX, Free> digest_;
  CsvReader reader_;
  Decoder decoder_;
  std::string path_;
  Columns columns_;
  CsvRecord record_;
};

}  // namespace zamer::ctl
