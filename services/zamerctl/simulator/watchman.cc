#include "services/zamerctl/simulator/watchman.h"

#include <absl/strings/str_cat.h>

#include <set>

#include "services/common/status/macros.h"

namespace zamer::simulator {
namespace {

constexpr absl::Duration kEvery = absl::Hours(1);
constexpr int kPage = 500;
// Who drops out at the moment of a look may still be named in it.
constexpr absl::Duration kGrace = absl::Minutes(1);

}  // namespace

asio::awaitable<absl::Status> Watchman::Run(absl::Time begin) {
  for (absl::Time next = begin + kEvery; co_await pace_.Until(next); next += kEvery) {
    ZAMER_CO_RETURN_IF_ERROR(co_await Look(next));
  }
  co_return absl::OkStatus();
}

asio::awaitable<absl::Status> Watchman::Look(absl::Time now) {
  ++looks_;
  // The queue first: a lead that leaves it meanwhile has an owner in the second list.
  ZAMER_CO_ASSIGN_OR_RETURN(const std::vector<lead::v1::Lead> waiting, co_await List(true));
  std::set<std::string> queue;
  for (const lead::v1::Lead& lead : waiting) queue.insert(lead.name());
  ZAMER_CO_ASSIGN_OR_RETURN(const std::vector<lead::v1::Lead> open, co_await List(false));
  for (const lead::v1::Lead& lead : open) Check(lead, queue.contains(lead.name()), now);
  leads_seen_ += static_cast<std::int64_t>(open.size());
  co_return absl::OkStatus();
}

asio::awaitable<absl::StatusOr<std::vector<lead::v1::Lead>>> Watchman::List(bool queued) {
  std::vector<lead::v1::Lead> leads;
  lead::v1::ListLeadsRequest request;
  request.set_parent(team_.department());
  request.set_page_size(kPage);
  request.set_open(!queued);
  request.set_queued(queued);
  do {
    ZAMER_CO_ASSIGN_OR_RETURN(const lead::v1::ListLeadsResponse page,
                              co_await zamer_.Call(team_.sales_head(), seen_, &LeadApi::ListLeads, request));
    leads.insert(leads.end(), page.leads().begin(), page.leads().end());
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  co_return leads;
}

void Watchman::Check(const lead::v1::Lead& lead, bool queued, absl::Time now) {
  const auto fault = [&](std::string_view what) {
    if (faults_.size() >= kMostFaults) return;
    faults_.push_back(absl::StrCat(lead.name(), " at ", absl::FormatTime(now), ": ", std::string(what)));
  };
  if (lead.owner().empty() && !queued) fault("has no owner and does not wait in the queue");
  if (!lead.owner().empty() && staff_.IsOut(lead.owner(), now - kGrace) && staff_.IsOut(lead.owner(), now))
    fault("is owned by somebody who has dropped out");
  const lead::v1::FirstResponse& response = lead.first_response();
  if (!response.has_due_time() && !response.has_attempt_time() && !response.has_talk_time() && !queued) {
    fault("has no clock");
  }
  const bool signed_client =
      lead.state() == lead::v1::Lead::CONTRACT_SIGNED || lead.state() == lead::v1::Lead::IN_PRODUCTION;
  if (!signed_client && !lead.has_next_step_time() && !lead.has_next_step_missing_since_time()) {
    fault("has neither a next step nor a note that it lacks one");
  }
}

}  // namespace zamer::simulator
