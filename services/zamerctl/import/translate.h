// Rows of files become messages of the API.
#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "services/zamerctl/import/fault.h"
#include "services/zamerctl/import/mapping.h"
#include "services/zamerctl/import/row_reader.h"
#include "services/zamerctl/import/table_file.h"
#include "zamer/contract/v1/contract_service.pb.h"
#include "zamer/lead/v1/lead_service.pb.h"

namespace zamer::ctl {

// A row as a message, or why it is none: with faults the message is not to be sent.
template <typename Message>
struct Translated {
  Message message;
  // Id of the person in the other CRM; empty for spend.
  std::string person;
  std::vector<Fault> faults;
  std::vector<Fault> warnings;
};

// Translates rows of the mapping's sections; the section must be there. Ids with `number_repeats` count from the first
// row that the object sees, so rows are given once and in the order of the file. One thread.
class Translator {
 public:
  // Both must outlive it.
  Translator(const Mapping& mapping, const Lookups& lookups);

  Translated<lead::v1::ImportedLead> Lead(const Row& row);
  Translated<lead::v1::ImportedInteraction> Interaction(const Row& row);
  // Without the lead, which the services name.
  Translated<contract::v1::ImportedContract> Contract(const Row& row);
  Translated<lead::v1::Spend> Spend(const Row& row);

  // `departments/{department}`.
  const std::string& department() const { return department_; }

 private:
  RowReader Reader(const Section& section, const Row& row) const;
  // The resource name that a text stands for; empty for an empty text.
  std::string NameOf(std::string_view collection, const std::string& text) const;
  type::v1::Money Amount(std::int64_t minor_units) const;
  void AddPayments(const Row& row, Translated<contract::v1::ImportedContract>& result);

  const Mapping& mapping_;
  const Lookups& lookups_;
  std::string department_;
  Repeats lead_ids_;
  Repeats interaction_ids_;
  Repeats contract_ids_;
};

}  // namespace zamer::ctl
