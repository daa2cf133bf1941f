#include "services/metrics/metrics_events.h"

#include <algorithm>
#include <utility>

#include "services/common/names/names.h"
#include "services/common/status/errors.h"
#include "services/common/time/timestamps.h"
#include "services/common/time/zone.h"
#include "services/metrics/domain/facts.h"
#include "services/metrics/domain/partition.h"
#include "services/metrics/metrics_records.h"
#include "services/metrics/subject_events.h"

namespace zamer::metrics {
namespace {

using contract::v1::ContractEvent;
using lead::v1::LeadEvent;
using scheduling::v1::SchedulingEvent;

absl::Status Unreadable() { return Internal("an event of a feed cannot be read"); }

}  // namespace

asio::awaitable<absl::Status> Advance(store::Transaction& tx, const type::v1::EventMeta& meta, std::string_view feed) {
  const store::Key key = ProgressKey(DepartmentOf(meta.department()), feed);
  ZAMER_CO_ASSIGN_OR_RETURN(const auto known, co_await tx.Get<v1::Progress>(key));
  v1::Progress progress = known ? *known : v1::Progress();
  if (!known || FromTimestamp(progress.recorded_time()) < FromTimestamp(meta.recorded_time())) {
    *progress.mutable_recorded_time() = meta.recorded_time();
  }
  tx.Put(key, std::move(progress));  // also when it is the same: its version tells that something was counted
  co_return absl::OkStatus();
}

asio::awaitable<absl::Status> MetricsEvents::ApplyLead(store::Transaction& tx, const events::FeedEvent& event) {
  LeadEvent told;
  if (!told.ParseFromString(event.bytes)) co_return Unreadable();
  ZAMER_CO_ASSIGN_OR_RETURN(const Place place, co_await PlaceOf(tx, told.meta(), "lead"));
  const std::string lead = Id(told.meta().subject());
  if (IsAboutSubject(told)) {
    ZAMER_CO_RETURN_IF_ERROR(co_await ChangeSubject(tx, place, told));
  } else if (told.has_lead_merged()) {
    ZAMER_CO_RETURN_IF_ERROR(
        co_await MergeLeads(tx, place, lead, Id(told.lead_merged().survivor()), told.meta().version()));
  } else if (told.has_lead_unmerged()) {
    ZAMER_CO_RETURN_IF_ERROR(
        co_await UnmergeLead(tx, place, lead, GoingWith(told.lead_unmerged()), told.meta().version()));
  } else if (IsCounted(told)) {
    ZAMER_CO_RETURN_IF_ERROR(co_await ChangeLead(tx, place, lead, [&](v1::LeadFacts& facts, std::string_view part) {
      FoldLead(told, PartOf(facts, part));
      return absl::OkStatus();
    }));
  }
  co_return co_await Advance(tx, told.meta(), "lead");
}

asio::awaitable<absl::Status> MetricsEvents::ApplyScheduling(store::Transaction& tx, const events::FeedEvent& event) {
  SchedulingEvent told;
  if (!told.ParseFromString(event.bytes)) co_return Unreadable();
  if (told.has_department_changed()) {
    ZAMER_CO_RETURN_IF_ERROR(co_await ChangeDepartment(tx, told));
    co_return co_await Advance(tx, told.meta(), "scheduling");
  }
  ZAMER_CO_ASSIGN_OR_RETURN(const Place place, co_await PlaceOf(tx, told.meta(), "scheduling"));
  if (const scheduling::v1::MeetingFacts* meeting = MeetingOf(told)) {
    ZAMER_CO_RETURN_IF_ERROR(
        co_await ChangeLead(tx, place, Id(meeting->lead()), [&](v1::LeadFacts& facts, std::string_view) {
          FoldMeeting(told, facts);
          return absl::OkStatus();
        }));
  }
  if (told.has_coverage_changed()) ZAMER_CO_RETURN_IF_ERROR(co_await ChangeCoverage(tx, place, told));
  ZAMER_CO_RETURN_IF_ERROR(co_await ChangeShift(tx, place, told));
  co_return co_await Advance(tx, told.meta(), "scheduling");
}

asio::awaitable<absl::Status> MetricsEvents::ApplyContract(store::Transaction& tx, const events::FeedEvent& event) {
  ContractEvent told;
  if (!told.ParseFromString(event.bytes)) co_return Unreadable();
  ZAMER_CO_ASSIGN_OR_RETURN(const Place place, co_await PlaceOf(tx, told.meta(), "contract"));
  if (const contract::v1::ContractFacts* contract = ContractOf(told)) {
    ZAMER_CO_RETURN_IF_ERROR(co_await ChangeLead(
        tx, place, Id(contract->lead()),
        [&](v1::LeadFacts& facts, std::string_view) { return FoldContract(told, place.currency_code, facts); }));
  }
  co_return co_await Advance(tx, told.meta(), "contract");
}

asio::awaitable<absl::Status> MetricsEvents::CheckCounting(store::Transaction& tx, std::string_view department) {
  if (keys_.PartitionOf(department) != tx.partition()) {
    co_return Internal("the feed's partitions are not those of metrics: all services need the same number of them");
  }
  ZAMER_CO_ASSIGN_OR_RETURN(const auto partition,
                            co_await tx.Get<v1::PartitionFacts>(PartitionKey(keys_, tx.partition())));
  if (partition && !IsCounting(*partition)) {
    co_return Aborted(Reason::kConflict, "The partition's numbers are not counted here now; that goes on afterwards.");
  }
  co_return absl::OkStatus();
}

asio::awaitable<absl::StatusOr<Place>> MetricsEvents::PlaceOf(store::Transaction& tx, const type::v1::EventMeta& meta,
                                                              std::string_view feed) {
  const std::string department(DepartmentOf(meta.department()));
  ZAMER_CO_RETURN_IF_ERROR(co_await CheckCounting(tx, department));
  ZAMER_CO_ASSIGN_OR_RETURN(const auto known, co_await tx.Get<v1::DepartmentFacts>(DepartmentKey(department)));
  if (!known) {
    // In its own feed a department comes before everything of it.
    if (feed != "scheduling" && newcomers_.WaitFor(department)) {
      co_return Aborted(Reason::kConflict, "The department has not been told of yet; its events wait.");
    }
    co_return NotFound(Reason::kDepartmentNotFound, "No such department was told of; redrive once it is.",
                       {{"department", meta.department()}});
  }
  newcomers_.Arrived(department);
  ZAMER_CO_ASSIGN_OR_RETURN(const absl::TimeZone zone, LoadZone(known->time_zone()));
  co_return Place{department, zone, known->currency_code()};
}

asio::awaitable<absl::Status> MetricsEvents::ChangeDepartment(store::Transaction& tx, const SchedulingEvent& event) {
  const std::string department(DepartmentOf(event.meta().department()));
  ZAMER_CO_RETURN_IF_ERROR(co_await CheckCounting(tx, department));
  const v1::DepartmentFacts facts = FactsOf(event.department_changed().department(), event.meta().version());
  ZAMER_CO_RETURN_IF_ERROR(LoadZone(facts.time_zone()).status());
  const store::Key key = DepartmentKey(department);
  ZAMER_CO_ASSIGN_OR_RETURN(const auto known, co_await tx.Get<v1::DepartmentFacts>(key));
  if (known && known->version() >= facts.version()) co_return absl::OkStatus();
  const bool moved = known && known->time_zone() != facts.time_zone();
  tx.Put(key, facts);
  if (known && !moved) co_return absl::OkStatus();
  const store::Key partition_key = PartitionKey(keys_, tx.partition());
  ZAMER_CO_ASSIGN_OR_RETURN(const auto partition, co_await tx.Get<v1::PartitionFacts>(partition_key));
  v1::PartitionFacts changed = partition ? *partition : NewPartition();
  if (!known) changed.add_departments(department);
  // Every day of the department is another one now: count them all again.
  if (moved) CountAgain(changed);
  tx.Put(partition_key, std::move(changed));
  co_return absl::OkStatus();
}

}  // namespace zamer::metrics
