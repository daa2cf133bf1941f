#include "services/zamerctl/import/survey.h"

#include <absl/strings/str_cat.h>
#include <absl/strings/str_join.h>

#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include "services/common/status/macros.h"
#include "services/zamerctl/import/table_file.h"
#include "services/zamerctl/text/ids.h"

namespace zamer::ctl {
namespace {

// Columns that the mapping names, by file.
using NamedColumns = std::map<std::string, std::set<std::string>>;

void AddColumns(const std::string& file, const Fields& fields, NamedColumns& columns) {
  std::set<std::string>& here = columns[file];
  for (const auto& [name, field] : fields) {
    for (const Template& source : field.any_of) {
      for (const Template::Piece& piece : source.pieces) {
        if (piece.is_column) here.insert(piece.text);
      }
    }
    if (!field.not_before.empty()) here.insert(field.not_before);
    if (field.lookup) columns[field.lookup->file].insert({field.lookup->match, field.lookup->take});
  }
}

NamedColumns ColumnsOf(const Mapping& mapping) {
  NamedColumns columns;
  ForEachSection(mapping, [&](std::string_view, const Section& section) {
    AddColumns(section.file, section.fields, columns);
    for (const Fields& payment : section.payments) AddColumns(section.file, payment, columns);
    for (const auto* conditions : {&section.select, &section.reject}) {
      for (const Condition& condition : *conditions) columns[section.file].insert(condition.column);
    }
  });
  return columns;
}

std::set<Lookup> LookupsOf(const Mapping& mapping) {
  std::set<Lookup> lookups;
  const auto add = [&](const Fields& fields) {
    for (const auto& [name, field] : fields) {
      if (field.lookup) lookups.insert(*field.lookup);
    }
  };
  ForEachSection(mapping, [&](std::string_view, const Section& section) {
    add(section.fields);
    for (const Fields& payment : section.payments) add(payment);
  });
  return lookups;
}

absl::Status CheckColumns(const Mapping& mapping, const std::string& folder, const NamedColumns& columns) {
  std::vector<std::string> faults;
  for (const auto& [name, wanted] : columns) {
    const absl::StatusOr<std::unique_ptr<TableFile>> file = TableFile::Open(folder, mapping.files.at(name));
    if (!file.ok()) {
      faults.emplace_back(file.status().message());
      continue;
    }
    for (const std::string& column : wanted) {
      if (!(*file)->columns().contains(column)) {
        faults.push_back(absl::StrCat(mapping.files.at(name).path, " has no column `", column, "`"));
      }
    }
  }
  return faults.empty() ? absl::OkStatus() : absl::InvalidArgumentError(absl::StrJoin(faults, "\n"));
}

// Reads the file to its end, for its digest and the lookups into it.
absl::StatusOr<std::string> ReadLookups(const std::string& folder, const std::string& name, const FileSpec& spec,
                                        Lookups& lookups) {
  ZAMER_ASSIGN_OR_RETURN(const std::unique_ptr<TableFile> file, TableFile::Open(folder, spec));
  while (true) {
    ZAMER_ASSIGN_OR_RETURN(const std::optional<Row> row, file->Next());
    if (!row) return file->ContentDigest();
    for (auto& [lookup, values] : lookups) {
      if (lookup.file != name || !row->fault().empty() || row->Get(lookup.match).empty()) continue;
      values.try_emplace(std::string(row->Get(lookup.match)), row->Get(lookup.take));
    }
  }
}

// Names gathered from rows, and those that cannot be told apart.
class Names {
 public:
  explicit Names(std::map<std::string, std::string>& by_id) : by_id_(by_id) {}

  void Add(const std::string& name) {
    if (name.empty() || !seen_.insert(name).second) return;
    const auto [at, added] = by_id_.try_emplace(IdOf(name), name);
    if (!added) {
      faults_.push_back(absl::StrCat("`", name, "` and `", at->second, "` would both get the id `", at->first,
                                     "`: give them one name by a value table"));
    }
  }
  const std::vector<std::string>& faults() const { return faults_; }

 private:
  std::map<std::string, std::string>& by_id_;
  std::set<std::string> seen_;
  std::vector<std::string> faults_;
};

absl::Status GatherNames(const Mapping& mapping, const std::string& folder, Survey& survey) {
  Names employees(survey.employees);
  Names channels(survey.channels);
  absl::Status status;
  ForEachSection(mapping, [&](std::string_view, const Section& section) {
    const auto read = [&]() -> absl::Status {
      ZAMER_ASSIGN_OR_RETURN(const auto file, TableFile::Open(folder, mapping.files.at(section.file)));
      while (true) {
        ZAMER_ASSIGN_OR_RETURN(const std::optional<Row> row, file->Next());
        if (!row) return absl::OkStatus();
        if (!IsSelected(section, *row) || RejectedAsWhole(section, *row)) continue;
        RowReader reader(mapping, survey.lookups, section.fields, *row);
        for (const std::string_view field : {"owner", "employee", "designer"}) employees.Add(reader.Text(field));
        channels.Add(reader.Text("channel"));
      }
    };
    if (status.ok()) status = read();
  });
  ZAMER_RETURN_IF_ERROR(status);
  std::vector<std::string> faults = employees.faults();
  faults.insert(faults.end(), channels.faults().begin(), channels.faults().end());
  return faults.empty() ? absl::OkStatus() : absl::InvalidArgumentError(absl::StrJoin(faults, "\n"));
}

}  // namespace

absl::StatusOr<Survey> SurveyFiles(const Mapping& mapping, const std::string& folder) {
  const NamedColumns columns = ColumnsOf(mapping);
  ZAMER_RETURN_IF_ERROR(CheckColumns(mapping, folder, columns));
  Survey survey;
  for (const Lookup& lookup : LookupsOf(mapping)) survey.lookups[lookup];
  std::string digests;
  for (const auto& [name, wanted] : columns) {
    ZAMER_ASSIGN_OR_RETURN(const std::string digest, ReadLookups(folder, name, mapping.files.at(name), survey.lookups));
    absl::StrAppend(&digests, name, "=", digest, "\n");
  }
  survey.digest = Digest(digests);
  ZAMER_RETURN_IF_ERROR(GatherNames(mapping, folder, survey));
  return survey;
}

}  // namespace zamer::ctl
