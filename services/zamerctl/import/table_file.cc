#include "services/zamerctl/import/table_file.h"

#include <absl/strings/escaping.h>
#include <absl/strings/str_cat.h>

#include <utility>

#include "services/common/status/macros.h"

namespace zamer::ctl {

std::string_view Row::Get(std::string_view column) const {
  const auto at = columns_->find(column);
  if (at == columns_->end() || at->second >= record_->fields.size()) return {};
  return record_->fields[at->second];
}

TableFile::TableFile(InputFile file, const FileSpec& spec)
    : file_(std::move(file)),
      digest_(EVP_MD_CTX_new()),
      reader_(
          [this](std::span<char> buffer) -> absl::StatusOr<std::size_t> {
            ZAMER_ASSIGN_OR_RETURN(const std::size_t read, file_.Read(buffer));
            EVP_DigestUpdate(digest_.get(), buffer.data(), read);
            return read;
          },
          spec.delimiter),
      decoder_(spec.encoding),
      path_(spec.path) {
  EVP_DigestInit_ex(digest_.get(), EVP_sha256(), nullptr);
}

absl::StatusOr<std::unique_ptr<TableFile>> TableFile::Open(const std::string& folder, const FileSpec& spec) {
  ZAMER_ASSIGN_OR_RETURN(InputFile file, InputFile::Open(folder + "/" + spec.path));
  std::unique_ptr<TableFile> table(new TableFile(std::move(file), spec));
  ZAMER_RETURN_IF_ERROR(table->ReadHeading());
  return table;
}

absl::Status TableFile::ReadHeading() {
  ZAMER_ASSIGN_OR_RETURN(const bool there, reader_.Next(record_));
  if (!there) return absl::InvalidArgumentError(absl::StrCat(path_, " is empty: its first line must name the columns"));
  for (std::size_t i = 0; i < record_.fields.size(); ++i) {
    std::string name = record_.fields[i];
    decoder_.Decode(name);
    if (!columns_.try_emplace(name, i).second) {
      return absl::InvalidArgumentError(absl::StrCat(path_, " has two columns `", name, "`"));
    }
  }
  return absl::OkStatus();
}

absl::StatusOr<std::optional<Row>> TableFile::Next() {
  absl::StatusOr<bool> there = reader_.Next(record_);
  if (!there.ok()) {
    return absl::Status(there.status().code(), absl::StrCat(path_, ": ", there.status().message()));
  }
  if (!*there) return std::nullopt;
  CheckRecord();
  return Row(columns_, record_);
}

void TableFile::CheckRecord() {
  if (!record_.fault.empty()) return;
  if (record_.fields.size() != columns_.size()) {
    record_.fault = absl::StrCat("it has ", record_.fields.size(), " fields, the heading names ", columns_.size());
    return;
  }
  for (std::string& field : record_.fields) {
    if (!decoder_.Decode(field)) record_.fault = "it is not in the encoding that the mapping names";
  }
}

std::string TableFile::ContentDigest() {
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned size = 0;
  EVP_DigestFinal_ex(digest_.get(), digest, &size);
  return absl::BytesToHexString(absl::string_view(reinterpret_cast<const char*>(digest), size));
}

}  // namespace zamer::ctl
