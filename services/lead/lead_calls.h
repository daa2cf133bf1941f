// The calls that change one lead.
#pragma once
#include <absl/status/statusor.h>

#include <asio/awaitable.hpp>
#include <functional>
#include <string>

#include "services/common/rpc/call.h"
#include "services/lead/lead_work.h"
#include "zamer/lead/v1/lead_service.pb.h"

namespace zamer::lead {

// Loop thread only. Each method answers the call of its name; see the proto.
class LeadCalls {
 public:
  explicit LeadCalls(const LeadParts& parts) : parts_(parts) {}

  asio::awaitable<absl::StatusOr<v1::Lead>> Update(rpc::Call& call, const v1::UpdateLeadRequest& request);
  asio::awaitable<absl::StatusOr<v1::Lead>> CapturePhone(rpc::Call& call, const v1::CapturePhoneRequest& request);
  asio::awaitable<absl::StatusOr<v1::Lead>> Assign(rpc::Call& call, const v1::AssignLeadRequest& request);
  asio::awaitable<absl::StatusOr<v1::Lead>> ScheduleFollowUp(rpc::Call& call,
                                                             const v1::ScheduleFollowUpRequest& request);
  asio::awaitable<absl::StatusOr<v1::Lead>> CompleteFollowUp(rpc::Call& call,
                                                             const v1::CompleteFollowUpRequest& request);
  asio::awaitable<absl::StatusOr<v1::Lead>> Lose(rpc::Call& call, const v1::LoseLeadRequest& request);
  asio::awaitable<absl::StatusOr<v1::Lead>> Nurture(rpc::Call& call, const v1::NurtureLeadRequest& request);
  asio::awaitable<absl::StatusOr<v1::Lead>> Disqualify(rpc::Call& call, const v1::DisqualifyLeadRequest& request);
  asio::awaitable<absl::StatusOr<v1::Lead>> Reopen(rpc::Call& call, const v1::ReopenLeadRequest& request);

 private:
  // Decides on the loaded lead, stages what comes of it and names the lead to answer with.
  using Decide = std::function<asio::awaitable<absl::StatusOr<std::string>>(LeadWork&, Change)>;
  // Commits the decision on the lead, one call on it at a time. `also`: further names that nobody else may work on.
  asio::awaitable<absl::StatusOr<v1::Lead>> Commit(rpc::Call& call, const google::protobuf::Message& request,
                                                   std::string name, std::string etag, Decide decide,
                                                   std::vector<std::string> also = {});
  // The same for a decision without waits.
  using ChangeLead = std::function<absl::Status(Change&)>;
  asio::awaitable<absl::StatusOr<v1::Lead>> CommitChange(rpc::Call& call, const google::protobuf::Message& request,
                                                         std::string name, std::string etag, ChangeLead change,
                                                         HandOut hand_out = HandOut::kNone);

  const LeadParts& parts_;
};

}  // namespace zamer::lead
