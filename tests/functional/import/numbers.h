// The numbers that are compared, in one shape for both sides.
#pragma once
#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <ostream>
#include <string>

namespace zamer::testing {

// By what facts are put together. Month: `2024-01`, `unknown`, or empty where the period is not cut; channel: an id, or
// empty where it is not split by.
struct Group {
  std::string month;
  std::string channel;

  friend auto operator<=>(const Group&, const Group&) = default;
  friend std::ostream& operator<<(std::ostream& out, const Group& group) {
    return out << "month '" << group.month << "', channel '" << group.channel << "'";
  }
};

// What is known of the first attempts of a group; seconds.
struct Speed {
  std::int64_t cases = 0;
  std::optional<std::int64_t> p50;
  std::optional<std::int64_t> p90;
  std::int64_t within_five_minutes = 0;

  friend bool operator==(const Speed&, const Speed&) = default;
};

// Amounts are cents. The last three say of how many contracts history does not know the day or the total.
struct Numbers {
  std::int64_t leads = 0;
  std::int64_t leads_with_contract = 0;
  std::int64_t contracts = 0;
  std::int64_t revenue = 0;
  std::int64_t cash = 0;
  std::int64_t spend = 0;
  Speed speed;
  std::int64_t leads_with_contract_unknown = 0;
  std::int64_t contracts_unknown = 0;
  std::int64_t revenue_unknown = 0;

  friend bool operator==(const Numbers&, const Numbers&) = default;
  friend std::ostream& operator<<(std::ostream& out, const Numbers& n) {
    return out << n.leads << " leads, " << n.leads_with_contract << " with a contract ("
               << n.leads_with_contract_unknown << " unknown), " << n.contracts << " contracts (" << n.contracts_unknown
               << " unknown), revenue " << n.revenue << " (" << n.revenue_unknown << " unknown), cash " << n.cash
               << ", spend " << n.spend << ", attempts " << n.speed.cases << ": p50 " << n.speed.p50.value_or(-1)
               << " s, p90 " << n.speed.p90.value_or(-1) << " s, within five minutes " << n.speed.within_five_minutes;
  }
};

// Groups without anything are left out.
using Answer = std::map<Group, Numbers>;

// What is asked.
struct Question {
  bool by_cohort = true;
  bool by_month = false;
  bool by_channel = false;
};

}  // namespace zamer::testing
