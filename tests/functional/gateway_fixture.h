// Everything that a browser reaches, as real processes.
#pragma once

#include <google/protobuf/message.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "services/gateway/domain/grpc_web.h"
#include "tests/support/cluster.h"
#include "tests/support/gateway_process.h"
#include "tests/support/grpc_web_answer.h"
#include "tests/support/scene.h"

namespace zamer::testing {

inline constexpr char kGetLead[] = "/zamer.lead.v1.LeadService/GetLead";
inline constexpr char kCreateLead[] = "/zamer.lead.v1.LeadService/CreateLead";
inline constexpr char kGetFunnel[] = "/zamer.metrics.v1.MetricsService/GetFunnel";
inline constexpr char kWatchKpis[] = "/zamer.metrics.v1.MetricsService/WatchKpis";

class GatewayTest : public ::testing::Test {
 protected:
  static HttpRequest GrpcWeb(const std::string& path, const google::protobuf::Message& message, const Caller& caller) {
    return {.path = path,
            .headers = {{"content-type", "application/grpc-web+proto"}, {"authorization", "Bearer " + caller.token()}},
            .body = GrpcWebRequest(message.SerializeAsString())};
  }
  GrpcWebAnswer AskGrpcWeb(const HttpRequest& request) { return ReadGrpcWebAnswer(gateway_.Ask(request).body); }

  static lead::v1::GetLeadRequest LeadNamed(const std::string& name) {
    lead::v1::GetLeadRequest request;
    request.set_name(name);
    return request;
  }

  Cluster cluster_{{.bin_dir = ZAMER_BIN_DIR}};
  Scene scene_{cluster_};
  GatewayProcess gateway_{cluster_, ZAMER_BIN_DIR};
};

}  // namespace zamer::testing
