// The marketer's part of the service: channels, campaigns, spend, the market, the showroom.
#include "services/lead/lead_service.h"
#include "services/lead/market_calls.h"
#include "services/lead/marketing_calls.h"
#include "services/lead/visit_calls.h"

namespace zamer::lead {

using grpc::CallbackServerContext;
using grpc::ServerUnaryReactor;

ServerUnaryReactor* LeadService::CreateChannel(CallbackServerContext* context, const v1::CreateChannelRequest* request,
                                               v1::Channel* response) {
  return calls_.Unary(context, request, response, [this](rpc::Call& call, const v1::CreateChannelRequest& r) {
    return lead::CreateChannel(parts_, call, r);
  });
}

ServerUnaryReactor* LeadService::UpdateChannel(CallbackServerContext* context, const v1::UpdateChannelRequest* request,
                                               v1::Channel* response) {
  return calls_.Unary(context, request, response, [this](rpc::Call& call, const v1::UpdateChannelRequest& r) {
    return lead::UpdateChannel(parts_, call, r);
  });
}

ServerUnaryReactor* LeadService::ListChannels(CallbackServerContext* context, const v1::ListChannelsRequest* request,
                                              v1::ListChannelsResponse* response) {
  return calls_.Unary(context, request, response, [this](rpc::Call& call, const v1::ListChannelsRequest& r) {
    return lead::ListChannels(parts_, call, r);
  });
}

ServerUnaryReactor* LeadService::CreateCampaign(CallbackServerContext* context,
                                                const v1::CreateCampaignRequest* request, v1::Campaign* response) {
  return calls_.Unary(context, request, response, [this](rpc::Call& call, const v1::CreateCampaignRequest& r) {
    return lead::CreateCampaign(parts_, call, r);
  });
}

ServerUnaryReactor* LeadService::UpdateCampaign(CallbackServerContext* context,
                                                const v1::UpdateCampaignRequest* request, v1::Campaign* response) {
  return calls_.Unary(context, request, response, [this](rpc::Call& call, const v1::UpdateCampaignRequest& r) {
    return lead::UpdateCampaign(parts_, call, r);
  });
}

ServerUnaryReactor* LeadService::ListCampaigns(CallbackServerContext* context, const v1::ListCampaignsRequest* request,
                                               v1::ListCampaignsResponse* response) {
  return calls_.Unary(context, request, response, [this](rpc::Call& call, const v1::ListCampaignsRequest& r) {
    return lead::ListCampaigns(parts_, call, r);
  });
}

ServerUnaryReactor* LeadService::RecordSpend(CallbackServerContext* context, const v1::RecordSpendRequest* request,
                                             v1::RecordSpendResponse* response) {
  return calls_.Unary(context, request, response, [this](rpc::Call& call, const v1::RecordSpendRequest& r) {
    return RecordSpends(parts_, call, r);
  });
}

ServerUnaryReactor* LeadService::ListSpends(CallbackServerContext* context, const v1::ListSpendsRequest* request,
                                            v1::ListSpendsResponse* response) {
  return calls_.Unary(context, request, response, [this](rpc::Call& call, const v1::ListSpendsRequest& r) {
    return lead::ListSpends(parts_, call, r);
  });
}

ServerUnaryReactor* LeadService::ImportCities(CallbackServerContext* context, const v1::ImportCitiesRequest* request,
                                              v1::ImportCitiesResponse* response) {
  return calls_.Unary(context, request, response, [this](rpc::Call& call, const v1::ImportCitiesRequest& r) {
    return lead::ImportCities(parts_, call, r);
  });
}

ServerUnaryReactor* LeadService::UpdateCity(CallbackServerContext* context, const v1::UpdateCityRequest* request,
                                            v1::City* response) {
  return calls_.Unary(context, request, response, [this](rpc::Call& call, const v1::UpdateCityRequest& r) {
    return lead::UpdateCity(parts_, call, r);
  });
}

ServerUnaryReactor* LeadService::ListCities(CallbackServerContext* context, const v1::ListCitiesRequest* request,
                                            v1::ListCitiesResponse* response) {
  return calls_.Unary(context, request, response, [this](rpc::Call& call, const v1::ListCitiesRequest& r) {
    return lead::ListCities(parts_, call, r);
  });
}

ServerUnaryReactor* LeadService::GetSaturation(CallbackServerContext* context, const v1::GetSaturationRequest* request,
                                               v1::Saturation* response) {
  return calls_.Unary(context, request, response, [this](rpc::Call& call, const v1::GetSaturationRequest& r) {
    return lead::GetSaturation(parts_, call, r);
  });
}

ServerUnaryReactor* LeadService::RecordVisit(CallbackServerContext* context, const v1::RecordVisitRequest* request,
                                             v1::Visit* response) {
  return calls_.Unary(context, request, response, [this](rpc::Call& call, const v1::RecordVisitRequest& r) {
    return lead::RecordVisit(parts_, call, r);
  });
}

ServerUnaryReactor* LeadService::CaptureVisitPhone(CallbackServerContext* context,
                                                   const v1::CaptureVisitPhoneRequest* request, v1::Visit* response) {
  return calls_.Unary(context, request, response, [this](rpc::Call& call, const v1::CaptureVisitPhoneRequest& r) {
    return lead::CaptureVisitPhone(parts_, call, r);
  });
}

ServerUnaryReactor* LeadService::ListVisits(CallbackServerContext* context, const v1::ListVisitsRequest* request,
                                            v1::ListVisitsResponse* response) {
  return calls_.Unary(context, request, response, [this](rpc::Call& call, const v1::ListVisitsRequest& r) {
    return lead::ListVisits(parts_, call, r);
  });
}

}  // namespace zamer::lead
