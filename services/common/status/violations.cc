#include <absl/strings/str_cat.h>

#include "google/rpc/error_details.pb.h"
#include "services/common/status/errors.h"

namespace zamer {

void Violations::Add(std::string_view field, std::string_view description) {
  if (fields_.size() == kMaxListed) {
    ++dropped_;
    return;
  }
  fields_.emplace_back(field, description);
}

absl::Status Violations::ToStatus() const {
  if (empty()) return absl::OkStatus();
  google::rpc::BadRequest request;
  for (const auto& [field, description] : fields_) {
    auto& violation = *request.add_field_violations();
    violation.set_field(field);
    violation.set_description(description);
  }
  const std::string message =
      absl::StrCat(size() == 1 ? "1 field is wrong" : absl::StrCat(size(), " fields are wrong"), ": mend ",
                   fields_.front().first, size() == 1 ? "." : " and the others listed in the details.");
  return WithDetail(InvalidArgument(Reason::kFieldInvalid, message, {{"violations", absl::StrCat(size())}}), request);
}

}  // namespace zamer
