#include "services/lead/lead_reads.h"

#include <absl/strings/str_cat.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <numeric>
#include <utility>
#include <vector>

#include "services/common/names/names.h"
#include "services/common/status/macros.h"
#include "services/common/store/page.h"
#include "services/lead/domain/interactions.h"
#include "services/lead/lead_filter.h"
#include "services/lead/lead_records.h"
#include "services/lead/requests.h"

namespace zamer::lead {
namespace {

constexpr int kDefaultPage = 50;
constexpr int kLargestPage = 1000;
// Index pages that one call looks through for leads that pass its filter.
constexpr int kMaxScans = 20;
// Bytes of records in one answer: gRPC's clients refuse messages over 4 MiB.
constexpr std::size_t kMaxBytes = std::size_t{2} << 20;

// The set of lists that holds the fewest leads.
asio::awaitable<absl::StatusOr<std::vector<std::string>>> SmallestOf(const LeadParts& parts,
                                                                     std::vector<std::vector<std::string>> choices,
                                                                     store::PageQuery query, absl::Time deadline) {
  if (choices.size() == 1) co_return std::move(choices.front());
  query.lists.clear();
  for (const std::vector<std::string>& choice : choices) {
    query.lists.insert(query.lists.end(), choice.begin(), choice.end());
  }
  ZAMER_CO_ASSIGN_OR_RETURN(const std::vector<std::int64_t> counts,
                            co_await store::CountIds(parts.store, std::move(query), deadline));
  auto count = counts.begin();
  std::vector<std::int64_t> sizes;
  sizes.reserve(choices.size());
  for (const std::vector<std::string>& choice : choices) {
    const auto end = count + static_cast<std::ptrdiff_t>(choice.size());
    sizes.push_back(std::accumulate(count, end, std::int64_t{0}));
    count = end;
  }
  co_return std::move(choices[static_cast<std::size_t>(std::ranges::min_element(sizes) - sizes.begin())]);
}

// A place in the interactions of a lead: whose, and how many of them were given.
struct Place {
  std::string lead;  // id
  int offset = 0;
};

store::PageQuery HistoryQuery(const v1::ListInteractionsRequest& request) {
  return {.department = std::string(DepartmentOf(request.parent())),
          .index = "interactions",
          .page_size = request.page_size(),
          .page_token = request.page_token(),
          .filter = request.parent()};
}

// Reads on from a place until the answer is full or the interactions end.
class HistoryReader {
 public:
  HistoryReader(const LeadParts& parts, const rpc::Call& call, store::PageQuery query, v1::LeadRecord record)
      : parts_(parts), call_(call), query_(std::move(query)), record_(std::move(record)) {
    sources_.assign(record_.absorbed().begin(), record_.absorbed().end());
    sources_.emplace_back(LastSegment(record_.lead().name()));
  }

  asio::awaitable<absl::StatusOr<v1::ListInteractionsResponse>> Read() {
    ZAMER_CO_ASSIGN_OR_RETURN(Place place, Begin());
    const int size = query_.page_size == 0 ? kDefaultPage : std::min(query_.page_size, kLargestPage);
    v1::ListInteractionsResponse response;
    auto source = std::ranges::find(sources_, place.lead);
    for (; source != sources_.end(); ++source, place.offset = 0) {
      place.lead = *source;
      while (true) {
        ZAMER_CO_ASSIGN_OR_RETURN(const v1::HistoryPage page, co_await ReadPage(place));
        const int begin = place.offset % kHistoryPage;
        for (int i = begin; i < page.interactions_size(); ++i, ++place.offset) {
          if (response.interactions_size() == size || bytes_ > kMaxBytes) {
            response.set_next_page_token(store::MakePageToken(query_, {static_cast<double>(place.offset), place.lead}));
            co_return response;
          }
          Add(page.interactions(i), *source, response);
        }
        if (page.interactions_size() < kHistoryPage) break;
      }
    }
    co_return response;
  }

 private:
  absl::StatusOr<Place> Begin() const {
    if (query_.page_token.empty()) return Place{sources_.front(), 0};
    ZAMER_ASSIGN_OR_RETURN(const store::PagePlace place, store::ParsePageToken(query_));
    const bool known = std::ranges::find(sources_, place.member) != sources_.end();
    if (!known || place.score < 0 || place.score > std::numeric_limits<int>::max()) return store::PageTokenRefused();
    return Place{place.member, static_cast<int>(place.score)};
  }

  asio::awaitable<absl::StatusOr<v1::HistoryPage>> ReadPage(Place place) {
    const store::Key key = HistoryKey(LeadNameOf(query_.department, place.lead), place.offset / kHistoryPage);
    ZAMER_CO_ASSIGN_OR_RETURN(auto read, co_await parts_.store.Get<v1::HistoryPage>(key, call_.deadline()));
    co_return std::move(read.record).value_or(v1::HistoryPage());
  }

  void Add(const v1::Interaction& interaction, const std::string& source, v1::ListInteractionsResponse& response) {
    v1::Interaction& added = *response.add_interactions();
    added = ShownTo(call_.principal(), interaction);
    // Ids count within one lead; those of an absorbed lead are told apart by its id.
    if (source != sources_.back()) added.set_interaction_id(absl::StrCat(source, ".", interaction.interaction_id()));
    bytes_ += interaction.ByteSizeLong();
  }

  const LeadParts& parts_;
  const rpc::Call& call_;
  store::PageQuery query_;
  v1::LeadRecord record_;
  std::vector<std::string> sources_;
  std::size_t bytes_ = 0;
};

}  // namespace

asio::awaitable<absl::StatusOr<v1::Lead>> ReadLead(const LeadParts& parts, const rpc::Call& call, std::string name) {
  ZAMER_CO_ASSIGN_OR_RETURN(const auto read, co_await parts.store.Get<v1::LeadRecord>(LeadKey(name), call.deadline()));
  if (!read.record) co_return LeadNotFound(name);
  co_return Shown(*read.record, read.version);
}

asio::awaitable<absl::StatusOr<v1::ListLeadsResponse>> ReadLeads(const LeadParts& parts,
                                                                 const v1::ListLeadsRequest& request,
                                                                 absl::Time deadline) {
  ZAMER_CO_ASSIGN_OR_RETURN(const LeadFilter filter, LeadFilter::Of(request, parts.fingerprint));
  store::PageQuery query = filter.Query();
  ZAMER_CO_ASSIGN_OR_RETURN(query.lists, co_await SmallestOf(parts, filter.Choices(), query, deadline));
  v1::ListLeadsResponse response;
  if (query.lists.empty()) co_return response;
  // A page is given whole, so that its token is right; pages in which nothing passes are skipped.
  for (int scan = 0; scan < kMaxScans && response.leads_size() == 0; ++scan) {
    ZAMER_CO_ASSIGN_OR_RETURN(const store::IdPage page, co_await store::ListIds(parts.store, query, deadline));
    std::vector<store::Key> keys;
    keys.reserve(page.ids.size());
    for (const std::string& id : page.ids) keys.push_back(LeadKey(LeadNameOf(query.department, id)));
    ZAMER_CO_ASSIGN_OR_RETURN(const auto reads, co_await parts.store.GetAll<v1::LeadRecord>(std::move(keys), deadline));
    for (const auto& read : reads) {
      if (read.record && filter.Passes(*read.record)) *response.add_leads() = Shown(*read.record, read.version);
    }
    response.set_next_page_token(page.next_page_token);
    if (page.next_page_token.empty()) break;
    query.page_token = page.next_page_token;
  }
  co_return response;
}

asio::awaitable<absl::StatusOr<v1::ListInteractionsResponse>> ReadInteractions(
    const LeadParts& parts, const rpc::Call& call, const v1::ListInteractionsRequest& request) {
  ZAMER_CO_ASSIGN_OR_RETURN(auto read,
                            co_await parts.store.Get<v1::LeadRecord>(LeadKey(request.parent()), call.deadline()));
  if (!read.record) co_return LeadNotFound(request.parent());
  HistoryReader reader(parts, call, HistoryQuery(request), *std::move(read.record));
  co_return co_await reader.Read();
}

}  // namespace zamer::lead
