#include "services/common/store/page_token.h"

#include <absl/strings/escaping.h>
#include <absl/strings/numbers.h>
#include <absl/strings/str_cat.h>
#include <absl/strings/str_format.h>
#include <absl/strings/str_split.h>

#include <cmath>
#include <vector>

#include "services/common/status/errors.h"
#include "services/common/store/mutation.h"

namespace zamer::store {
namespace {

// What a token must agree on to be this query's.
std::string QueryHash(const PageQuery& query) {
  return DigestOf(absl::StrFormat("%s\n%s\n%d\n%.17g\n%.17g\n%s", query.department, query.index,
                                  static_cast<int>(query.order), query.min_score, query.max_score, query.filter));
}

bool IsScore(double score) { return std::abs(score) <= kLargestScore && std::trunc(score) == score; }

}  // namespace

std::string MakePageToken(const PageQuery& query, const PagePlace& place) {
  return absl::WebSafeBase64Escape(
      absl::StrCat(QueryHash(query), static_cast<std::int64_t>(place.score), "\n", place.member));
}

absl::Status PageTokenRefused() {
  return InvalidArgument(Reason::kPageTokenInvalid, "The page token is not of this list; start again without a token.");
}

absl::StatusOr<PagePlace> ParsePageToken(const PageQuery& query) {
  std::string bytes;
  if (!absl::WebSafeBase64Unescape(query.page_token, &bytes)) return PageTokenRefused();
  const std::string hash = QueryHash(query);
  if (!bytes.starts_with(hash)) return PageTokenRefused();
  const std::vector<std::string> parts = absl::StrSplit(bytes.substr(hash.size()), absl::MaxSplits('\n', 1));
  PagePlace place;
  if (parts.size() != 2 || !absl::SimpleAtod(parts[0], &place.score) || !IsScore(place.score)) {
    return PageTokenRefused();
  }
  place.member = parts[1];
  return place;
}

}  // namespace zamer::store
