#include "services/contract/contract_events.h"

#include <string>
#include <utility>

#include "services/common/names/names.h"
#include "services/common/status/errors.h"
#include "services/common/status/macros.h"
#include "services/contract/contract_reads.h"
#include "services/contract/contract_records.h"
#include "services/contract/domain/lead_meetings.h"
#include "zamer/lead/v1/lead_events.pb.h"
#include "zamer/scheduling/v1/scheduling_events.pb.h"

namespace zamer::contract {
namespace {

asio::awaitable<absl::Status> OnDepartmentChanged(store::Transaction& tx, const type::v1::EventMeta& meta,
                                                  const scheduling::v1::Department& department) {
  const store::Key key = TermsKey(LastSegment(department.name()));
  ZAMER_CO_ASSIGN_OR_RETURN(const auto known, co_await tx.Get<v1::DepartmentTerms>(key));
  // A dead letter that is applied late must not bring old terms back.
  if (known && known->version() >= meta.version()) co_return absl::OkStatus();
  tx.Put(key, TermsOf(department, meta.version()));
  co_return absl::OkStatus();
}

asio::awaitable<absl::Status> OnMeetingHeld(store::Transaction& tx, const type::v1::EventMeta& meta,
                                            const scheduling::v1::MeetingFacts& meeting) {
  v1::HeldMeeting held;
  held.set_meeting(meta.subject());
  *held.mutable_start_time() = meeting.start_time();
  *held.mutable_end_time() = meeting.end_time();
  ZAMER_CO_ASSIGN_OR_RETURN(SignedLead lead, co_await LoadLead(tx, meeting.lead()));
  AddHeld(lead.meetings, held);
  tx.Put(KeyOf(kLeadKind, lead.name), std::move(lead.meetings));
  co_return absl::OkStatus();
}

asio::awaitable<absl::Status> OnLeadMerged(store::Transaction& tx, const std::string& merged_name,
                                           const std::string& survivor_name) {
  const store::Key merged_key = KeyOf(kLeadKind, merged_name);
  ZAMER_CO_ASSIGN_OR_RETURN(const auto known, co_await tx.Get<v1::LeadMeetings>(merged_key));
  v1::LeadMeetings merged = known ? *known : v1::LeadMeetings();
  ZAMER_CO_ASSIGN_OR_RETURN(SignedLead survivor, co_await LoadLead(tx, survivor_name));
  ZAMER_CO_RETURN_IF_ERROR(MergeInto(survivor.name, survivor.meetings, merged_name, merged));
  tx.Put(merged_key, std::move(merged));
  tx.Put(KeyOf(kLeadKind, survivor.name), std::move(survivor.meetings));
  co_return absl::OkStatus();
}

asio::awaitable<absl::Status> OnLeadUnmerged(store::Transaction& tx, const std::string& lead_name,
                                             const lead::v1::LeadUnmerged& unmerged) {
  const store::Key key = KeyOf(kLeadKind, lead_name);
  ZAMER_CO_ASSIGN_OR_RETURN(const auto known, co_await tx.Get<v1::LeadMeetings>(key));
  if (!known || known->merged_into().empty()) co_return absl::OkStatus();
  v1::LeadMeetings lead = *known;
  ZAMER_CO_ASSIGN_OR_RETURN(SignedLead survivor, co_await LoadLead(tx, lead_name));
  TakeOut(lead_name, lead, unmerged, survivor.meetings);
  tx.Put(key, std::move(lead));
  tx.Put(KeyOf(kLeadKind, survivor.name), std::move(survivor.meetings));
  co_return absl::OkStatus();
}

}  // namespace

asio::awaitable<absl::Status> ApplySchedulingEvent(store::Transaction& tx, const events::FeedEvent& event) {
  scheduling::v1::SchedulingEvent happened;
  if (!happened.ParseFromString(event.bytes)) co_return Internal("an event of scheduling cannot be read");
  if (happened.has_department_changed()) {
    co_return co_await OnDepartmentChanged(tx, happened.meta(), happened.department_changed().department());
  }
  if (happened.has_meeting_held()) {
    co_return co_await OnMeetingHeld(tx, happened.meta(), happened.meeting_held().meeting());
  }
  co_return absl::OkStatus();
}

asio::awaitable<absl::Status> ApplyLeadEvent(store::Transaction& tx, const events::FeedEvent& event) {
  lead::v1::LeadEvent happened;
  if (!happened.ParseFromString(event.bytes)) co_return Internal("an event of lead cannot be read");
  if (happened.has_lead_merged()) {
    co_return co_await OnLeadMerged(tx, happened.meta().subject(), happened.lead_merged().survivor());
  }
  if (happened.has_lead_unmerged()) {
    co_return co_await OnLeadUnmerged(tx, happened.meta().subject(), happened.lead_unmerged());
  }
  co_return absl::OkStatus();
}

}  // namespace zamer::contract
