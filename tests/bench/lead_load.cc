#include "tests/bench/lead_load.h"

#include <absl/strings/str_cat.h>
#include <absl/time/clock.h>

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>

#include "tests/bench/department.h"
#include "zamer/lead/v1/lead_service.grpc.pb.h"

namespace zamer::bench {
namespace {

// One generator for one load; its callbacks come on gRPC's threads.
class Generator {
 public:
  Generator(const std::shared_ptr<grpc::Channel>& channel, const Load& load)
      : stub_(lead::v1::LeadService::NewStub(channel)),
        load_(load),
        bearer_(BearerOf("head", type::v1::SALES_HEAD)),
        calls_(static_cast<std::size_t>(load.leads)) {}

  LoadResult Run() {
    start_ = absl::Now();
    load_.rate > 0 ? SendAtRate() : SendAtFullSpeed();
    std::unique_lock lock(mutex_);
    all_done_.wait(lock, [this] { return done_ == load_.leads; });
    return Collect();
  }

 private:
  struct Call {
    std::unique_ptr<grpc::ClientContext> context;
    lead::v1::CreateLeadRequest request;
    lead::v1::Lead response;
    absl::Time since;
    absl::Duration latency;
    bool ok = false;
  };

  void SendAtFullSpeed() {
    closed_loop_ = true;
    for (int i = 0; i < load_.in_flight; ++i) SendNext(absl::InfinitePast());
  }

  // This thread is a metronome: it sleeps until each call is due.
  void SendAtRate() {
    for (int i = 0; i < load_.leads; ++i) {
      const absl::Time due = start_ + absl::Seconds(i / load_.rate);
      absl::SleepFor(due - absl::Now());
      SendNext(due);
    }
  }

  void SendNext(absl::Time due) {
    const int i = next_.fetch_add(1);
    if (i >= load_.leads) return;
    Call& call = calls_[static_cast<std::size_t>(i)];
    call.context = ContextFor(bearer_);
    const std::int64_t phone = load_.first_phone + i;
    call.request.set_parent(kDepartment);
    call.request.set_request_id(absl::StrCat("load-", phone));
    call.request.mutable_lead()->add_phones()->set_raw(absl::StrCat("+79", absl::Dec(phone, absl::kZeroPad9)));
    call.since = due == absl::InfinitePast() ? absl::Now() : due;
    stub_->async()->CreateLead(call.context.get(), &call.request, &call.response,
                               [this, &call](const grpc::Status& status) { Finish(call, status); });
  }

  void Finish(Call& call, const grpc::Status& status) {
    call.latency = absl::Now() - call.since;
    call.ok = status.ok();
    call.context.reset();
    if (closed_loop_) SendNext(absl::InfinitePast());
    std::lock_guard lock(mutex_);
    if (++done_ == load_.leads) {
      end_ = absl::Now();
      all_done_.notify_one();
    }
  }

  LoadResult Collect() {
    LoadResult result;
    result.took = end_ - start_;
    for (const Call& call : calls_) {
      call.ok ? ++result.succeeded : ++result.failed;
      if (!call.ok) continue;
      result.latencies.push_back(call.latency);
      result.acknowledged.push_back(call.since + call.latency);
    }
    return result;
  }

  std::unique_ptr<lead::v1::LeadService::Stub> stub_;
  const Load load_;
  const std::string bearer_;
  std::vector<Call> calls_;
  bool closed_loop_ = false;
  std::atomic<int> next_ = 0;
  absl::Time start_;
  absl::Time end_;
  std::mutex mutex_;
  std::condition_variable all_done_;
  int done_ = 0;
};

}  // namespace

LoadResult CreateLeads(const std::shared_ptr<grpc::Channel>& channel, const Load& load) {
  return Generator(channel, load).Run();
}

}  // namespace zamer::bench
