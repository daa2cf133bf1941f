// The lead service as gRPC sees it.
#pragma once
#include <vector>

#include "services/common/events/consumer.h"
#include "services/common/events/event_log.h"
#include "services/common/rpc/calls.h"
#include "services/lead/lead_calls.h"
#include "services/lead/lead_work.h"
#include "zamer/lead/v1/lead_service.grpc.pb.h"

namespace zamer::lead {

// One short method per call: each hands over to the coroutine that answers it. gRPC's threads call these methods, the
// coroutines run on the loop thread.
class LeadService final : public v1::LeadService::CallbackService {
 public:
  // Everything must outlive the service. `consumers`: whose dead letters Redrive applies again.
  LeadService(rpc::Host& host, const LeadParts& parts, events::EventLog& log, std::vector<events::Consumer*> consumers);

  grpc::ServerUnaryReactor* CreateLead(grpc::CallbackServerContext* context, const v1::CreateLeadRequest* request,
                                       v1::Lead* response) override;
  grpc::ServerUnaryReactor* GetLead(grpc::CallbackServerContext* context, const v1::GetLeadRequest* request,
                                    v1::Lead* response) override;
  grpc::ServerUnaryReactor* ListLeads(grpc::CallbackServerContext* context, const v1::ListLeadsRequest* request,
                                      v1::ListLeadsResponse* response) override;
  grpc::ServerUnaryReactor* UpdateLead(grpc::CallbackServerContext* context, const v1::UpdateLeadRequest* request,
                                       v1::Lead* response) override;
  grpc::ServerUnaryReactor* LogInteraction(grpc::CallbackServerContext* context,
                                           const v1::LogInteractionRequest* request,
                                           v1::Interaction* response) override;
  grpc::ServerUnaryReactor* ListInteractions(grpc::CallbackServerContext* context,
                                             const v1::ListInteractionsRequest* request,
                                             v1::ListInteractionsResponse* response) override;
  grpc::ServerUnaryReactor* CapturePhone(grpc::CallbackServerContext* context, const v1::CapturePhoneRequest* request,
                                         v1::Lead* response) override;
  grpc::ServerUnaryReactor* AssignLead(grpc::CallbackServerContext* context, const v1::AssignLeadRequest* request,
                                       v1::Lead* response) override;
  grpc::ServerUnaryReactor* ScheduleFollowUp(grpc::CallbackServerContext* context,
                                             const v1::ScheduleFollowUpRequest* request, v1::Lead* response) override;
  grpc::ServerUnaryReactor* CompleteFollowUp(grpc::CallbackServerContext* context,
                                             const v1::CompleteFollowUpRequest* request, v1::Lead* response) override;
  grpc::ServerUnaryReactor* LoseLead(grpc::CallbackServerContext* context, const v1::LoseLeadRequest* request,
                                     v1::Lead* response) override;
  grpc::ServerUnaryReactor* DisqualifyLead(grpc::CallbackServerContext* context,
                                           const v1::DisqualifyLeadRequest* request, v1::Lead* response) override;
  grpc::ServerUnaryReactor* ReopenLead(grpc::CallbackServerContext* context, const v1::ReopenLeadRequest* request,
                                       v1::Lead* response) override;
  grpc::ServerUnaryReactor* UnmergeLead(grpc::CallbackServerContext* context, const v1::UnmergeLeadRequest* request,
                                        v1::Lead* response) override;
  grpc::ServerUnaryReactor* RedistributeLeads(grpc::CallbackServerContext* context,
                                              const v1::RedistributeLeadsRequest* request,
                                              v1::Redistribution* response) override;
  grpc::ServerUnaryReactor* GetRedistribution(grpc::CallbackServerContext* context,
                                              const v1::GetRedistributionRequest* request,
                                              v1::Redistribution* response) override;
  grpc::ServerUnaryReactor* AmendTouch(grpc::CallbackServerContext* context, const v1::AmendTouchRequest* request,
                                       v1::Lead* response) override;
  grpc::ServerUnaryReactor* NurtureLead(grpc::CallbackServerContext* context, const v1::NurtureLeadRequest* request,
                                        v1::Lead* response) override;
  grpc::ServerUnaryReactor* ClaimNextLead(grpc::CallbackServerContext* context, const v1::ClaimNextLeadRequest* request,
                                          v1::Lead* response) override;
  grpc::ServerUnaryReactor* EraseLead(grpc::CallbackServerContext* context, const v1::EraseLeadRequest* request,
                                      v1::Lead* response) override;
  grpc::ServerUnaryReactor* CountLeads(grpc::CallbackServerContext* context, const v1::CountLeadsRequest* request,
                                       v1::CountLeadsResponse* response) override;
  grpc::ServerWriteReactor<v1::WatchLeadsResponse>* WatchLeads(grpc::CallbackServerContext* context,
                                                               const v1::WatchLeadsRequest* request) override;
  grpc::ServerUnaryReactor* ListFocus(grpc::CallbackServerContext* context, const v1::ListFocusRequest* request,
                                      v1::ListFocusResponse* response) override;
  grpc::ServerWriteReactor<v1::WatchFocusResponse>* WatchFocus(grpc::CallbackServerContext* context,
                                                               const v1::WatchFocusRequest* request) override;
  grpc::ServerUnaryReactor* ListTimeline(grpc::CallbackServerContext* context, const v1::ListTimelineRequest* request,
                                         v1::ListTimelineResponse* response) override;
  grpc::ServerUnaryReactor* RecordCall(grpc::CallbackServerContext* context, const v1::RecordCallRequest* request,
                                       v1::RecordCallResponse* response) override;
  grpc::ServerUnaryReactor* ListUnmatchedCalls(grpc::CallbackServerContext* context,
                                               const v1::ListUnmatchedCallsRequest* request,
                                               v1::ListUnmatchedCallsResponse* response) override;
  grpc::ServerUnaryReactor* RecordVisit(grpc::CallbackServerContext* context, const v1::RecordVisitRequest* request,
                                        v1::Visit* response) override;
  grpc::ServerUnaryReactor* CaptureVisitPhone(grpc::CallbackServerContext* context,
                                              const v1::CaptureVisitPhoneRequest* request,
                                              v1::Visit* response) override;
  grpc::ServerUnaryReactor* ListVisits(grpc::CallbackServerContext* context, const v1::ListVisitsRequest* request,
                                       v1::ListVisitsResponse* response) override;
  grpc::ServerUnaryReactor* SetDoNotContact(grpc::CallbackServerContext* context,
                                            const v1::SetDoNotContactRequest* request, v1::Lead* response) override;
  grpc::ServerUnaryReactor* LinkHousehold(grpc::CallbackServerContext* context, const v1::LinkHouseholdRequest* request,
                                          v1::Lead* response) override;
  grpc::ServerUnaryReactor* UnlinkHousehold(grpc::CallbackServerContext* context,
                                            const v1::UnlinkHouseholdRequest* request, v1::Lead* response) override;
  grpc::ServerUnaryReactor* MergeLeads(grpc::CallbackServerContext* context, const v1::MergeLeadsRequest* request,
                                       v1::Lead* response) override;
  grpc::ServerUnaryReactor* CreateChannel(grpc::CallbackServerContext* context, const v1::CreateChannelRequest* request,
                                          v1::Channel* response) override;
  grpc::ServerUnaryReactor* ListChannels(grpc::CallbackServerContext* context, const v1::ListChannelsRequest* request,
                                         v1::ListChannelsResponse* response) override;
  grpc::ServerUnaryReactor* UpdateChannel(grpc::CallbackServerContext* context, const v1::UpdateChannelRequest* request,
                                          v1::Channel* response) override;
  grpc::ServerUnaryReactor* CreateCampaign(grpc::CallbackServerContext* context,
                                           const v1::CreateCampaignRequest* request, v1::Campaign* response) override;
  grpc::ServerUnaryReactor* UpdateCampaign(grpc::CallbackServerContext* context,
                                           const v1::UpdateCampaignRequest* request, v1::Campaign* response) override;
  grpc::ServerUnaryReactor* ListCampaigns(grpc::CallbackServerContext* context, const v1::ListCampaignsRequest* request,
                                          v1::ListCampaignsResponse* response) override;
  grpc::ServerUnaryReactor* ListSpends(grpc::CallbackServerContext* context, const v1::ListSpendsRequest* request,
                                       v1::ListSpendsResponse* response) override;
  grpc::ServerUnaryReactor* ImportCities(grpc::CallbackServerContext* context, const v1::ImportCitiesRequest* request,
                                         v1::ImportCitiesResponse* response) override;
  grpc::ServerUnaryReactor* UpdateCity(grpc::CallbackServerContext* context, const v1::UpdateCityRequest* request,
                                       v1::City* response) override;
  grpc::ServerUnaryReactor* ListCities(grpc::CallbackServerContext* context, const v1::ListCitiesRequest* request,
                                       v1::ListCitiesResponse* response) override;
  grpc::ServerUnaryReactor* GetSaturation(grpc::CallbackServerContext* context, const v1::GetSaturationRequest* request,
                                          v1::Saturation* response) override;
  grpc::ServerUnaryReactor* RecordSpend(grpc::CallbackServerContext* context, const v1::RecordSpendRequest* request,
                                        v1::RecordSpendResponse* response) override;
  grpc::ServerUnaryReactor* ImportHistory(grpc::CallbackServerContext* context, const v1::ImportHistoryRequest* request,
                                          v1::ImportHistoryResponse* response) override;
  grpc::ServerWriteReactor<v1::SubscribeResponse>* Subscribe(grpc::CallbackServerContext* context,
                                                             const type::v1::SubscribeRequest* request) override;
  grpc::ServerUnaryReactor* GetFeed(grpc::CallbackServerContext* context, const type::v1::GetFeedRequest* request,
                                    type::v1::Feed* response) override;
  grpc::ServerUnaryReactor* ListDeadLetters(grpc::CallbackServerContext* context,
                                            const type::v1::ListDeadLettersRequest* request,
                                            type::v1::ListDeadLettersResponse* response) override;
  grpc::ServerUnaryReactor* Redrive(grpc::CallbackServerContext* context, const type::v1::RedriveRequest* request,
                                    type::v1::RedriveResponse* response) override;

 private:
  rpc::Calls calls_;
  const LeadParts& parts_;
  LeadCalls lead_calls_;
  events::EventLog& log_;
  std::vector<events::Consumer*> consumers_;
};

}  // namespace zamer::lead
