#include "services/lead/lead_service.h"

#include <utility>

#include "services/common/events/dead_letters.h"
#include "services/common/events/feed.h"
#include "services/lead/claim_calls.h"
#include "services/lead/contact_calls.h"
#include "services/lead/enquiries.h"
#include "services/lead/erasure_calls.h"
#include "services/lead/focus_reads.h"
#include "services/lead/focus_watch.h"
#include "services/lead/import_calls.h"
#include "services/lead/interaction_calls.h"
#include "services/lead/lead_counts.h"
#include "services/lead/lead_reads.h"
#include "services/lead/lead_watch.h"
#include "services/lead/pair_calls.h"
#include "services/lead/redistribution_calls.h"
#include "services/lead/telephone_calls.h"
#include "services/lead/timeline_reads.h"
#include "services/lead/touch_calls.h"
#include "services/lead/unmerge_calls.h"

namespace zamer::lead {

using grpc::CallbackServerContext;
using grpc::ServerUnaryReactor;

LeadService::LeadService(rpc::Host& host, const LeadParts& parts, events::EventLog& log,
                         std::vector<events::Consumer*> consumers)
    : calls_(host, v1::LeadService::service_full_name()),
      parts_(parts),
      lead_calls_(parts),
      log_(log),
      consumers_(std::move(consumers)) {}

ServerUnaryReactor* LeadService::CreateLead(CallbackServerContext* context, const v1::CreateLeadRequest* request,
                                            v1::Lead* response) {
  return calls_.Unary(context, request, response,
                      [this](rpc::Call& call, const v1::CreateLeadRequest& r) { return TakeEnquiry(parts_, call, r); });
}

ServerUnaryReactor* LeadService::GetLead(CallbackServerContext* context, const v1::GetLeadRequest* request,
                                         v1::Lead* response) {
  return calls_.Unary(context, request, response, [this](rpc::Call& call, const v1::GetLeadRequest& r) {
    return ReadLead(parts_, call, r.name());
  });
}

ServerUnaryReactor* LeadService::ListLeads(CallbackServerContext* context, const v1::ListLeadsRequest* request,
                                           v1::ListLeadsResponse* response) {
  return calls_.Unary(context, request, response, [this](rpc::Call& call, const v1::ListLeadsRequest& r) {
    return ReadLeads(parts_, r, call.deadline());
  });
}

ServerUnaryReactor* LeadService::UpdateLead(CallbackServerContext* context, const v1::UpdateLeadRequest* request,
                                            v1::Lead* response) {
  return calls_.Unary(context, request, response,
                      [this](rpc::Call& call, const v1::UpdateLeadRequest& r) { return lead_calls_.Update(call, r); });
}

ServerUnaryReactor* LeadService::LogInteraction(CallbackServerContext* context,
                                                const v1::LogInteractionRequest* request, v1::Interaction* response) {
  return calls_.Unary(context, request, response, [this](rpc::Call& call, const v1::LogInteractionRequest& r) {
    return lead::LogInteraction(parts_, call, r);
  });
}

ServerUnaryReactor* LeadService::ListInteractions(CallbackServerContext* context,
                                                  const v1::ListInteractionsRequest* request,
                                                  v1::ListInteractionsResponse* response) {
  return calls_.Unary(context, request, response, [this](rpc::Call& call, const v1::ListInteractionsRequest& r) {
    return ReadInteractions(parts_, call, r);
  });
}

ServerUnaryReactor* LeadService::CapturePhone(CallbackServerContext* context, const v1::CapturePhoneRequest* request,
                                              v1::Lead* response) {
  return calls_.Unary(context, request, response, [this](rpc::Call& call, const v1::CapturePhoneRequest& r) {
    return lead_calls_.CapturePhone(call, r);
  });
}

ServerUnaryReactor* LeadService::AssignLead(CallbackServerContext* context, const v1::AssignLeadRequest* request,
                                            v1::Lead* response) {
  return calls_.Unary(context, request, response,
                      [this](rpc::Call& call, const v1::AssignLeadRequest& r) { return lead_calls_.Assign(call, r); });
}

ServerUnaryReactor* LeadService::ScheduleFollowUp(CallbackServerContext* context,
                                                  const v1::ScheduleFollowUpRequest* request, v1::Lead* response) {
  return calls_.Unary(context, request, response, [this](rpc::Call& call, const v1::ScheduleFollowUpRequest& r) {
    return lead_calls_.ScheduleFollowUp(call, r);
  });
}

ServerUnaryReactor* LeadService::CompleteFollowUp(CallbackServerContext* context,
                                                  const v1::CompleteFollowUpRequest* request, v1::Lead* response) {
  return calls_.Unary(context, request, response, [this](rpc::Call& call, const v1::CompleteFollowUpRequest& r) {
    return lead_calls_.CompleteFollowUp(call, r);
  });
}

ServerUnaryReactor* LeadService::LoseLead(CallbackServerContext* context, const v1::LoseLeadRequest* request,
                                          v1::Lead* response) {
  return calls_.Unary(context, request, response,
                      [this](rpc::Call& call, const v1::LoseLeadRequest& r) { return lead_calls_.Lose(call, r); });
}

ServerUnaryReactor* LeadService::DisqualifyLead(CallbackServerContext* context,
                                                const v1::DisqualifyLeadRequest* request, v1::Lead* response) {
  return calls_.Unary(context, request, response, [this](rpc::Call& call, const v1::DisqualifyLeadRequest& r) {
    return lead_calls_.Disqualify(call, r);
  });
}

ServerUnaryReactor* LeadService::ReopenLead(CallbackServerContext* context, const v1::ReopenLeadRequest* request,
                                            v1::Lead* response) {
  return calls_.Unary(context, request, response,
                      [this](rpc::Call& call, const v1::ReopenLeadRequest& r) { return lead_calls_.Reopen(call, r); });
}

ServerUnaryReactor* LeadService::UnmergeLead(CallbackServerContext* context, const v1::UnmergeLeadRequest* request,
                                             v1::Lead* response) {
  return calls_.Unary(context, request, response, [this](rpc::Call& call, const v1::UnmergeLeadRequest& r) {
    return lead::UnmergeLead(parts_, call, r);
  });
}

ServerUnaryReactor* LeadService::RedistributeLeads(CallbackServerContext* context,
                                                   const v1::RedistributeLeadsRequest* request,
                                                   v1::Redistribution* response) {
  return calls_.Unary(context, request, response, [this](rpc::Call& call, const v1::RedistributeLeadsRequest& r) {
    return lead::RedistributeLeads(parts_, call, r);
  });
}

ServerUnaryReactor* LeadService::GetRedistribution(CallbackServerContext* context,
                                                   const v1::GetRedistributionRequest* request,
                                                   v1::Redistribution* response) {
  return calls_.Unary(context, request, response, [this](rpc::Call& call, const v1::GetRedistributionRequest& r) {
    return lead::GetRedistribution(parts_, call, r);
  });
}

ServerUnaryReactor* LeadService::AmendTouch(CallbackServerContext* context, const v1::AmendTouchRequest* request,
                                            v1::Lead* response) {
  return calls_.Unary(context, request, response, [this](rpc::Call& call, const v1::AmendTouchRequest& r) {
    return lead::AmendTouch(parts_, call, r);
  });
}

ServerUnaryReactor* LeadService::NurtureLead(CallbackServerContext* context, const v1::NurtureLeadRequest* request,
                                             v1::Lead* response) {
  return calls_.Unary(context, request, response, [this](rpc::Call& call, const v1::NurtureLeadRequest& r) {
    return lead_calls_.Nurture(call, r);
  });
}

ServerUnaryReactor* LeadService::ClaimNextLead(CallbackServerContext* context, const v1::ClaimNextLeadRequest* request,
                                               v1::Lead* response) {
  return calls_.Unary(context, request, response, [this](rpc::Call& call, const v1::ClaimNextLeadRequest& r) {
    return lead::ClaimNextLead(parts_, call, r);
  });
}

ServerUnaryReactor* LeadService::EraseLead(CallbackServerContext* context, const v1::EraseLeadRequest* request,
                                           v1::Lead* response) {
  return calls_.Unary(context, request, response, [this](rpc::Call& call, const v1::EraseLeadRequest& r) {
    return lead::EraseLead(parts_, call, r);
  });
}

ServerUnaryReactor* LeadService::CountLeads(CallbackServerContext* context, const v1::CountLeadsRequest* request,
                                            v1::CountLeadsResponse* response) {
  return calls_.Unary(context, request, response, [this](rpc::Call& call, const v1::CountLeadsRequest& r) {
    return lead::CountLeads(parts_, call, r);
  });
}

grpc::ServerWriteReactor<v1::WatchLeadsResponse>* LeadService::WatchLeads(CallbackServerContext* context,
                                                                          const v1::WatchLeadsRequest* request) {
  return calls_.Stream<v1::WatchLeadsResponse>(
      context, request, [this](rpc::Call&, const v1::WatchLeadsRequest& r, rpc::Writer<v1::WatchLeadsResponse>& out) {
        return lead::WatchLeads(parts_, log_, r, out);
      });
}

ServerUnaryReactor* LeadService::ListFocus(CallbackServerContext* context, const v1::ListFocusRequest* request,
                                           v1::ListFocusResponse* response) {
  return calls_.Unary(context, request, response,
                      [this](rpc::Call& call, const v1::ListFocusRequest& r) { return ReadFocus(parts_, call, r); });
}

grpc::ServerWriteReactor<v1::WatchFocusResponse>* LeadService::WatchFocus(CallbackServerContext* context,
                                                                          const v1::WatchFocusRequest* request) {
  return calls_.Stream<v1::WatchFocusResponse>(
      context, request,
      [this](rpc::Call& call, const v1::WatchFocusRequest& r, rpc::Writer<v1::WatchFocusResponse>& out) {
        return lead::WatchFocus(parts_, log_, call, r, out);
      });
}

ServerUnaryReactor* LeadService::ListTimeline(CallbackServerContext* context, const v1::ListTimelineRequest* request,
                                              v1::ListTimelineResponse* response) {
  return calls_.Unary(context, request, response, [this](rpc::Call& call, const v1::ListTimelineRequest& r) {
    return ReadTimeline(parts_, call, r);
  });
}

ServerUnaryReactor* LeadService::RecordCall(CallbackServerContext* context, const v1::RecordCallRequest* request,
                                            v1::RecordCallResponse* response) {
  return calls_.Unary(context, request, response, [this](rpc::Call& call, const v1::RecordCallRequest& r) {
    return lead::RecordCall(parts_, call, r);
  });
}

ServerUnaryReactor* LeadService::ListUnmatchedCalls(CallbackServerContext* context,
                                                    const v1::ListUnmatchedCallsRequest* request,
                                                    v1::ListUnmatchedCallsResponse* response) {
  return calls_.Unary(context, request, response, [this](rpc::Call& call, const v1::ListUnmatchedCallsRequest& r) {
    return lead::ListUnmatchedCalls(parts_, call, r);
  });
}

ServerUnaryReactor* LeadService::SetDoNotContact(CallbackServerContext* context,
                                                 const v1::SetDoNotContactRequest* request, v1::Lead* response) {
  return calls_.Unary(context, request, response, [this](rpc::Call& call, const v1::SetDoNotContactRequest& r) {
    return lead::SetDoNotContact(parts_, call, r);
  });
}

ServerUnaryReactor* LeadService::LinkHousehold(CallbackServerContext* context, const v1::LinkHouseholdRequest* request,
                                               v1::Lead* response) {
  return calls_.Unary(context, request, response, [this](rpc::Call& call, const v1::LinkHouseholdRequest& r) {
    return lead::LinkHousehold(parts_, call, r);
  });
}

ServerUnaryReactor* LeadService::UnlinkHousehold(CallbackServerContext* context,
                                                 const v1::UnlinkHouseholdRequest* request, v1::Lead* response) {
  return calls_.Unary(context, request, response, [this](rpc::Call& call, const v1::UnlinkHouseholdRequest& r) {
    return lead::UnlinkHousehold(parts_, call, r);
  });
}

ServerUnaryReactor* LeadService::MergeLeads(CallbackServerContext* context, const v1::MergeLeadsRequest* request,
                                            v1::Lead* response) {
  return calls_.Unary(context, request, response, [this](rpc::Call& call, const v1::MergeLeadsRequest& r) {
    return lead::MergeLeads(parts_, call, r);
  });
}

ServerUnaryReactor* LeadService::ImportHistory(CallbackServerContext* context, const v1::ImportHistoryRequest* request,
                                               v1::ImportHistoryResponse* response) {
  return calls_.Unary(context, request, response, [this](rpc::Call& call, const v1::ImportHistoryRequest& r) {
    return lead::ImportHistory(parts_, call, r);
  });
}

grpc::ServerWriteReactor<v1::SubscribeResponse>* LeadService::Subscribe(CallbackServerContext* context,
                                                                        const type::v1::SubscribeRequest* request) {
  return calls_.Stream<v1::SubscribeResponse>(
      context, request,
      [this](rpc::Call& call, const type::v1::SubscribeRequest& r, rpc::Writer<v1::SubscribeResponse>& out) {
        return events::ServeFeed(log_, parts_.store.keys(), call, r, out);
      });
}

ServerUnaryReactor* LeadService::GetFeed(CallbackServerContext* context, const type::v1::GetFeedRequest* request,
                                         type::v1::Feed* response) {
  return calls_.Unary(context, request, response, [this](rpc::Call& call, const type::v1::GetFeedRequest&) {
    return events::LatestCursors(log_, parts_.store.keys(), call.deadline());
  });
}

ServerUnaryReactor* LeadService::ListDeadLetters(CallbackServerContext* context,
                                                 const type::v1::ListDeadLettersRequest* request,
                                                 type::v1::ListDeadLettersResponse* response) {
  return calls_.Unary(context, request, response, [this](rpc::Call& call, const type::v1::ListDeadLettersRequest& r) {
    return events::ListDeadLetters(parts_.store, r, call.deadline());
  });
}

ServerUnaryReactor* LeadService::Redrive(CallbackServerContext* context, const type::v1::RedriveRequest* request,
                                         type::v1::RedriveResponse* response) {
  return calls_.Unary(context, request, response, [this](rpc::Call& call, const type::v1::RedriveRequest& r) {
    return events::Redrive(parts_.store, consumers_, r, call.deadline());
  });
}

}  // namespace zamer::lead
