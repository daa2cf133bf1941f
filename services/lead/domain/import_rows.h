// Rows of another CRM's history become leads, whatever the order in which they come.
#pragma once
#include <absl/time/time.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "services/lead/domain/change.h"
#include "services/lead/domain/touches.h"
#include "zamer/lead/v1/lead_service.pb.h"

namespace zamer::lead {

// What is wrong with a row.
struct RowFault {
  std::string field;
  std::string reason;  // wire name of the error vocabulary
  std::string message;
};
// Nothing when the row can be taken: times are known, after 1999 and not in the future; the state is one that rows may
// have; names belong to `department`.
std::optional<RowFault> CheckRow(const v1::ImportedLead& row, std::string_view department, absl::Time now);
std::optional<RowFault> CheckRow(const v1::ImportedInteraction& row, std::string_view department, absl::Time now);

// A row with what was read from it.
struct Deal {
  std::string row_id;  // `{system}/{row_id}`
  const v1::ImportedLead& row;
  std::vector<v1::Phone> phones;
  std::vector<std::string> keys;
};

// A lead while rows of one batch are put into it. What became of it is told once, by Finish.
struct RowsChange {
  // A lead of this name that starts with the batch.
  static RowsChange Start(std::string name, absl::Time now);
  // A lead that is there.
  static RowsChange Continue(v1::LeadRecord record, absl::Time now);

  Change change;
  std::optional<v1::LeadRecord> before = {};
  std::vector<v1::Touch> touches = {};  // new in this batch
  bool arrival_moved = false;           // history has to be counted again
  bool phone_unknown = true;
  bool meeting_unknown = true;
};

// Puts a row into the lead; UNCHANGED when the lead has it, else CREATED for the first row and MERGED for others.
// A lead that was not imported only learns touch and person from a row.
v1::ImportHistoryResponse::Outcome AddRow(RowsChange& rows, const Deal& deal);

// Sets state, owner and times by the rows, and tells LeadCreated, TouchAdded, PhoneCaptured, LeadAssigned,
// LeadDescribed and StateChanged for what differs from before the batch.
void Finish(RowsChange& rows);

// Joins what the rows of two leads say when one is merged into the other. True when rows decide the state of both, and
// then the survivor's is set.
bool JoinRows(Change& survivor, const v1::LeadRecord& other);

}  // namespace zamer::lead
