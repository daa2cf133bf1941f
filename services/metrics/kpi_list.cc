#include "services/metrics/kpi_list.h"

#include <algorithm>
#include <cstddef>

#include "services/common/status/macros.h"
#include "services/common/store/page.h"
#include "services/metrics/domain/catalogue.h"

namespace zamer::metrics {
namespace {

constexpr int kLargestPage = 1000;

}  // namespace

absl::StatusOr<v1::ListKpisResponse> DefinitionsOf(const v1::ListKpisRequest& request) {
  store::PageQuery query;
  query.index = "kpis";
  query.page_token = request.page_token();
  std::size_t begin = 0;
  if (!query.page_token.empty()) {
    ZAMER_ASSIGN_OR_RETURN(const store::PagePlace place, store::ParsePageToken(query));
    begin = static_cast<std::size_t>(std::max(0.0, place.score));
  }
  const std::vector<Kpi>& all = Catalogue();
  const int size = request.page_size() == 0 ? kLargestPage : std::min(request.page_size(), kLargestPage);
  const std::size_t end = std::min(all.size(), begin + static_cast<std::size_t>(size));
  v1::ListKpisResponse response;
  for (std::size_t i = begin; i < end; ++i) {
    v1::KpiDefinition& definition = *response.add_kpis();
    definition.set_kpi(all[i].id);
    definition.set_formula(all[i].formula);
  }
  if (end < all.size()) {
    response.set_next_page_token(store::MakePageToken(query, {static_cast<double>(end), all[end - 1].id}));
  }
  return response;
}

}  // namespace zamer::metrics
