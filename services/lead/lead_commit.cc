#include "services/lead/lead_commit.h"

#include <utility>

#include "services/common/status/macros.h"
#include "services/lead/lead_reads.h"

namespace zamer::lead {

asio::awaitable<absl::StatusOr<v1::Lead>> CommitLead(const LeadParts& parts, rpc::Call& call,
                                                     const google::protobuf::Message& request, std::string department,
                                                     std::vector<std::string> names, LeadBody body) {
  ZAMER_CO_ASSIGN_OR_RETURN(const store::Gate::Pass pass, co_await parts.gate.Enter(std::move(names), call.deadline()));
  v1::Lead shown;
  ZAMER_CO_ASSIGN_OR_RETURN(
      const store::Committed done,
      co_await parts.store.Commit(store::MutationOf(call, department, request),
                                  [&](store::Transaction& tx) -> asio::awaitable<absl::StatusOr<std::string>> {
                                    LeadWork work(parts, tx, department, events::CauseOf(call));
                                    ZAMER_CO_ASSIGN_OR_RETURN(std::string answer, co_await body(work));
                                    ZAMER_CO_RETURN_IF_ERROR(co_await work.Finish());
                                    ZAMER_CO_ASSIGN_OR_RETURN(shown, co_await work.Show(answer));
                                    co_return answer;
                                  }));
  if (!done.position.empty()) call.SetPosition(done.position);
  if (!done.replayed) co_return shown;
  co_return co_await ReadLead(parts, call, done.answer);
}

}  // namespace zamer::lead
