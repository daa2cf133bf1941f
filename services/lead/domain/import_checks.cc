#include <string>
#include <utility>

#include "services/common/names/names.h"
#include "services/common/status/reasons.h"
#include "services/common/time/timestamps.h"
#include "services/lead/domain/import_rows.h"

namespace zamer::lead {
namespace {

constexpr absl::Duration kSkew = absl::Minutes(5);

RowFault Fault(std::string field, Reason reason, std::string message) {
  return {std::move(field), std::string(ReasonName(reason)), std::move(message)};
}

std::optional<RowFault> CheckTime(bool set, const google::protobuf::Timestamp& time, std::string field,
                                  absl::Time now) {
  static const absl::Time earliest = absl::FromCivil(absl::CivilDay(2000, 1, 1), absl::UTCTimeZone());
  if (!set) return Fault(std::move(field), Reason::kFieldInvalid, "Give the time: a row without it cannot be placed.");
  const absl::Time at = FromTimestamp(time);
  if (at >= earliest && at <= now + kSkew) return std::nullopt;
  return Fault(std::move(field), Reason::kTimeInvalid, "Give a time from 2000 on that is not in the future.");
}

std::optional<RowFault> CheckName(const std::string& name, std::string_view department, std::string field) {
  if (name.empty() || DepartmentOf(name) == department) return std::nullopt;
  return Fault(std::move(field), Reason::kFieldInvalid, "Give a name of the department that is imported into.");
}

bool IsRowState(v1::Lead::State state) {
  return state == v1::Lead::NEW || state == v1::Lead::IN_CORRESPONDENCE || state == v1::Lead::PHONE_CAPTURED ||
         state == v1::Lead::LOST || state == v1::Lead::DISQUALIFIED;
}

}  // namespace

std::optional<RowFault> CheckRow(const v1::ImportedLead& row, std::string_view department, absl::Time now) {
  if (auto fault = CheckTime(row.touch().has_time(), row.touch().time(), "touch.time", now)) return fault;
  if (row.has_close_time()) {
    if (auto fault = CheckTime(true, row.close_time(), "close_time", now)) return fault;
  }
  if (auto fault = CheckName(row.touch().channel(), department, "touch.channel")) return fault;
  if (auto fault = CheckName(row.owner(), department, "owner")) return fault;
  if (IsRowState(row.state())) return std::nullopt;
  return Fault("state", Reason::kFieldInvalid,
               "Give NEW, IN_CORRESPONDENCE, PHONE_CAPTURED, LOST or DISQUALIFIED; later states follow from imported "
               "meetings and contracts.");
}

std::optional<RowFault> CheckRow(const v1::ImportedInteraction& row, std::string_view department, absl::Time now) {
  const v1::Interaction& interaction = row.interaction();
  if (auto fault =
          CheckTime(interaction.has_occurred_time(), interaction.occurred_time(), "interaction.occurred_time", now)) {
    return fault;
  }
  if (auto fault = CheckName(interaction.employee(), department, "interaction.employee")) return fault;
  if (!interaction.external_id().empty()) return std::nullopt;
  return Fault("interaction.external_id", Reason::kFieldInvalid,
               "Give the id in the other CRM: without it an import that is run again would count twice.");
}

}  // namespace zamer::lead
