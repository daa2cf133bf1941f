#include "services/contract/listing.h"

#include "services/common/status/errors.h"
#include "services/contract/domain/lead_meetings.h"
#include "services/contract/domain/refusals.h"
#include "zamer/contract/v1/contract_records.pb.h"

namespace zamer::contract {
namespace {

constexpr int kDefaultPage = 50;
constexpr int kLargestPage = 1000;

// The indexes of a lead and of all that were merged with it, whichever of them is asked for.
asio::awaitable<absl::StatusOr<std::vector<std::string>>> IndexesOfLead(store::Store& store, std::string_view kind,
                                                                        std::string lead, absl::Time deadline) {
  for (int merges = 0; merges < kMostMerges; ++merges) {
    ZAMER_CO_ASSIGN_OR_RETURN(auto read, co_await store.Get<v1::LeadMeetings>(KeyOf(kLeadKind, lead), deadline));
    std::vector<std::string> indexes;
    indexes.push_back(LeadIndex(kind, lead));
    if (!read.record) co_return indexes;
    if (read.record->merged_into().empty()) {
      for (const std::string& merged : read.record->merged()) indexes.push_back(LeadIndex(kind, merged));
      co_return indexes;
    }
    lead = read.record->merged_into();
  }
  co_return Internal("a lead's merges do not end", {{"lead", lead}});
}

}  // namespace

asio::awaitable<absl::StatusOr<Candidates>> FindCandidates(store::Store& store, std::string_view kind, std::string lead,
                                                           store::PageQuery query, absl::Time deadline) {
  if (!lead.empty() && DepartmentOf(lead) != query.department) {
    co_return FieldRefused("lead", "must be of the department in parent");
  }
  std::vector<std::string> indexes;
  query.order = store::Order::kDescending;
  if (lead.empty()) {
    query.index = ListIndex(kind);
    indexes.push_back(query.index);
  } else {
    query.index = LeadIndex(kind, lead);
    ZAMER_CO_ASSIGN_OR_RETURN(indexes, co_await IndexesOfLead(store, kind, lead, deadline));
  }
  Candidates found;
  found.size = static_cast<std::size_t>(query.page_size == 0 ? kDefaultPage : std::min(query.page_size, kLargestPage));
  for (std::string& index : indexes) {
    store::PageQuery part = query;
    part.index = std::move(index);
    if (!query.page_token.empty()) {
      ZAMER_CO_ASSIGN_OR_RETURN(const store::PagePlace place, store::ParsePageToken(query));
      part.page_token = store::MakePageToken(part, place);
    }
    ZAMER_CO_ASSIGN_OR_RETURN(store::IdPage page, co_await store::ListIds(store, std::move(part), deadline));
    found.more = found.more || !page.next_page_token.empty();
    for (std::string& id : page.ids) found.keys.push_back({query.department, std::string(kind), std::move(id)});
  }
  found.query = std::move(query);
  co_return found;
}

}  // namespace zamer::contract
