// What a page of ListLeads and of ListFocus costs with 1,000,000 leads against 1,000, while leads change all the time:
// p99 at most 1.5 times as much. BENCH_LEADS gives another number than 1,000,000.
//
// The pages of both are as long and look through as much of an index, so the ratio is what the number of leads costs.
#include <absl/strings/str_cat.h>
#include <absl/time/clock.h>

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "services/common/text/number.h"
#include "services/common/time/timestamps.h"
#include "tests/bench/department.h"
#include "tests/bench/figures.h"
#include "tests/bench/stored_leads.h"
#include "tests/support/caller.h"
#include "tests/support/cluster.h"
#include "zamer/lead/v1/lead_service.grpc.pb.h"

namespace zamer::bench {
namespace {

using lead::v1::Lead;
using lead::v1::LeadService;
using lead::v1::ListLeadsRequest;

constexpr int kRounds = 7;
constexpr int kPagesPerRound = 500;
constexpr int kPage = 50;
constexpr int kFocusPage = 10;
constexpr double kLimit = 1.5;
constexpr absl::Duration kBetweenChanges = absl::Milliseconds(5);  // 200 changes a second

struct Department {
  Department(const std::string& its_id, int its_leads) : id(its_id), leads(its_leads) {
    bearer = "Bearer " + testing::MintToken(name() + "/employees/head", id, {type::v1::SALES_HEAD});
  }
  std::string name() const { return "departments/" + id; }
  std::string manager(int number) const { return absl::StrCat(name(), "/employees/manager-", number % kManagers); }

  std::string id;
  int leads;
  std::string bearer;  // of its sales head
};

int LeadsWanted() {
  const char* const given = std::getenv("BENCH_LEADS");
  return given == nullptr ? 1'000'000 : ParseNumber<int>(given).value_or(0);
}

[[noreturn]] void Fail(const std::string& what) {
  std::fprintf(stderr, "%s\n", what.c_str());
  std::exit(1);
}

// One call; how long it took.
template <class Request, class Response>
absl::Duration Ask(LeadService::Stub& stub, const Department& department,
                   grpc::Status (LeadService::Stub::*method)(grpc::ClientContext*, const Request&, Response*),
                   const Request& request, Response& response) {
  const auto context = ContextFor(department.bearer);
  const absl::Time begin = absl::Now();
  const grpc::Status status = (stub.*method)(context.get(), request, &response);
  if (!status.ok()) Fail(status.error_message());
  return absl::Now() - begin;
}

// Changes leads of all departments, one after the other, until it goes.
class Changing {
 public:
  Changing(const std::shared_ptr<grpc::Channel>& channel, const std::vector<Department>& departments)
      : stub_(LeadService::NewStub(channel)), departments_(departments), thread_([this] { Run(); }) {}
  ~Changing() {
    stop_ = true;
    thread_.join();
  }

 private:
  void Run() {
    for (int i = 0; !stop_; ++i) {
      for (const Department& department : departments_) Change(department, i);
      absl::SleepFor(kBetweenChanges * 2);
    }
  }

  // To another city and back.
  void Change(const Department& department, int i) {
    lead::v1::UpdateLeadRequest request;
    request.mutable_lead()->set_name(StoredLead(department.id, i * 7 % department.leads));
    request.mutable_lead()->set_city(i % 2 == 0 ? "Тула" : "Орёл");
    request.set_request_id(absl::StrCat("change-", i));
    Lead changed;
    Ask(*stub_, department, &LeadService::Stub::UpdateLead, request, changed);
  }

  const std::unique_ptr<LeadService::Stub> stub_;
  const std::vector<Department> departments_;
  std::atomic<bool> stop_ = false;
  std::thread thread_;
};

class Pages {
 public:
  Pages(testing::Cluster& cluster, Department few, Department many)
      : stub_(LeadService::NewStub(cluster.Channel(testing::Service::kLead))),
        few_(std::move(few)),
        many_(std::move(many)) {}

  // A page of the department, for the n-th time.
  using Question = std::function<absl::Duration(const Department&, int)>;

  // Prints what the page costs; whether it is within the limit.
  bool Compare(const std::string& what, const Question& question) {
    std::vector<double> few, many, ratios;
    for (int round = 0; round < kRounds; ++round) {
      std::vector<absl::Duration> of_few, of_many;
      for (int i = 0; i < kPagesPerRound; ++i) {  // in turn, so that both meet the same hour
        of_few.push_back(question(few_, i));
        of_many.push_back(question(many_, i));
      }
      few.push_back(absl::ToDoubleMilliseconds(Quantile(of_few, 0.99)));
      many.push_back(absl::ToDoubleMilliseconds(Quantile(of_many, 0.99)));
      ratios.push_back(many.back() / few.back());
    }
    std::printf("  %s: p99 %.2f ms at %d leads, %.2f ms at %d\n", what.c_str(), Median(few), few_.leads, Median(many),
                many_.leads);
    return PrintAtMost(absl::StrCat(what, ": p99 of many / of few"), Median(ratios), kLimit);
  }

  absl::Duration List(const Department& department, ListLeadsRequest request) {
    request.set_parent(department.name());
    request.set_page_size(kPage);
    lead::v1::ListLeadsResponse response;
    const absl::Duration took = Ask(*stub_, department, &LeadService::Stub::ListLeads, request, response);
    if (response.leads().empty()) Fail("a page without leads");
    return took;
  }

  absl::Duration Focus(const Department& department, int i) {
    lead::v1::ListFocusRequest request;
    request.set_parent(department.manager(i));
    request.set_page_size(kFocusPage);
    lead::v1::ListFocusResponse response;
    const absl::Duration took = Ask(*stub_, department, &LeadService::Stub::ListFocus, request, response);
    if (response.entries_size() != kFocusPage) Fail("a short focus list");
    return took;
  }

 private:
  const std::unique_ptr<LeadService::Stub> stub_;
  const Department few_;
  const Department many_;
};

bool CompareAll(Pages& pages) {
  bool kept = pages.Compare("own open leads", [&](const Department& department, int i) {
    ListLeadsRequest list;
    list.set_owner(department.manager(i));
    return pages.List(department, list);
  });
  kept &= pages.Compare("lost leads", [&](const Department& department, int) {
    ListLeadsRequest list;
    list.set_state(Lead::LOST);
    return pages.List(department, list);
  });
  kept &= pages.Compare("a channel's leads with a phone", [&](const Department& department, int i) {
    ListLeadsRequest list;
    list.set_state(Lead::PHONE_CAPTURED);
    list.set_channel(absl::StrCat(department.name(), "/channels/channel-", i % kChannels));
    return pages.List(department, list);
  });
  kept &= pages.Compare("next steps of the coming week", [&](const Department& department, int) {
    ListLeadsRequest list;
    *list.mutable_next_step_start_time() = ToTimestamp(absl::Now());
    *list.mutable_next_step_end_time() = ToTimestamp(absl::Now() + absl::Hours(24 * 7));
    return pages.List(department, list);
  });
  kept &= pages.Compare("clients of a name", [&](const Department& department, int i) {
    ListLeadsRequest list;
    list.set_text(StoredName(i));
    return pages.List(department, list);
  });
  kept &= pages.Compare("focus list", [&](const Department& department, int i) { return pages.Focus(department, i); });
  return kept;
}

int Run() {
  const Department few{"thousand", 1'000};
  const Department many{"million", LeadsWanted()};
  if (many.leads < few.leads) Fail("BENCH_LEADS must be a number from 1000");
  testing::Cluster cluster({.bin_dir = ZAMER_BIN_DIR});
  for (const Department& department : {few, many}) {
    SetUpDepartment(cluster, department.name());
    const absl::Time begin = absl::Now();
    StoreLeads(cluster.redis(), department.id, department.leads, begin);
    std::printf("  %d leads stored in %.1f s\n", department.leads, absl::ToDoubleSeconds(absl::Now() - begin));
  }
  const Changing changing(cluster.Channel(testing::Service::kLead), {few, many});
  Pages pages(cluster, few, many);
  std::printf("Pages of %d leads and focus lists of %d, %d in each round of %d\n", kPage, kFocusPage, kPagesPerRound,
              kRounds);
  return CompareAll(pages) ? 0 : 1;
}

}  // namespace
}  // namespace zamer::bench

int main() { return zamer::bench::Run(); }
