#include "tests/unit/gateway/bridge/fake_metrics.h"

#include "services/common/rpc/to_grpc.h"
#include "services/common/status/errors.h"

namespace zamer::gateway {
namespace {

constexpr int kEndless = 1'000'000;
constexpr std::size_t kMegabyte = 1 << 20;

absl::Status Refused() {
  Violations violations;
  violations.Add("period", "must be of this century");
  return violations.ToStatus();
}

int MessagesFor(const std::string& department) {
  if (department == "departments/endless") return kEndless;
  if (department == "departments/refuses") return 0;
  if (department == "departments/quiet") return 1;
  return department == "departments/broken" ? 2 : 3;
}

// Answers nothing for as long as somebody waits.
class Silence final : public grpc::ServerUnaryReactor {
 public:
  void OnCancel() override { Finish(grpc::Status::CANCELLED); }
  void OnDone() override { delete this; }
};

}  // namespace

// Sends its messages one after the other and then ends the stream, or waits to be cancelled.
class FakeMetrics::Watch final : public grpc::ServerWriteReactor<metrics::v1::WatchKpisResponse> {
 public:
  Watch(FakeMetrics& owner, const std::string& department)
      : owner_(owner), left_(MessagesFor(department)), stays_(department == "departments/quiet") {
    if (department == "departments/broken" || department == "departments/refuses") end_ = rpc::ToGrpc(Refused());
    if (department == "departments/endless") {
      message_.mutable_snapshot()->add_rows()->add_dimension_values(std::string(kMegabyte, 'x'));
    }
    Next();
  }

  void OnWriteDone(bool ok) override {
    if (!ok) return Finish(grpc::Status::CANCELLED);
    ++owner_.sent_;
    Next();
  }
  void OnCancel() override {
    ++owner_.cancelled_;
    if (stays_) Finish(grpc::Status::CANCELLED);
  }
  void OnDone() override { delete this; }

 private:
  void Next() {
    if (left_-- > 0) {
      message_.set_sequence(message_.sequence() + 1);
      StartWrite(&message_);
    } else if (!stays_) {
      Finish(end_);
    }
  }

  FakeMetrics& owner_;
  int left_;
  bool stays_;
  grpc::Status end_;
  metrics::v1::WatchKpisResponse message_;
};

FakeMetrics::FakeMetrics() {
  grpc::ServerBuilder builder;
  builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port_);
  builder.RegisterService(this);
  server_ = builder.BuildAndStart();
}

FakeMetrics::~FakeMetrics() { Stop(); }

config::HostPort FakeMetrics::address() const { return {"127.0.0.1", static_cast<std::uint16_t>(port_)}; }

void FakeMetrics::Stop() { server_->Shutdown(std::chrono::system_clock::now()); }

std::multimap<std::string, std::string> FakeMetrics::metadata() const {
  const std::lock_guard lock(mutex_);
  return metadata_;
}

std::chrono::system_clock::time_point FakeMetrics::deadline() const {
  const std::lock_guard lock(mutex_);
  return deadline_;
}

void FakeMetrics::Note(const grpc::CallbackServerContext& context) {
  const std::lock_guard lock(mutex_);
  metadata_.clear();
  for (const auto& [name, value] : context.client_metadata()) {
    metadata_.emplace(std::string(name.data(), name.size()), std::string(value.data(), value.size()));
  }
  deadline_ = context.deadline();
}

grpc::ServerUnaryReactor* FakeMetrics::GetFunnel(grpc::CallbackServerContext* context,
                                                 const metrics::v1::GetFunnelRequest* request,
                                                 metrics::v1::Funnel* response) {
  Note(*context);
  context->AddTrailingMetadata("zamer-position", "metrics-3-14");
  context->AddTrailingMetadata("internal-secret", "s");
  if (request->parent() == "departments/silent") return new Silence;
  grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
  metrics::v1::FunnelStep& step = *response->add_steps();
  step.set_step("leads");
  step.set_count(7);
  reactor->Finish(request->parent() == "departments/refused" ? rpc::ToGrpc(Refused()) : grpc::Status::OK);
  return reactor;
}

grpc::ServerWriteReactor<metrics::v1::WatchKpisResponse>* FakeMetrics::WatchKpis(
    grpc::CallbackServerContext* context, const metrics::v1::WatchKpisRequest* request) {
  Note(*context);
  ++watched_;
  return new Watch(*this, request->query().parent());
}

}  // namespace zamer::gateway
