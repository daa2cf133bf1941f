#include "services/metrics/whose_numbers.h"

#include <algorithm>
#include <initializer_list>
#include <string_view>
#include <utility>

#include "services/common/status/errors.h"
#include "services/common/status/macros.h"

namespace zamer::metrics {
namespace {

enum class Whose { kDepartments, kOwn, kSomebodys };

constexpr security::RoleSet RolesOf(std::initializer_list<type::v1::Role> roles) {
  security::RoleSet set;
  for (const type::v1::Role role : roles) set.Add(role);
  return set;
}

constexpr security::RoleSet kSeeEverybodys =
    RolesOf({type::v1::MARKETER, type::v1::SALES_HEAD, type::v1::SERVICE, type::v1::OPERATOR});
constexpr security::RoleSet kSeeDepartments = RolesOf({type::v1::DISPLAY});
constexpr security::RoleSet kSeeOwn = RolesOf({type::v1::LEAD_MANAGER, type::v1::OFFICE_MANAGER, type::v1::DESIGNER});

bool MayAsk(const security::Principal& caller, Whose whose) {
  return SeesEverybodys(caller) || (whose == Whose::kDepartments && caller.roles.Intersects(kSeeDepartments)) ||
         (whose == Whose::kOwn && caller.roles.Intersects(kSeeOwn));
}

bool IsPerson(int dimension) { return dimension == v1::LEAD_MANAGER || dimension == v1::DESIGNER; }

Whose WhoseAre(const google::protobuf::RepeatedPtrField<v1::DimensionFilter>& filters,
               const google::protobuf::RepeatedField<int>& splits, const security::Principal& caller) {
  const auto by_person = [](const v1::DimensionFilter& filter) { return IsPerson(filter.dimension()); };
  const auto keeps_caller = [&](const v1::DimensionFilter& filter) {
    return by_person(filter) && filter.values_size() == 1 && filter.values(0) == caller.subject;
  };
  if (std::ranges::any_of(filters, keeps_caller)) return Whose::kOwn;
  const bool somebodys = std::ranges::any_of(filters, by_person) || std::ranges::any_of(splits, IsPerson);
  return somebodys ? Whose::kSomebodys : Whose::kDepartments;
}

Whose WhoseAre(const v1::ListTargetsRequest& request, const security::Principal& caller) {
  if (request.employee().empty()) return Whose::kDepartments;
  return request.employee() == caller.subject ? Whose::kOwn : Whose::kSomebodys;
}

// What to ask for instead.
struct Advice {
  std::string_view to_people;
  std::string_view to_screens;
};

constexpr Advice kFilter = {
    .to_people = "Ask for your own numbers: filter by LEAD_MANAGER or DESIGNER with yourself as the only value.",
    .to_screens = "Ask for the department's numbers: neither split nor filter by LEAD_MANAGER or DESIGNER."};
// Only people have cases to ask for.
constexpr Advice kCases = {.to_people = kFilter.to_people, .to_screens = kFilter.to_people};
constexpr Advice kEmployee = {.to_people = "Ask for your own targets: give yourself as the employee.",
                              .to_screens = "Ask for the department's targets: give no employee."};

absl::Status Check(Whose whose, const security::Principal& caller, const Advice& advice) {
  if (MayAsk(caller, whose)) return absl::OkStatus();
  Metadata metadata = {{"roles", "MARKETER,SALES_HEAD"}};
  if (caller.roles.Intersects(kSeeDepartments)) {
    return PermissionDenied(Reason::kRoleNotAllowed, advice.to_screens, std::move(metadata));
  }
  metadata.emplace_back("employee", caller.subject);
  return PermissionDenied(Reason::kRoleNotAllowed, advice.to_people, std::move(metadata));
}

}  // namespace

bool SeesEverybodys(const security::Principal& caller) { return caller.roles.Intersects(kSeeEverybodys); }

absl::Status CheckMayAsk(const v1::QueryKpisRequest& request, const security::Principal& caller) {
  return Check(WhoseAre(request.filters(), request.dimensions(), caller), caller, kFilter);
}

absl::Status CheckMayAsk(const v1::GetFunnelRequest& request, const security::Principal& caller) {
  return Check(WhoseAre(request.filters(), {}, caller), caller, kFilter);
}

absl::Status CheckMayAsk(const v1::WatchBoardRequest& request, const security::Principal& caller) {
  for (const v1::QueryKpisRequest& query : request.queries()) ZAMER_RETURN_IF_ERROR(CheckMayAsk(query, caller));
  return absl::OkStatus();
}

absl::Status CheckMayAsk(const v1::ListCasesRequest& request, const security::Principal& caller) {
  const Whose whose = WhoseAre(request.filters(), {}, caller);
  return Check(whose == Whose::kOwn ? whose : Whose::kSomebodys, caller, kCases);
}

absl::Status CheckMayAsk(const v1::ListTargetsRequest& request, const security::Principal& caller) {
  return Check(WhoseAre(request, caller), caller, kEmployee);
}

}  // namespace zamer::metrics
