#include "services/metrics/own_numbers.h"

#include <algorithm>

#include "services/common/status/errors.h"
#include "services/common/status/macros.h"

namespace zamer::metrics {
namespace {

constexpr security::RoleSet Overseers() {
  security::RoleSet roles;
  for (const type::v1::Role role :
       {type::v1::MARKETER, type::v1::SALES_HEAD, type::v1::SERVICE, type::v1::OPERATOR, type::v1::DISPLAY}) {
    roles.Add(role);
  }
  return roles;
}

bool SeesAll(const security::Principal& caller) { return caller.roles.Intersects(Overseers()); }

absl::Status Refused(std::string_view sentence, const security::Principal& caller) {
  return PermissionDenied(Reason::kRoleNotAllowed, sentence,
                          {{"roles", "MARKETER,SALES_HEAD"}, {"employee", caller.subject}});
}

template <class Request>
absl::Status CheckFilters(const Request& request, const security::Principal& caller) {
  const auto keeps_caller = [&](const v1::DimensionFilter& filter) {
    const bool person = filter.dimension() == v1::LEAD_MANAGER || filter.dimension() == v1::DESIGNER;
    return person && filter.values_size() == 1 && filter.values(0) == caller.subject;
  };
  if (SeesAll(caller) || std::ranges::any_of(request.filters(), keeps_caller)) return absl::OkStatus();
  return Refused("Ask for your own numbers: filter by LEAD_MANAGER or DESIGNER with yourself as the only value.",
                 caller);
}

}  // namespace

absl::Status CheckOwn(const v1::QueryKpisRequest& request, const security::Principal& caller) {
  return CheckFilters(request, caller);
}

absl::Status CheckOwn(const v1::GetFunnelRequest& request, const security::Principal& caller) {
  return CheckFilters(request, caller);
}

absl::Status CheckOwn(const v1::WatchBoardRequest& request, const security::Principal& caller) {
  for (const v1::QueryKpisRequest& query : request.queries()) ZAMER_RETURN_IF_ERROR(CheckOwn(query, caller));
  return absl::OkStatus();
}

absl::Status CheckOwn(const v1::ListTargetsRequest& request, const security::Principal& caller) {
  if (SeesAll(caller) || request.employee() == caller.subject) return absl::OkStatus();
  return Refused("Ask for your own targets: give yourself as the employee.", caller);
}

}  // namespace zamer::metrics
