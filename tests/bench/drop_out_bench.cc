// A lead manager with a thousand open leads drops out: how long until all of them are with others. Limit: 1 s, by one
// call and by what scheduling tells alike.
#include <absl/strings/str_cat.h>
#include <absl/time/clock.h>

#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include "services/common/names/names.h"
#include "services/common/time/timestamps.h"
#include "tests/bench/department.h"
#include "tests/bench/figures.h"
#include "tests/bench/lead_load.h"
#include "tests/support/cluster.h"
#include "zamer/lead/v1/lead_service.grpc.pb.h"
#include "zamer/scheduling/v1/scheduling_service.grpc.pb.h"

namespace zamer::bench {
namespace {

using lead::v1::LeadService;
using scheduling::v1::SchedulingService;
using testing::Service;

constexpr int kManagers = 10;  // of the department
constexpr int kLeads = 1000;   // of each
constexpr int kRounds = 3;
constexpr double kLimit = 1;  // second

class Bench {
 public:
  Bench() {
    SetUpDepartment(cluster_);
    leads_ = LeadService::NewStub(cluster_.Channel(Service::kLead));
    scheduling_ = SchedulingService::NewStub(cluster_.Channel(Service::kScheduling));
    CreateLeads(cluster_.Address(Service::kLead), {.leads = kManagers * kLeads});
  }

  bool Run() {
    std::vector<double> by_call, by_event;
    by_call.reserve(kRounds);
    by_event.reserve(kRounds);
    for (int round = 0; round < kRounds; ++round) {
      by_call.push_back(Measure("a call", [&] { return Redistribute(); }));
      by_event.push_back(Measure("a drop-out in scheduling", [&] { return DropOut(); }));
    }
    const bool call_kept = Tell("a call", by_call);
    const bool event_kept = Tell("a drop-out in scheduling", by_event);
    return call_kept && event_kept;
  }

 private:
  // Seconds for a thousand leads. Who is out has got a share of those before him, so some have more.
  template <class Do>
  double Measure(const char* by, Do hand_on) {
    const long open = OpenLeads();
    const absl::Time start = absl::Now();
    const bool done = hand_on() && testing::Eventually([&] { return OpenLeads() == 0; });
    const double seconds = absl::ToDoubleSeconds(absl::Now() - start);
    if (!done) {
      std::fprintf(stderr, "%s: not all leads went to others\n", Leaver().c_str());
      std::exit(1);
    }
    std::printf("  by %s: %ld leads in %.3f s\n", by, open, seconds);
    ++leaver_;
    return seconds * kLeads / static_cast<double>(open);
  }

  static bool Tell(const std::string& by, const std::vector<double>& seconds) {
    const double median = Median(seconds);
    const bool kept = PrintAtMost(absl::StrCat("a thousand leads by ", by, ", s"), median, kLimit);
    Print("  share of the limit", median / kLimit, "");
    return kept;
  }

  std::string Leaver() const { return Child(kDepartment, "employees", absl::StrCat("manager-", leaver_)); }

  long OpenLeads() {
    lead::v1::CountLeadsRequest request;
    request.set_parent(kDepartment);
    request.set_owner(Leaver());
    lead::v1::CountLeadsResponse counts;
    if (!leads_->CountLeads(Context().get(), request, &counts).ok()) return -1;
    long sum = 0;
    for (const auto& state : counts.states()) sum += state.count();
    return sum;
  }

  bool Redistribute() {
    lead::v1::RedistributeLeadsRequest request;
    request.set_parent(kDepartment);
    request.set_owner(Leaver());
    request.set_request_id(absl::StrCat("redistribute-", leaver_));
    lead::v1::Redistribution done;
    return leads_->RedistributeLeads(Context().get(), request, &done).ok() &&
           done.state() == lead::v1::Redistribution::DONE;
  }

  bool DropOut() {
    scheduling::v1::DropOutRequest request;
    request.set_name(Leaver());
    request.set_cause(scheduling::v1::EmployeeDroppedOut::SICK);
    *request.mutable_end_time() = ToTimestamp(absl::Now() + absl::Hours(72));
    request.set_request_id(absl::StrCat("drop-out-", leaver_));
    scheduling::v1::Employee out;
    return scheduling_->DropOut(Context().get(), request, &out).ok();
  }

  std::unique_ptr<grpc::ClientContext> Context() const { return ContextFor(bearer_); }

  testing::Cluster cluster_{{.bin_dir = ZAMER_BIN_DIR}};
  const std::string bearer_ = BearerOf("head", type::v1::SALES_HEAD);
  std::unique_ptr<LeadService::Stub> leads_;
  std::unique_ptr<SchedulingService::Stub> scheduling_;
  int leaver_ = 0;
};

}  // namespace
}  // namespace zamer::bench

int main() { return zamer::bench::Bench().Run() ? 0 : 1; }
