#include "services/lead/import_batch.h"

#include <utility>

#include "services/common/names/names.h"
#include "services/common/status/errors.h"
#include "services/common/status/macros.h"
#include "services/lead/domain/campaigns.h"
#include "services/lead/domain/interactions.h"
#include "services/lead/domain/merge.h"
#include "services/lead/lead_records.h"
#include "services/lead/requests.h"

namespace zamer::lead {
namespace {

using Response = v1::ImportHistoryResponse;
using Result = Response::ImportResult;

Result Rejected(RowFault fault) {
  Result result;
  result.set_outcome(Response::REJECTED);
  result.set_field(std::move(fault.field));
  result.set_reason(std::move(fault.reason));
  result.set_message(std::move(fault.message));
  return result;
}

Result Rejected(std::string field, Reason reason, std::string message) {
  return Rejected(RowFault{std::move(field), std::string(ReasonName(reason)), std::move(message)});
}

Result Taken(const std::string& lead, Response::Outcome outcome) {
  Result result;
  result.set_lead(lead);
  result.set_outcome(outcome);
  return result;
}

}  // namespace

asio::awaitable<absl::StatusOr<Response>> ImportBatch::Run() {
  ZAMER_CO_ASSIGN_OR_RETURN(roster_, co_await work_.GetRoster());
  ZAMER_CO_RETURN_IF_ERROR(co_await Prefetch());
  Response response;
  for (int i = 0; i < request_.rows_size(); ++i) {
    ZAMER_CO_ASSIGN_OR_RETURN(*response.add_results(), co_await Take(i));
  }
  for (auto& [name, lead] : leads_) {
    if (!lead->changed) continue;
    ZAMER_CO_RETURN_IF_ERROR(co_await Settle(*lead));
    work_.Stage(std::move(lead->rows.change));
  }
  ZAMER_CO_RETURN_IF_ERROR(co_await work_.Finish());
  co_return response;
}

asio::awaitable<absl::StatusOr<Result>> ImportBatch::Take(int index) {
  const auto& row = request_.rows(index);
  if (row.has_lead()) {
    if (auto fault = CheckRow(row.lead(), work_.department(), work_.now())) co_return Rejected(*std::move(fault));
    co_return co_await TakeDeal(row.lead(), std::move(contacts_[static_cast<std::size_t>(index)]));
  }
  if (row.has_interaction()) {
    if (auto fault = CheckRow(row.interaction(), work_.department(), work_.now()))
      co_return Rejected(*std::move(fault));
    co_return co_await TakeInteraction(row.interaction());
  }
  co_return Rejected("row", Reason::kFieldInvalid, "Give a lead or an interaction.");
}

asio::awaitable<absl::StatusOr<Result>> ImportBatch::TakeDeal(const v1::ImportedLead& row, Contacts contacts) {
  const absl::StatusOr<const v1::ChannelRecord*> channel = co_await work_.GetChannel(row.touch().channel());
  if (ReasonOf(channel.status()) == Reason::kChannelNotFound) {
    co_return Rejected("touch.channel", Reason::kChannelNotFound, std::string(channel.status().message()));
  }
  ZAMER_CO_RETURN_IF_ERROR(channel.status());
  v1::ImportedLead placed = row;
  placed.mutable_touch()->set_campaign(CampaignOf(**channel, row.touch()));
  ZAMER_CO_ASSIGN_OR_RETURN(Lead* const lead, co_await LeadFor(row, contacts));
  const Deal deal{request_.system() + "/" + row.row_id(), placed, std::move(contacts.phones), std::move(contacts.keys)};
  const Response::Outcome outcome = AddRow(lead->rows, deal);
  const std::string& name = lead->rows.change.lead().name();
  if (outcome != Response::UNCHANGED) {
    lead->changed = true;
    for (const std::string& key : deal.keys) holders_[key] = name;
  }
  co_return Taken(name, outcome);
}

asio::awaitable<absl::StatusOr<Result>> ImportBatch::TakeInteraction(const v1::ImportedInteraction& row) {
  ZAMER_CO_ASSIGN_OR_RETURN(Lead* const lead, co_await FindByName(PersonLead(row.person_id())));
  if (lead == nullptr) {
    co_return Rejected("person_id", Reason::kLeadNotFound, "Import a lead of this person first.");
  }
  ZAMER_CO_RETURN_IF_ERROR(co_await LearnHistory(*lead));
  const std::string& name = lead->rows.change.lead().name();
  if (!lead->externals.insert(row.interaction().external_id()).second) co_return Taken(name, Response::UNCHANGED);
  ZAMER_CO_ASSIGN_OR_RETURN(v1::HistoryPage* const page, co_await LastPage(*lead));
  v1::Interaction interaction = row.interaction();
  CompleteInteraction(lead->rows.change.record, interaction, {}, work_.now());
  StoreInteraction(lead->rows.change, *page, interaction);
  lead->changed = true;
  co_return Taken(name, Response::CREATED);
}

asio::awaitable<absl::Status> ImportBatch::LearnHistory(Lead& lead) {
  if (lead.knows_history) co_return absl::OkStatus();
  FlushPages(lead);
  ZAMER_CO_ASSIGN_OR_RETURN(const std::vector<v1::Interaction> history,
                            co_await work_.LoadHistory(lead.rows.change.record));
  for (const v1::Interaction& interaction : history) lead.externals.insert(interaction.external_id());
  lead.knows_history = true;
  co_return absl::OkStatus();
}

asio::awaitable<absl::StatusOr<v1::HistoryPage*>> ImportBatch::LastPage(Lead& lead) {
  const v1::LeadRecord& record = lead.rows.change.record;
  const auto [page, added] = lead.new_pages.try_emplace(NextPage(record));
  if (added && record.own_interaction_count() % kHistoryPage != 0) {
    ZAMER_CO_ASSIGN_OR_RETURN(const auto known,
                              co_await work_.tx().Get<v1::HistoryPage>(HistoryKey(record.lead().name(), page->first)));
    if (known) page->second = *known;
  }
  co_return &page->second;
}

void ImportBatch::FlushPages(Lead& lead) {
  for (auto& [number, page] : lead.new_pages) {
    work_.tx().Put(HistoryKey(lead.rows.change.lead().name(), number), std::move(page));
  }
  lead.new_pages.clear();
}

asio::awaitable<absl::Status> ImportBatch::Settle(Lead& lead) {
  FlushPages(lead);
  Change& change = lead.rows.change;
  if (lead.rows.arrival_moved) {
    ZAMER_CO_ASSIGN_OR_RETURN(const std::vector<v1::Interaction> history, co_await work_.LoadHistory(change.record));
    Recount(change.record, history);
  }
  Finish(lead.rows);
  TellResponse(change, lead.response, *roster_);
  co_return absl::OkStatus();
}

}  // namespace zamer::lead
