#include "services/common/names/names.h"

#include <initializer_list>
#include <utility>

namespace zamer {
namespace {

constexpr std::string_view kDepartments = "departments";
constexpr std::string_view kEmployees = "employees";
constexpr std::string_view kMeetings = "meetings";
constexpr std::string_view kLeads = "leads";
constexpr std::string_view kContracts = "contracts";
constexpr std::string_view kEstimates = "estimates";

// Cuts the text up to the next slash, and the slash, off `rest`.
std::string_view TakeSegment(std::string_view& rest) {
  const std::size_t slash = rest.find('/');
  const std::string_view segment = rest.substr(0, slash);
  rest.remove_prefix(slash == std::string_view::npos ? rest.size() : slash + 1);
  return segment;
}

std::string Join(std::initializer_list<std::string_view> parts) {
  std::string joined;
  for (const std::string_view part : parts) {
    if (!joined.empty()) joined += '/';
    joined += part;
  }
  return joined;
}

// The ids of `departments/{first}/{collection}/{second}`.
std::optional<std::pair<std::string, std::string>> ParseChild(std::string_view name, std::string_view collection) {
  std::string_view rest = name;
  const bool in_department = TakeSegment(rest) == kDepartments;
  const std::string_view department = TakeSegment(rest);
  const bool in_collection = TakeSegment(rest) == collection;
  if (!in_department || !in_collection || department.empty() || rest.empty() ||
      rest.find('/') != std::string_view::npos) {
    return std::nullopt;
  }
  return std::pair(std::string(department), std::string(rest));
}

template <class Name>
std::optional<Name> ParseAs(std::string_view name, std::string_view collection) {
  auto ids = ParseChild(name, collection);
  if (!ids) return std::nullopt;
  return Name{std::move(ids->first), std::move(ids->second)};
}

}  // namespace

std::string_view DepartmentOf(std::string_view name) {
  if (TakeSegment(name) != kDepartments) return {};
  return TakeSegment(name);
}

std::string_view LastSegment(std::string_view name) {
  const std::size_t slash = name.rfind('/');
  return slash == std::string_view::npos ? name : name.substr(slash + 1);
}

std::string DepartmentNameOf(std::string_view department) { return Join({kDepartments, department}); }

std::string Child(std::string_view parent, std::string_view collection, std::string_view id) {
  return Join({parent, collection, id});
}

std::optional<DepartmentName> DepartmentName::Parse(std::string_view name) {
  std::string_view rest = name;
  if (TakeSegment(rest) != kDepartments || rest.empty() || rest.find('/') != std::string_view::npos) {
    return std::nullopt;
  }
  return DepartmentName{std::string(rest)};
}
std::string DepartmentName::ToString() const { return DepartmentNameOf(department); }

std::optional<EmployeeName> EmployeeName::Parse(std::string_view name) {
  return ParseAs<EmployeeName>(name, kEmployees);
}
std::string EmployeeName::ToString() const { return Join({kDepartments, department, kEmployees, employee}); }

std::optional<MeetingName> MeetingName::Parse(std::string_view name) { return ParseAs<MeetingName>(name, kMeetings); }
std::string MeetingName::ToString() const { return Join({kDepartments, department, kMeetings, meeting}); }

std::optional<LeadName> LeadName::Parse(std::string_view name) { return ParseAs<LeadName>(name, kLeads); }
std::string LeadName::ToString() const { return Join({kDepartments, department, kLeads, lead}); }

std::optional<ContractName> ContractName::Parse(std::string_view name) {
  return ParseAs<ContractName>(name, kContracts);
}
std::string ContractName::ToString() const { return Join({kDepartments, department, kContracts, contract}); }

std::optional<EstimateName> EstimateName::Parse(std::string_view name) {
  return ParseAs<EstimateName>(name, kEstimates);
}
std::string EstimateName::ToString() const { return Join({kDepartments, department, kEstimates, estimate}); }

}  // namespace zamer
