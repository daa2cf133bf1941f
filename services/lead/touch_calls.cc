#include "services/lead/touch_calls.h"

#include <string>
#include <utility>
#include <vector>

#include "services/common/names/names.h"
#include "services/common/status/errors.h"
#include "services/common/status/macros.h"
#include "services/lead/domain/erasure.h"
#include "services/lead/domain/stages.h"
#include "services/lead/domain/touches.h"
#include "services/lead/lead_reads.h"
#include "services/lead/requests.h"

namespace zamer::lead {
namespace {

// One run of the commit's body.
asio::awaitable<absl::StatusOr<std::string>> Amend(LeadWork& work, const v1::AmendTouchRequest& request,
                                                   v1::Lead& shown) {
  ZAMER_CO_ASSIGN_OR_RETURN(Change change, co_await work.Load(request.name()));
  ZAMER_CO_RETURN_IF_ERROR(CheckMove(change.lead(), Command::kDescribe));
  ZAMER_CO_RETURN_IF_ERROR(CheckNotErased(change.lead()));
  ZAMER_CO_RETURN_IF_ERROR(co_await work.CheckChannel(request.channel()));
  const v1::Touch* const touch = FindTouch(change.lead(), request.touch_id());
  const bool has_channel = touch != nullptr && !touch->channel().empty();
  ZAMER_CO_ASSIGN_OR_RETURN(const v1::ChannelRecord* const channel,
                            co_await work.GetChannel(has_channel ? touch->channel() : request.channel()));
  ZAMER_CO_RETURN_IF_ERROR(AmendTouch(change, request, *channel));
  work.Stage(std::move(change));
  ZAMER_CO_RETURN_IF_ERROR(co_await work.Finish());
  ZAMER_CO_ASSIGN_OR_RETURN(shown, co_await work.Show(request.name()));
  co_return request.name();
}

}  // namespace

asio::awaitable<absl::StatusOr<v1::Lead>> AmendTouch(const LeadParts& parts, rpc::Call& call,
                                                     const v1::AmendTouchRequest& request) {
  const std::string department(DepartmentOf(request.name()));
  Violations violations;
  CheckDepartment(request.channel(), department, "channel", violations);
  ZAMER_CO_RETURN_IF_ERROR(violations.ToStatus());
  std::vector<std::string> alone{request.name()};
  ZAMER_CO_ASSIGN_OR_RETURN(const store::Gate::Pass pass, co_await parts.gate.Enter(std::move(alone), call.deadline()));
  v1::Lead shown;
  ZAMER_CO_ASSIGN_OR_RETURN(
      const store::Committed done,
      co_await parts.store.Commit(store::MutationOf(call, department, request),
                                  [&](store::Transaction& tx) -> asio::awaitable<absl::StatusOr<std::string>> {
                                    LeadWork work(parts, tx, department, events::CauseOf(call));
                                    co_return co_await Amend(work, request, shown);
                                  }));
  if (!done.position.empty()) call.SetPosition(done.position);
  if (!done.replayed) co_return shown;
  co_return co_await ReadLead(parts, call, done.answer);
}

}  // namespace zamer::lead
