#include "tests/bench/lead_load.h"

#include <absl/strings/str_cat.h>
#include <absl/time/clock.h>

#include <algorithm>
#include <asio/io_context.hpp>
#include <asio/steady_timer.hpp>
#include <cmath>

#include "tests/bench/light_client.h"
#include "zamer/lead/v1/lead_service.pb.h"

namespace zamer::bench {
namespace {

// One generator for one load, all on its own loop.
class Generator {
 public:
  Generator(const std::string& address, const Load& load)
      : load_(load),
        client_(loop_, address, "/zamer.lead.v1.LeadService/CreateLead", BearerOf("gateway", type::v1::SERVICE)),
        metronome_(loop_) {}

  LoadResult Run() {
    start_ = absl::Now();
    load_.rate > 0 ? SendWhatIsDue() : SendAtFullSpeed();
    loop_.run();
    return std::move(result_);
  }

 private:
  void SendAtFullSpeed() {
    for (int i = 0; i < std::min(load_.in_flight, load_.leads); ++i) SendNext(absl::Now());
  }

  void SendWhatIsDue() {
    while (next_ < load_.leads) {
      const absl::Time due = DueTime(start_, load_.rate, next_);
      if (due > absl::Now()) return WakeAt(due);
      SendNext(due);
    }
  }

  void WakeAt(absl::Time due) {
    metronome_.expires_after(absl::ToChronoNanoseconds(due - absl::Now()));
    metronome_.async_wait([this](const asio::error_code&) { SendWhatIsDue(); });
  }

  void SendNext(absl::Time since) {
    const int i = next_++;
    const std::int64_t phone = load_.first_phone + i;
    lead::v1::CreateLeadRequest request;
    request.set_parent(load_.departments[static_cast<std::size_t>(i) % load_.departments.size()]);
    request.set_request_id(absl::StrCat("load-", phone));
    request.mutable_lead()->add_phones()->set_raw(absl::StrCat("+79", absl::Dec(phone, absl::kZeroPad9)));
    client_.Call(request, [this, since](bool ok) { Finish(since, ok); });
  }

  void Finish(absl::Time since, bool ok) {
    const absl::Time now = absl::Now();
    ok ? ++result_.succeeded : ++result_.failed;
    if (ok) result_.latencies.push_back(now - since);
    if (ok) result_.acknowledged.push_back(now);
    if (load_.rate == 0 && next_ < load_.leads) SendNext(now);
    if (result_.succeeded + result_.failed < load_.leads) return;
    result_.took = now - start_;
    client_.Close();
  }

  const Load load_;
  asio::io_context loop_{1};
  LightClient client_;
  asio::steady_timer metronome_;
  absl::Time start_;
  int next_ = 0;
  LoadResult result_;
};

}  // namespace

absl::Time DueTime(absl::Time start, double rate, std::int64_t i) {
  return start + absl::Milliseconds(std::ceil(1000 * static_cast<double>(i) / rate));
}

LoadResult CreateLeads(const std::string& address, const Load& load) { return Generator(address, load).Run(); }

}  // namespace zamer::bench
