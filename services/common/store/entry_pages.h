// Pages of what one record keeps by id.
#pragma once
#include <absl/status/statusor.h>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

#include "services/common/status/macros.h"
#include "services/common/store/page_token.h"

namespace zamer::store {

inline constexpr int kDefaultPage = 50;
inline constexpr int kLargestPage = 1000;

inline int PageSize(int asked) { return asked == 0 ? kDefaultPage : std::min(asked, kLargestPage); }

// A part of a list: [begin, end), and the token of what follows it.
struct EntryPage {
  int begin = 0;
  int end = 0;
  std::string next_page_token = {};
};

// The page of a query. `entries` are in order of their ids, which `id_of` gives; the next page is after the last id, so
// it is right while others come and go. INVALID_ARGUMENT/PAGE_TOKEN_INVALID.
template <class Entries, class IdOf>
absl::StatusOr<EntryPage> PageOf(const Entries& entries, const PageQuery& query, IdOf id_of) {
  EntryPage page;
  if (!query.page_token.empty()) {
    ZAMER_ASSIGN_OR_RETURN(const PagePlace place, ParsePageToken(query));
    const auto after = std::ranges::upper_bound(entries, std::string_view(place.member), {}, id_of);
    page.begin = static_cast<int>(after - entries.begin());
  }
  page.end = std::min(page.begin + PageSize(query.page_size), entries.size());
  if (page.end < entries.size()) {
    page.next_page_token = MakePageToken(query, {0, std::string(id_of(entries[page.end - 1]))});
  }
  return page;
}

}  // namespace zamer::store
