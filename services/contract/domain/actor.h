// Who acts on estimates and contracts, and on whose.
#pragma once
#include <absl/status/status.h>

#include <string>
#include <string_view>

namespace zamer::contract {

// The caller, as far as decisions depend on him.
struct Actor {
  // `departments/{department}/employees/{employee}` or `services/{service}`.
  std::string name;
  bool sales_head = false;
  // A program that records what others did, such as payments of the bank.
  bool service = false;
};

// OK when the actor may change what belongs to `designer`: his own, or anybody's as sales head or service;
// PERMISSION_DENIED/ROLE_NOT_ALLOWED otherwise.
absl::Status CheckOwn(const Actor& actor, std::string_view designer);

// OK for a sales head; PERMISSION_DENIED/ROLE_NOT_ALLOWED with this sentence otherwise.
absl::Status CheckSalesHead(const Actor& actor, std::string_view sentence);

}  // namespace zamer::contract
