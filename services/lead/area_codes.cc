#include "services/lead/area_codes.h"

#include <algorithm>
#include <utility>

#include "services/common/names/names.h"
#include "services/common/status/macros.h"
#include "services/lead/domain/market.h"
#include "services/lead/lead_reads.h"
#include "services/lead/lead_records.h"
#include "services/lead/phones.h"
#include "services/lead/requests.h"

namespace zamer::lead {
namespace {

asio::awaitable<absl::StatusOr<std::string>> Peek(const LeadParts& parts, const rpc::Call& call, std::string department,
                                                  std::string city) {
  if (city.empty()) co_return std::string();
  ZAMER_CO_ASSIGN_OR_RETURN(const auto read,
                            co_await parts.store.Get<v1::CityList>(CitiesKey(department), call.deadline()));
  co_return read.record ? AreaCodeOf(*read.record, city) : std::string();
}

}  // namespace

std::string AreaCodeOf(const v1::CityList& cities, std::string_view city) {
  const v1::CityList::Entry* const entry = FindCitySpelled(cities, city);
  return entry == nullptr ? std::string() : entry->city().area_code();
}

asio::awaitable<absl::StatusOr<std::string>> AreaCodeFor(const LeadParts& parts, const rpc::Call& call,
                                                         const v1::CreateLeadRequest& request) {
  const bool local = MayBeLocal(request.text()) || std::ranges::any_of(request.lead().phones(), [](const auto& phone) {
                       return MayBeLocal(TypedText(phone));
                     });
  if (!local) co_return std::string();
  co_return co_await Peek(parts, call, std::string(LastSegment(request.parent())), request.lead().city());
}

asio::awaitable<absl::StatusOr<std::string>> AreaCodeFor(const LeadParts& parts, const rpc::Call& call,
                                                         const v1::CapturePhoneRequest& request) {
  if (!MayBeLocal(TypedText(request.phone()))) co_return std::string();
  ZAMER_CO_ASSIGN_OR_RETURN(const v1::Lead lead, co_await ReadLead(parts, call, request.name()));
  co_return co_await Peek(parts, call, std::string(DepartmentOf(request.name())), lead.city());
}

asio::awaitable<absl::StatusOr<std::string>> AreaCodeFor(const LeadParts& parts, const rpc::Call& call,
                                                         const v1::Visit& visit, const v1::Phone& phone) {
  if (!MayBeLocal(TypedText(phone))) co_return std::string();
  co_return co_await Peek(parts, call, std::string(DepartmentOf(visit.name())), visit.city());
}

}  // namespace zamer::lead
