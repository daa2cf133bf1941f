#include "services/lead/claim_calls.h"

#include <absl/time/time.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "services/common/names/names.h"
#include "services/common/status/errors.h"
#include "services/common/status/macros.h"
#include "services/common/store/page.h"
#include "services/lead/domain/closing.h"
#include "services/lead/domain/touches.h"
#include "services/lead/lead_reads.h"
#include "services/lead/lead_records.h"
#include "services/lead/requests.h"

namespace zamer::lead {
namespace {

constexpr int kPage = 20;
// Pages of the queue that one call looks through for a lead that the caller serves.
constexpr int kMaxPages = 50;

absl::Status QueueEmpty(const std::string& department) {
  return NotFound(
      Reason::kQueueEmpty,
      "No lead waits that you may take. Only who is at work as a lead manager and under the cap of open leads "
      "may, in a department that does not hand leads out by turn.",
      {{"department", DepartmentNameOf(department)}});
}

// One run of the commit's body.
class Claiming {
 public:
  Claiming(LeadWork& work, const rpc::Call& call)
      : work_(work), caller_(EmployeeOf(call)), deadline_(call.deadline()) {}

  // The name of the lead that is the caller's now.
  asio::awaitable<absl::StatusOr<std::string>> Run() {
    ZAMER_CO_ASSIGN_OR_RETURN(roster_, co_await work_.GetRoster());
    if (!roster_->rules().pull || !Serves(v1::Lead())) co_return QueueEmpty(work_.department());
    ZAMER_CO_ASSIGN_OR_RETURN(std::optional<Change> next, co_await FindNext());
    if (!next) co_return QueueEmpty(work_.department());
    std::string name = next->lead().name();
    work_.StageClaim(*std::move(next), std::string(LastSegment(caller_)));
    ZAMER_CO_RETURN_IF_ERROR(co_await work_.Finish());
    ZAMER_CO_ASSIGN_OR_RETURN(const v1::Lead given, co_await work_.Show(name));
    // How many open leads the caller has is only known at the end: at his cap he is given nothing.
    if (given.owner() != caller_) co_return QueueEmpty(work_.department());
    co_return name;
  }

 private:
  // Whether the caller is at work and serves the lead.
  bool Serves(const v1::Lead& lead) const {
    const std::vector<Candidate> there = roster_->OnShift(work_.now(), lead.city(), DimensionsOf(lead).channel());
    return std::ranges::any_of(there, [&](const Candidate& one) {
      return one.serves && EmployeeName{work_.department(), one.employee}.ToString() == caller_;
    });
  }

  bool MayBeTaken(const v1::LeadRecord& record) const {
    return record.queued() && NeedsOwner(record, *roster_) && Serves(record.lead());
  }

  asio::awaitable<absl::StatusOr<std::optional<Change>>> FindNext() {
    std::string token;
    for (int page = 0; page < kMaxPages; ++page) {
      store::PageQuery query = QueueQuery(work_.department(), kPage, std::move(token));
      ZAMER_CO_ASSIGN_OR_RETURN(store::IdPage ids,
                                co_await store::ListIds(work_.parts().store, std::move(query), deadline_));
      ZAMER_CO_ASSIGN_OR_RETURN(std::optional<Change> found, co_await FindAmong(std::move(ids.ids)));
      if (found || ids.next_page_token.empty()) co_return found;
      token = std::move(ids.next_page_token);
    }
    co_return std::nullopt;
  }

  // Looks through a page outside of the commit, which so depends on the lead that is taken and on no other.
  asio::awaitable<absl::StatusOr<std::optional<Change>>> FindAmong(std::vector<std::string> ids) {
    std::vector<store::Key> keys;
    keys.reserve(ids.size());
    for (const std::string& id : ids) keys.push_back(LeadKey(LeadNameOf(work_.department(), id)));
    ZAMER_CO_ASSIGN_OR_RETURN(const auto reads,
                              co_await work_.parts().store.GetAll<v1::LeadRecord>(std::move(keys), deadline_));
    for (const auto& read : reads) {
      if (!read.record || !MayBeTaken(*read.record)) continue;
      ZAMER_CO_ASSIGN_OR_RETURN(Change lead, co_await work_.Load(read.record->lead().name()));
      if (MayBeTaken(lead.record)) co_return lead;
    }
    co_return std::nullopt;
  }

  LeadWork& work_;
  const std::string caller_;
  const absl::Time deadline_;
  std::shared_ptr<const Roster> roster_;
};

}  // namespace

asio::awaitable<absl::StatusOr<v1::Lead>> ClaimNextLead(const LeadParts& parts, rpc::Call& call,
                                                        const v1::ClaimNextLeadRequest& request) {
  const std::string department(LastSegment(request.parent()));
  // Those who claim at the same time would all be given the same lead first.
  std::vector<std::string> alone{request.parent()};
  ZAMER_CO_ASSIGN_OR_RETURN(const store::Gate::Pass pass, co_await parts.gate.Enter(std::move(alone), call.deadline()));
  ZAMER_CO_ASSIGN_OR_RETURN(
      const store::Committed done,
      co_await parts.store.Commit(store::MutationOf(call, department, request),
                                  [&](store::Transaction& tx) -> asio::awaitable<absl::StatusOr<std::string>> {
                                    LeadWork work(parts, tx, department, events::CauseOf(call));
                                    Claiming claiming(work, call);
                                    co_return co_await claiming.Run();
                                  }));
  if (!done.position.empty()) call.SetPosition(done.position);
  co_return co_await ReadLead(parts, call, done.answer);
}

}  // namespace zamer::lead
