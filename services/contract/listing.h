// Lists of estimates and contracts, the newest first.
#pragma once
#include <absl/status/statusor.h>
#include <absl/time/time.h>

#include <algorithm>
#include <asio/awaitable.hpp>
#include <cstddef>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "services/common/names/names.h"
#include "services/common/status/macros.h"
#include "services/common/store/page.h"
#include "services/common/store/store.h"
#include "services/common/time/timestamps.h"
#include "services/contract/contract_records.h"

namespace zamer::contract {

// Cut after this many bytes of records, since gRPC's clients refuse messages over 4 MiB by default.
inline constexpr std::size_t kPageBytes = std::size_t{2} << 20;

// What a page is made of: at most a page of each index that holds a part of the list.
struct Candidates {
  // The list as a whole, to which page tokens belong.
  store::PageQuery query;
  std::vector<store::Key> keys;
  // An index holds more than is here.
  bool more = false;
  // Most records of the page.
  std::size_t size = 0;
};

// `query` names department, page size and token. All records of `kind`, or those of `lead` (unless it is empty) and of
// the leads that were merged with it. INVALID_ARGUMENT for a lead of another department or another list's token.
asio::awaitable<absl::StatusOr<Candidates>> FindCandidates(store::Store& store, std::string_view kind, std::string lead,
                                                           store::PageQuery query, absl::Time deadline);

template <class Record>
struct Page {
  std::vector<Record> records;
  std::string next_page_token;
};

// A record's place in its list.
template <class Record>
store::PagePlace PlaceOf(const Record& record) {
  return {store::Score(FromTimestamp(record.create_time())), std::string(LastSegment(record.name()))};
}

// Sorts candidates and cuts them to a page; at least one record stays.
template <class Record>
Page<Record> MakePage(std::vector<Record> records, const Candidates& candidates) {
  std::ranges::sort(records, [](const Record& a, const Record& b) {
    const store::PagePlace left = PlaceOf(a);
    const store::PagePlace right = PlaceOf(b);
    return std::tie(left.score, left.member) > std::tie(right.score, right.member);
  });
  std::size_t kept = 0;
  for (std::size_t bytes = 0; kept < std::min(records.size(), candidates.size); ++kept) {
    bytes += records[kept].ByteSizeLong();
    if (kept > 0 && bytes > kPageBytes) break;
  }
  Page<Record> page;
  if (kept > 0 && (candidates.more || kept < records.size())) {
    page.next_page_token = store::MakePageToken(candidates.query, PlaceOf(records[kept - 1]));
  }
  records.resize(kept);
  page.records = std::move(records);
  return page;
}

// Answers a List call; `Request` has parent, lead, page_size and page_token.
template <class Record, class Request>
asio::awaitable<absl::StatusOr<Page<Record>>> ListNewest(store::Store& store, std::string_view kind,
                                                         const Request& request, absl::Time deadline) {
  store::PageQuery query{.department = std::string(DepartmentOf(request.parent())),
                         .index = {},
                         .page_size = request.page_size(),
                         .page_token = request.page_token(),
                         .filter = {}};
  ZAMER_CO_ASSIGN_OR_RETURN(const Candidates candidates,
                            co_await FindCandidates(store, kind, request.lead(), std::move(query), deadline));
  ZAMER_CO_ASSIGN_OR_RETURN(auto reads, co_await store.GetAll<Record>(candidates.keys, deadline));
  std::vector<Record> records;
  for (auto& read : reads) {
    if (read.record) records.push_back(Shown(*std::move(read.record), read.version));
  }
  co_return MakePage(std::move(records), candidates);
}

}  // namespace zamer::contract
