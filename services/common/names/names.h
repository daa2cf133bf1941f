// Resource names: slash-separated pairs of a collection and an id, such as `departments/d1/leads/l1`.
#pragma once
#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace zamer {

// Id of the department that a name belongs to; empty for a name that belongs to none. Views into `name`.
std::string_view DepartmentOf(std::string_view name);

// What follows the last slash: the resource's own id. The whole text where there is no slash.
std::string_view LastSegment(std::string_view name);

// `departments/{id}`.
std::string DepartmentNameOf(std::string_view department);

// The name of a resource below another: Child("departments/d1", "leads", "l1") is `departments/d1/leads/l1`.
std::string Child(std::string_view parent, std::string_view collection, std::string_view id);

// Parsed names. Parse takes a name of exactly its pattern with non-empty ids; whether the ids are well formed is
// checked where requests are (see FieldRules). ToString gives the name back.

struct DepartmentName {
  std::string department;

  static std::optional<DepartmentName> Parse(std::string_view name);
  std::string ToString() const;
  friend auto operator<=>(const DepartmentName&, const DepartmentName&) = default;
};

struct EmployeeName {
  std::string department;
  std::string employee;

  static std::optional<EmployeeName> Parse(std::string_view name);
  std::string ToString() const;
  friend auto operator<=>(const EmployeeName&, const EmployeeName&) = default;
};

struct MeetingName {
  std::string department;
  std::string meeting;

  static std::optional<MeetingName> Parse(std::string_view name);
  std::string ToString() const;
  friend auto operator<=>(const MeetingName&, const MeetingName&) = default;
};

struct LeadName {
  std::string department;
  std::string lead;

  static std::optional<LeadName> Parse(std::string_view name);
  std::string ToString() const;
  friend auto operator<=>(const LeadName&, const LeadName&) = default;
};

struct ContractName {
  std::string department;
  std::string contract;

  static std::optional<ContractName> Parse(std::string_view name);
  std::string ToString() const;
  friend auto operator<=>(const ContractName&, const ContractName&) = default;
};

struct EstimateName {
  std::string department;
  std::string estimate;

  static std::optional<EstimateName> Parse(std::string_view name);
  std::string ToString() const;
  friend auto operator<=>(const EstimateName&, const EstimateName&) = default;
};

}  // namespace zamer
