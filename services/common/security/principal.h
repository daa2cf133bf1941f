#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "zamer/type/v1/role.pb.h"

namespace zamer::security {

// A set of roles; cheap to copy, to build at start and to test on every call.
class RoleSet {
 public:
  constexpr void Add(type::v1::Role role) { bits_ |= uint64_t{1} << role; }
  constexpr bool Has(type::v1::Role role) const { return (bits_ >> role & 1) != 0; }
  constexpr bool Intersects(RoleSet other) const { return (bits_ & other.bits_) != 0; }
  constexpr bool empty() const { return bits_ == 0; }
  friend constexpr bool operator==(RoleSet, RoleSet) = default;

 private:
  uint64_t bits_ = 0;
};

// Who calls, as a verified token says.
struct Principal {
  // `departments/{department}/employees/{employee}` or `services/{service}`.
  std::string subject;
  // Id of the only department the caller may touch, or `*` for all.
  std::string department;
  RoleSet roles;

  // Whether the caller may touch the department with this id.
  bool MayTouch(std::string_view department_id) const { return department == "*" || department == department_id; }
};

}  // namespace zamer::security
