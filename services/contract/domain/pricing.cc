#include "services/contract/domain/pricing.h"

#include <absl/strings/str_cat.h>

#include <cstdint>
#include <string>
#include <vector>

#include "services/common/status/macros.h"
#include "services/contract/domain/money.h"
#include "services/contract/domain/refusals.h"

namespace zamer::contract {
namespace {

// A line at list price and after its own discount.
struct LineSums {
  std::int64_t list = 0;
  std::int64_t net = 0;
};

absl::StatusOr<LineSums> SumsOf(const v1::Line& line, std::string_view currency, const std::string& path) {
  ZAMER_ASSIGN_OR_RETURN(const std::int64_t price, PositiveUnitsIn(currency, line.unit_price(), path + ".unit_price"));
  ZAMER_RETURN_IF_ERROR(PositiveUnitsIn(currency, line.unit_cost(), path + ".unit_cost"));
  ZAMER_ASSIGN_OR_RETURN(const std::int64_t discount, PositiveUnitsIn(currency, line.discount(), path + ".discount"));
  ZAMER_ASSIGN_OR_RETURN(const std::int64_t list, ValueOf(line.quantity_milli(), price, path + ".quantity_milli"));
  if (discount > list) return AmountRefused(path + ".discount", "must not be over the value of the line");
  return LineSums{list, list - discount};
}

}  // namespace

absl::Status Price(v1::Estimate& estimate, std::string_view currency) {
  std::int64_t list_total = 0;
  std::int64_t net_total = 0;
  std::vector<std::int64_t> nets;
  for (int i = 0; i < estimate.lines_size(); ++i) {
    const std::string path = absl::StrCat("estimate.lines[", i, "]");
    ZAMER_ASSIGN_OR_RETURN(const LineSums sums, SumsOf(estimate.lines(i), currency, path));
    ZAMER_ASSIGN_OR_RETURN(list_total, Add(list_total, sums.list, "estimate.lines"));
    net_total += sums.net;  // not over list_total
    nets.push_back(sums.net);
  }
  ZAMER_ASSIGN_OR_RETURN(const std::int64_t discount,
                         PositiveUnitsIn(currency, estimate.discount(), "estimate.discount"));
  if (discount > net_total) return AmountRefused("estimate.discount", "must not be over what the lines come to");

  const std::vector<std::int64_t> shares = Split(discount, nets);
  for (int i = 0; i < estimate.lines_size(); ++i) {
    *estimate.mutable_lines(i)->mutable_total() = MakeMoney(currency, nets[i] - shares[i]);
  }
  const std::int64_t total = net_total - discount;
  *estimate.mutable_list_total() = MakeMoney(currency, list_total);
  *estimate.mutable_total() = MakeMoney(currency, total);
  estimate.set_discount_bps(ShareRoundedUp(list_total - total, list_total));
  return absl::OkStatus();
}

}  // namespace zamer::contract
