#include "services/contract/domain/refusals.h"

#include <string>
#include <utility>

#include "google/rpc/error_details.pb.h"
#include "services/common/status/errors.h"

namespace zamer::contract {
namespace {

absl::Status Refuse(Reason reason, std::string_view field, std::string_view description, Metadata metadata = {}) {
  google::rpc::BadRequest request;
  auto& violation = *request.add_field_violations();
  violation.set_field(std::string(field));
  violation.set_description(std::string(description));
  metadata.emplace_back("field", field);
  metadata.emplace_back("violations", "1");
  const std::string message = "Mend " + std::string(field) + ": it " + std::string(description) + ".";
  return WithDetail(MakeError(reason, message, std::move(metadata)), request);
}

}  // namespace

absl::Status FieldRefused(std::string_view field, std::string_view description) {
  return Refuse(Reason::kFieldInvalid, field, description);
}

absl::Status AmountRefused(std::string_view field, std::string_view description) {
  return Refuse(Reason::kAmountOutOfRange, field, description);
}

absl::Status CurrencyRefused(std::string_view field, std::string_view currency) {
  return Refuse(Reason::kCurrencyMismatch, field, "must be in " + std::string(currency),
                {{"currency", std::string(currency)}});
}

}  // namespace zamer::contract
