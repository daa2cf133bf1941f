#include "services/lead/unmerge_calls.h"

#include <string>
#include <utility>
#include <vector>

#include "services/common/names/names.h"
#include "services/common/status/macros.h"
#include "services/lead/domain/carry.h"
#include "services/lead/domain/first_response.h"
#include "services/lead/domain/household.h"
#include "services/lead/domain/merge.h"
#include "services/lead/domain/unmerge.h"
#include "services/lead/joining.h"
#include "services/lead/journals.h"
#include "services/lead/lead_commit.h"
#include "services/lead/lead_records.h"

namespace zamer::lead {
namespace {

// A lead goes on as another at most this often; see LeadWork::LoadPresent.
constexpr int kMaxMerges = 64;

// The lead and those that it goes on as, as they were a moment ago: the commit finds out whether they still are.
asio::awaitable<absl::StatusOr<std::vector<std::string>>> NamesOf(const LeadParts& parts, std::string name,
                                                                  absl::Time deadline) {
  std::vector<std::string> names;
  for (int merges = 0; merges < kMaxMerges && !name.empty(); ++merges) {
    names.push_back(name);
    ZAMER_CO_ASSIGN_OR_RETURN(const auto read, co_await parts.store.Get<v1::LeadRecord>(LeadKey(name), deadline));
    name = read.record ? read.record->lead().merged_into() : std::string();
  }
  co_return names;
}

// One run of the commit's body.
class Unmerging {
 public:
  explicit Unmerging(LeadWork& work) : work_(work) {}

  asio::awaitable<absl::Status> Run(const v1::UnmergeLeadRequest& request) {
    ZAMER_CO_ASSIGN_OR_RETURN(Change lead, co_await work_.Load(request.name(), request.etag()));
    ZAMER_CO_ASSIGN_OR_RETURN(Lineage lineage, co_await LoadLineage(work_, request.name(), true));
    ZAMER_CO_RETURN_IF_ERROR(CheckUnmerge(lead.lead(), lineage));
    const std::size_t top = lineage.levels().size() - 1;
    ZAMER_CO_ASSIGN_OR_RETURN(Change survivor, co_await work_.Load(NameAt(lineage, top)));
    ZAMER_CO_RETURN_IF_ERROR(co_await DropJournal(work_, lineage.levels()[0].lead));
    Lineage::Freed freed = lineage.TakeBack();
    const HandOut hand_out = WantsOwner(freed) ? HandOut::kIfNeeded : HandOut::kNone;
    const std::string owner = survivor.lead().owner();
    const bool kept_away = survivor.lead().do_not_contact();
    ZAMER_CO_RETURN_IF_ERROR(co_await LetGo(survivor, std::move(*lineage.At(top))));
    ZAMER_CO_RETURN_IF_ERROR(co_await Free(lead, survivor, std::move(freed)));
    ZAMER_CO_RETURN_IF_ERROR(LinkHousehold(lead, survivor));
    ZAMER_CO_RETURN_IF_ERROR(co_await StageBetween(lineage, lead));
    KeepJournals(work_, lineage);
    const bool found_again = kept_away && !survivor.lead().do_not_contact();
    const bool left_alone = survivor.lead().owner() != owner || found_again;
    work_.Stage(std::move(survivor), left_alone ? HandOut::kIfNeeded : HandOut::kNone);
    work_.Stage(std::move(lead), hand_out);
    co_return absl::OkStatus();
  }

 private:
  std::string NameAt(const Lineage& lineage, std::size_t level) const {
    return LeadNameOf(work_.department(), lineage.levels()[level].lead);
  }

  asio::awaitable<absl::Status> LetGo(Change& survivor, v1::LeadRecord record) {
    const ResponseBefore before(survivor.record);
    GoOnWithout(survivor, std::move(record));
    co_return co_await SettleResponse(work_, survivor, before);
  }

  asio::awaitable<absl::Status> Free(Change& lead, const Change& survivor, Lineage::Freed freed) {
    ZAMER_CO_ASSIGN_OR_RETURN(const std::shared_ptr<const Roster> roster, co_await work_.GetRoster());
    ZAMER_CO_ASSIGN_OR_RETURN(const Belongings belongings, co_await BelongingsOf(freed.record));
    const ResponseBefore before(lead.record);
    GoFree(lead, survivor, std::move(freed), belongings, *roster);
    co_return co_await SettleResponse(work_, lead, before);
  }

  asio::awaitable<absl::StatusOr<Belongings>> BelongingsOf(const v1::LeadRecord& record) {
    Belongings belongings;
    for (const std::string& id : record.absorbed()) {
      belongings.absorbed.push_back(LeadNameOf(work_.department(), id));
    }
    std::vector<std::string> leads = belongings.absorbed;
    leads.push_back(record.lead().name());
    ZAMER_CO_ASSIGN_OR_RETURN(const v1::LeadOutcomes outcomes, co_await LoadOutcomes(work_, std::move(leads)));
    for (const std::string& id : outcomes.meetings()) {
      belongings.meetings.push_back(MeetingName{work_.department(), id}.ToString());
    }
    for (const std::string& id : outcomes.contracts()) {
      belongings.contracts.push_back(ContractName{work_.department(), id}.ToString());
    }
    co_return belongings;
  }

  // The leads by way of which it went on as the survivor have nothing of it any more either.
  asio::awaitable<absl::Status> StageBetween(Lineage& lineage, Change& lead) {
    for (std::size_t level = 1; level + 1 < lineage.levels().size(); ++level) {
      ZAMER_CO_ASSIGN_OR_RETURN(Change between, co_await work_.Load(NameAt(lineage, level)));
      const v1::Lead merged = between.lead();
      between.record = *lineage.At(level);
      ZAMER_CO_RETURN_IF_ERROR(LinkHousehold(lead, between));
      *lineage.At(level) = between.record;
      between.record = AsMerged(std::move(between.record), merged.merged_into());
      CopyStage(merged, between.lead());
      work_.Stage(std::move(between));
    }
    co_return absl::OkStatus();
  }

  LeadWork& work_;
};

}  // namespace

asio::awaitable<absl::StatusOr<v1::Lead>> UnmergeLead(const LeadParts& parts, rpc::Call& call,
                                                      const v1::UnmergeLeadRequest& request) {
  std::string department(DepartmentOf(request.name()));
  ZAMER_CO_ASSIGN_OR_RETURN(std::vector<std::string> names, co_await NamesOf(parts, request.name(), call.deadline()));
  co_return co_await CommitLead(parts, call, request, std::move(department), std::move(names),
                                [&](LeadWork& work) -> asio::awaitable<absl::StatusOr<std::string>> {
                                  Unmerging unmerging(work);
                                  ZAMER_CO_RETURN_IF_ERROR(co_await unmerging.Run(request));
                                  co_return request.name();
                                });
}

}  // namespace zamer::lead
