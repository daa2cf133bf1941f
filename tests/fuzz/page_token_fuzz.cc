// Whatever a caller sends as a page token, even with a hash that fits the query: it is refused with its reason, or it
// is a place from which the list can go on, and the same place again in a token of our own.
#include <absl/strings/escaping.h>
#include <absl/strings/str_cat.h>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "services/common/status/errors.h"
#include "services/common/store/page_token.h"

namespace {

using zamer::store::PagePlace;
using zamer::store::PageQuery;

constexpr std::size_t kHashSize = 8;

void Check(PageQuery query, std::string token) {
  query.page_token = std::move(token);
  const absl::StatusOr<PagePlace> place = zamer::store::ParsePageToken(query);
  if (!place.ok()) {
    if (zamer::ReasonOf(place.status()) != zamer::Reason::kPageTokenInvalid) std::abort();
    return;
  }
  if (!(std::abs(place->score) <= zamer::store::kLargestScore)) std::abort();
  query.page_token = zamer::store::MakePageToken(query, *place);
  const absl::StatusOr<PagePlace> again = zamer::store::ParsePageToken(query);
  if (!again.ok() || again->score != place->score || again->member != place->member) std::abort();
}

// A fuzzer does not find a hash of 64 bits.
std::string WithHashOf(const PageQuery& query, std::string_view text) {
  std::string bytes;
  if (!absl::WebSafeBase64Unescape(zamer::store::MakePageToken(query, {}), &bytes)) std::abort();
  return absl::WebSafeBase64Escape(bytes.substr(0, kHashSize).append(text));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  PageQuery query;
  query.department = "d1";
  query.index = "arrival";
  Check(query, std::string(text));
  Check(query, WithHashOf(query, text));
  return 0;
}
