#pragma once
#include "services/common/rpc/calls.h"
#include "services/gateway/access/display_calls.h"
#include "services/gateway/access/login_calls.h"
#include "services/gateway/access/session_calls.h"
#include "zamer/gateway/v1/access_service.grpc.pb.h"

namespace zamer::gateway::access {

// Logins, sessions and displays: proto/zamer/gateway/v1/access_service.proto. gRPC calls the methods on its threads;
// everything else happens on the loop thread.
class AccessService final : public v1::AccessService::CallbackService {
 public:
  // `host` must outlive it.
  AccessService(rpc::Host& host, const LoginParts& parts, SessionTimes times, IdSource& ids)
      : calls_(host, v1::AccessService::service_full_name()),
        logins_(parts),
        sessions_(parts.store, times),
        displays_(parts.store, ids) {}

  grpc::ServerUnaryReactor* SetLogin(grpc::CallbackServerContext* context, const v1::SetLoginRequest* request,
                                     v1::Login* response) override;
  grpc::ServerUnaryReactor* RemoveLogin(grpc::CallbackServerContext* context, const v1::RemoveLoginRequest* request,
                                        v1::RemoveLoginResponse* response) override;
  grpc::ServerUnaryReactor* ListLogins(grpc::CallbackServerContext* context, const v1::ListLoginsRequest* request,
                                       v1::ListLoginsResponse* response) override;
  grpc::ServerUnaryReactor* ChangePassword(grpc::CallbackServerContext* context,
                                           const v1::ChangePasswordRequest* request,
                                           v1::ChangePasswordResponse* response) override;
  grpc::ServerUnaryReactor* ListSessions(grpc::CallbackServerContext* context, const v1::ListSessionsRequest* request,
                                         v1::ListSessionsResponse* response) override;
  grpc::ServerUnaryReactor* EndSession(grpc::CallbackServerContext* context, const v1::EndSessionRequest* request,
                                       v1::EndSessionResponse* response) override;
  grpc::ServerUnaryReactor* EndAllSessions(grpc::CallbackServerContext* context,
                                           const v1::EndAllSessionsRequest* request,
                                           v1::EndAllSessionsResponse* response) override;
  grpc::ServerUnaryReactor* CreateDisplay(grpc::CallbackServerContext* context, const v1::CreateDisplayRequest* request,
                                          v1::CreateDisplayResponse* response) override;
  grpc::ServerUnaryReactor* ListDisplays(grpc::CallbackServerContext* context, const v1::ListDisplaysRequest* request,
                                         v1::ListDisplaysResponse* response) override;
  grpc::ServerUnaryReactor* RevokeDisplay(grpc::CallbackServerContext* context, const v1::RevokeDisplayRequest* request,
                                          v1::RevokeDisplayResponse* response) override;

 private:
  rpc::Calls calls_;
  LoginCalls logins_;
  SessionCalls sessions_;
  DisplayCalls displays_;
};

}  // namespace zamer::gateway::access
