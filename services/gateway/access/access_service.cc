#include "services/gateway/access/access_service.h"

namespace zamer::gateway::access {

using grpc::CallbackServerContext;
using grpc::ServerUnaryReactor;

ServerUnaryReactor* AccessService::SetLogin(CallbackServerContext* context, const v1::SetLoginRequest* request,
                                            v1::Login* response) {
  return calls_.Unary(context, request, response,
                      [this](rpc::Call& call, const auto& asked) { return logins_.Set(call, asked); });
}

ServerUnaryReactor* AccessService::RemoveLogin(CallbackServerContext* context, const v1::RemoveLoginRequest* request,
                                               v1::RemoveLoginResponse* response) {
  return calls_.Unary(context, request, response,
                      [this](rpc::Call& call, const auto& asked) { return logins_.Remove(call, asked); });
}

ServerUnaryReactor* AccessService::ListLogins(CallbackServerContext* context, const v1::ListLoginsRequest* request,
                                              v1::ListLoginsResponse* response) {
  return calls_.Unary(context, request, response,
                      [this](rpc::Call& call, const auto& asked) { return logins_.List(call, asked); });
}

ServerUnaryReactor* AccessService::ChangePassword(CallbackServerContext* context,
                                                  const v1::ChangePasswordRequest* request,
                                                  v1::ChangePasswordResponse* response) {
  return calls_.Unary(context, request, response,
                      [this](rpc::Call& call, const auto& asked) { return logins_.ChangePassword(call, asked); });
}

ServerUnaryReactor* AccessService::ListSessions(CallbackServerContext* context, const v1::ListSessionsRequest* request,
                                                v1::ListSessionsResponse* response) {
  return calls_.Unary(context, request, response,
                      [this](rpc::Call& call, const auto& asked) { return sessions_.List(call, asked); });
}

ServerUnaryReactor* AccessService::EndSession(CallbackServerContext* context, const v1::EndSessionRequest* request,
                                              v1::EndSessionResponse* response) {
  return calls_.Unary(context, request, response,
                      [this](rpc::Call& call, const auto& asked) { return sessions_.End(call, asked); });
}

ServerUnaryReactor* AccessService::EndAllSessions(CallbackServerContext* context,
                                                  const v1::EndAllSessionsRequest* request,
                                                  v1::EndAllSessionsResponse* response) {
  return calls_.Unary(context, request, response,
                      [this](rpc::Call& call, const auto& asked) { return sessions_.EndAll(call, asked); });
}

ServerUnaryReactor* AccessService::CreateDisplay(CallbackServerContext* context,
                                                 const v1::CreateDisplayRequest* request,
                                                 v1::CreateDisplayResponse* response) {
  return calls_.Unary(context, request, response,
                      [this](rpc::Call& call, const auto& asked) { return displays_.Create(call, asked); });
}

ServerUnaryReactor* AccessService::ListDisplays(CallbackServerContext* context, const v1::ListDisplaysRequest* request,
                                                v1::ListDisplaysResponse* response) {
  return calls_.Unary(context, request, response,
                      [this](rpc::Call& call, const auto& asked) { return displays_.List(call, asked); });
}

ServerUnaryReactor* AccessService::RevokeDisplay(CallbackServerContext* context,
                                                 const v1::RevokeDisplayRequest* request,
                                                 v1::RevokeDisplayResponse* response) {
  return calls_.Unary(context, request, response,
                      [this](rpc::Call& call, const auto& asked) { return displays_.Revoke(call, asked); });
}

}  // namespace zamer::gateway::access
