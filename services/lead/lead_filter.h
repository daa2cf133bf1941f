// Which leads a list holds, and where they are found.
#pragma once
#include <absl/status/statusor.h>
#include <google/protobuf/timestamp.pb.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "services/common/status/errors.h"
#include "services/common/store/fingerprint.h"
#include "services/common/store/page_token.h"
#include "services/lead/domain/search_text.h"
#include "zamer/lead/v1/lead_records.pb.h"
#include "zamer/lead/v1/lead_service.pb.h"

namespace zamer::lead {

// The filter of ListLeads, made ready for use.
class LeadFilter {
 public:
  // INVALID_ARGUMENT/FIELD_INVALID for names of another department, ranges that end before they begin, and a text that
  // has neither letters nor digits.
  static absl::StatusOr<LeadFilter> Of(const v1::ListLeadsRequest& request, const store::Fingerprint& fingerprint);

  bool Passes(const v1::LeadRecord& record) const;

  // The query without its lists. By arrival, the newest first; by next step where a range of those is asked for. Its
  // tokens are good whichever lists are read.
  store::PageQuery Query() const;
  // Sets of lists, each of which holds all that passes: any may be read, the smallest is the best.
  // A set without lists says that nothing passes.
  std::vector<std::vector<std::string>> Choices() const;

 private:
  LeadFilter(const v1::ListLeadsRequest& request, const store::Fingerprint& fingerprint,
             std::optional<SearchText> search);
  bool by_next_step() const { return request_.has_next_step_start_time() || request_.has_next_step_end_time(); }
  // By what merged leads are not kept; they are found as what they go on as.
  bool narrowed() const {
    return search_ || request_.queued() || !request_.city().empty() || !request_.channel().empty();
  }
  bool PassesState(v1::Lead::State state) const;
  bool PassesTimes(const v1::Lead& lead) const;
  std::vector<v1::Lead::State> States() const;

  v1::ListLeadsRequest request_;
  std::optional<SearchText> search_;
  std::string text_key_;
};

// All states that a lead may be in, in the order in which leads go through them.
std::vector<v1::Lead::State> LeadStates();

// A violation of `field` where a range has both ends and the end is not after the start.
void CheckRange(bool both, const google::protobuf::Timestamp& start, const google::protobuf::Timestamp& end,
                std::string_view field, Violations& violations);

}  // namespace zamer::lead
