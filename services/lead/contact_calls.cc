#include "services/lead/contact_calls.h"

#include <functional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "services/common/names/names.h"
#include "services/common/status/macros.h"
#include "services/lead/domain/contact_rights.h"
#include "services/lead/domain/stages.h"
#include "services/lead/lead_commit.h"
#include "services/lead/lead_records.h"

namespace zamer::lead {
namespace {

// Leads of one person that are looked at in either direction.
constexpr int kMaxLinked = 64;

// One run of the commit's body.
class Setting {
 public:
  Setting(LeadWork& work, const v1::SetDoNotContactRequest& request) : work_(work), request_(request) {}

  // The name of the lead that stands for the one that was named.
  asio::awaitable<absl::StatusOr<std::string>> Run() {
    ZAMER_CO_ASSIGN_OR_RETURN(Change lead, co_await work_.Load(request_.name(), request_.etag()));
    if (lead.lead().state() == v1::Lead::MERGED) {
      ZAMER_CO_ASSIGN_OR_RETURN(lead, co_await work_.LoadPresent(lead.lead().merged_into()));
    }
    std::string answer = lead.lead().name();
    const std::string later = LaterOf(lead.record);
    const std::string earlier = lead.lead().previous_lead();
    ZAMER_CO_RETURN_IF_ERROR(Apply(std::move(lead)));
    ZAMER_CO_RETURN_IF_ERROR(co_await Follow(later, [this](const v1::LeadRecord& record) { return LaterOf(record); }));
    ZAMER_CO_RETURN_IF_ERROR(
        co_await Follow(earlier, [](const v1::LeadRecord& record) { return record.lead().previous_lead(); }));
    co_return answer;
  }

 private:
  using Next = std::function<std::string(const v1::LeadRecord&)>;

  std::string LaterOf(const v1::LeadRecord& record) const {
    return record.successor().empty() ? std::string() : LeadNameOf(work_.department(), record.successor());
  }

  // The same for the person's leads from this one on. Of one who was forgotten nothing is taken back.
  asio::awaitable<absl::Status> Follow(std::string name, Next next) {
    for (int i = 0; i < kMaxLinked && !name.empty(); ++i) {
      ZAMER_CO_ASSIGN_OR_RETURN(Change lead, co_await work_.LoadPresent(name));
      if (seen_.contains(lead.lead().name())) break;
      name = next(lead.record);
      if (!lead.lead().erased()) ZAMER_CO_RETURN_IF_ERROR(Apply(std::move(lead)));
    }
    co_return absl::OkStatus();
  }

  absl::Status Apply(Change lead) {
    seen_.insert(lead.lead().name());
    ZAMER_RETURN_IF_ERROR(SetDoNotContact(lead, request_.do_not_contact(), request_.reason()));
    const HandOut hand_out = request_.do_not_contact() ? HandOut::kNone : HandOut::kIfNeeded;
    if (!lead.facts.empty()) work_.Stage(std::move(lead), hand_out);
    return absl::OkStatus();
  }

  LeadWork& work_;
  const v1::SetDoNotContactRequest& request_;
  std::set<std::string> seen_;
};

}  // namespace

asio::awaitable<absl::StatusOr<v1::Lead>> SetDoNotContact(const LeadParts& parts, rpc::Call& call,
                                                          const v1::SetDoNotContactRequest& request) {
  const LeadBody body = [&](LeadWork& work) -> asio::awaitable<absl::StatusOr<std::string>> {
    Setting setting(work, request);
    co_return co_await setting.Run();
  };
  std::vector<std::string> names{request.name()};
  co_return co_await CommitLead(parts, call, request, std::string(DepartmentOf(request.name())), std::move(names),
                                body);
}

}  // namespace zamer::lead
