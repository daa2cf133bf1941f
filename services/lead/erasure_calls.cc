#include "services/lead/erasure_calls.h"

#include <string>
#include <utility>
#include <vector>

#include "services/common/names/names.h"
#include "services/common/status/macros.h"
#include "services/lead/domain/erasure.h"
#include "services/lead/journals.h"
#include "services/lead/kept_calls.h"
#include "services/lead/lead_reads.h"
#include "services/lead/lead_records.h"

namespace zamer::lead {
namespace {

// Earlier leads of one person that are forgotten with the present one.
constexpr int kMaxEarlier = 64;

// One run of the commit's body.
class Erasing {
 public:
  explicit Erasing(LeadWork& work) : work_(work) {}

  // The name of the lead that stands for the person.
  asio::awaitable<absl::StatusOr<std::string>> Run(std::string name) {
    ZAMER_CO_ASSIGN_OR_RETURN(Change present, co_await work_.LoadPresent(std::move(name)));
    std::string answer = present.lead().name();
    std::string earlier = present.lead().previous_lead();
    ZAMER_CO_RETURN_IF_ERROR(co_await Forget(std::move(present)));
    for (int i = 0; i < kMaxEarlier && !earlier.empty(); ++i) {
      ZAMER_CO_ASSIGN_OR_RETURN(Change lead, co_await work_.Load(earlier));
      earlier = lead.lead().previous_lead();
      ZAMER_CO_RETURN_IF_ERROR(co_await Forget(std::move(lead)));
    }
    co_return answer;
  }

 private:
  // The lead, those merged into it with what would take that back, and all interactions.
  asio::awaitable<absl::Status> Forget(Change lead) {
    ZAMER_CO_ASSIGN_OR_RETURN(const std::vector<store::Key> pages, co_await work_.LoadPages(lead.record));
    for (const store::Key& key : pages) ZAMER_CO_RETURN_IF_ERROR(co_await ForgetPage(key));
    for (const std::string& id : lead.record.absorbed()) {
      ZAMER_CO_ASSIGN_OR_RETURN(Change absorbed, co_await work_.Load(LeadNameOf(work_.department(), id)));
      ZAMER_CO_RETURN_IF_ERROR(co_await ForgetKeptCalls(work_, absorbed.lead()));
      StageErased(std::move(absorbed));
      ZAMER_CO_RETURN_IF_ERROR(co_await DropJournal(work_, id));
    }
    // A lead may have a phone by which somebody else was found, until that one was forgotten: then calls are kept.
    ZAMER_CO_RETURN_IF_ERROR(co_await ForgetKeptCalls(work_, lead.lead()));
    StageErased(std::move(lead));
    co_return absl::OkStatus();
  }

  asio::awaitable<absl::Status> ForgetPage(store::Key key) {
    ZAMER_CO_ASSIGN_OR_RETURN(const auto found, co_await work_.tx().Get<v1::HistoryPage>(key));
    if (!found) co_return absl::OkStatus();
    v1::HistoryPage page = *found;
    ErasePersonal(page);
    work_.tx().Put(key, std::move(page));
    co_return absl::OkStatus();
  }

  void StageErased(Change lead) {
    Erase(lead);
    if (!lead.facts.empty()) work_.Stage(std::move(lead));
  }

  LeadWork& work_;
};

}  // namespace

asio::awaitable<absl::StatusOr<v1::Lead>> EraseLead(const LeadParts& parts, rpc::Call& call,
                                                    const v1::EraseLeadRequest& request) {
  const std::string department(DepartmentOf(request.name()));
  std::vector<std::string> alone{request.name()};
  ZAMER_CO_ASSIGN_OR_RETURN(const store::Gate::Pass pass, co_await parts.gate.Enter(std::move(alone), call.deadline()));
  ZAMER_CO_ASSIGN_OR_RETURN(
      const store::Committed done,
      co_await parts.store.Commit(store::MutationOf(call, department, request),
                                  [&](store::Transaction& tx) -> asio::awaitable<absl::StatusOr<std::string>> {
                                    LeadWork work(parts, tx, department, events::CauseOf(call));
                                    Erasing erasing(work);
                                    ZAMER_CO_ASSIGN_OR_RETURN(std::string answer, co_await erasing.Run(request.name()));
                                    ZAMER_CO_RETURN_IF_ERROR(co_await work.Finish());
                                    co_return answer;
                                  }));
  if (!done.position.empty()) call.SetPosition(done.position);
  co_return co_await ReadLead(parts, call, done.answer);
}

}  // namespace zamer::lead
