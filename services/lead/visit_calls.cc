#include "services/lead/visit_calls.h"

#include <string>
#include <utility>
#include <vector>

#include "services/common/names/names.h"
#include "services/common/status/errors.h"
#include "services/common/status/macros.h"
#include "services/common/store/page.h"
#include "services/common/time/timestamps.h"
#include "services/lead/area_codes.h"
#include "services/lead/domain/contact_rights.h"
#include "services/lead/domain/showroom.h"
#include "services/lead/enquiries.h"
#include "services/lead/lead_records.h"
#include "services/lead/requests.h"

namespace zamer::lead {
namespace {

absl::StatusOr<v1::VisitRecord> RecordOf(const v1::RecordVisitRequest& request, const rpc::Call& call) {
  const std::string_view department = LastSegment(request.parent());
  v1::VisitRecord record;
  v1::Visit& visit = *record.mutable_visit() = request.visit();
  Violations violations;
  const absl::Time when = OccurredTime(visit.has_occurred_time(), visit.occurred_time(), call.now(), call.now(),
                                       "visit.occurred_time", violations);
  CheckDepartment(visit.employee(), department, "visit.employee", violations);
  CheckDepartment(request.channel(), department, "channel", violations);
  ZAMER_RETURN_IF_ERROR(violations.ToStatus());
  *visit.mutable_occurred_time() = ToTimestamp(when);
  if (visit.employee().empty()) visit.set_employee(EmployeeOf(call));
  visit.clear_lead();
  record.set_channel(request.channel());
  return record;
}

// What a call says of the phone that a visitor left; null for none.
struct Left {
  const v1::Phone* phone = nullptr;
  const std::string& client_name;
  absl::Time when;
  std::string area_code = {};
  std::string channel = {};  // that brought the visitor
};

// Who left a phone.
absl::StatusOr<Person> VisitorOf(const LeadParts& parts, const rpc::Call& call, const Left& left,
                                 const Roster& roster) {
  v1::Phone given = *left.phone;
  CompleteConsent(
      *given.mutable_consent(),
      {.kind = v1::Touch::VISIT, .channel = left.channel, .time = left.when, .recorded_by = call.principal().subject});
  Person visitor{.phones = ReadPhones(given, roster.phone_region(), left.area_code), .client_name = left.client_name};
  if (visitor.phones.empty()) return PhoneUnreadable("phone");
  for (const v1::Phone& phone : visitor.phones) visitor.keys.push_back(PhoneKey(parts.fingerprint, phone));
  return visitor;
}

// Makes the visitor a lead.
asio::awaitable<absl::Status> TakeVisitor(LeadWork& work, const rpc::Call& call, v1::VisitRecord& record, Left left,
                                          std::string new_lead) {
  ZAMER_CO_ASSIGN_OR_RETURN(const std::shared_ptr<const Roster> roster, co_await work.GetRoster());
  left.channel = record.channel();
  ZAMER_CO_ASSIGN_OR_RETURN(Person visitor, VisitorOf(work.parts(), call, left, *roster));
  Reading reading{EnquiryOf(record, std::move(visitor), left.when), InteractionOf(record.visit())};
  ZAMER_CO_ASSIGN_OR_RETURN(std::string lead,
                            co_await TakeInto(work, *roster, std::move(reading), std::move(new_lead)));
  record.mutable_visit()->set_lead(std::move(lead));
  co_return absl::OkStatus();
}

// Writes and tells the visit, last.
asio::awaitable<absl::StatusOr<std::string>> Write(LeadWork& work, v1::VisitRecord record) {
  ZAMER_CO_RETURN_IF_ERROR(co_await work.Finish());
  const v1::Visit visit = record.visit();
  v1::LeadEvent event;
  *event.mutable_visit_recorded() = FactOf(visit);
  const std::int64_t version = work.tx().Put(VisitKey(visit.name()), std::move(record));
  work.Emit(std::move(event), visit.name(), version, FromTimestamp(visit.occurred_time()));
  co_return visit.name();
}

// Who may be meant by the phone waits here for others who name the same.
asio::awaitable<absl::StatusOr<store::Gate::Pass>> Enter(const LeadParts& parts, const rpc::Call& call,
                                                         std::string department, Left left,
                                                         std::vector<std::string> names) {
  if (left.phone != nullptr) {
    ZAMER_CO_ASSIGN_OR_RETURN(const std::shared_ptr<const Roster> roster,
                              co_await PeekRoster(parts, std::move(department), call));
    ZAMER_CO_ASSIGN_OR_RETURN(const Person visitor, VisitorOf(parts, call, left, *roster));
    names.insert(names.end(), visitor.keys.begin(), visitor.keys.end());
  }
  co_return co_await parts.gate.Enter(std::move(names), call.deadline());
}

absl::Status VisitNotFound(const std::string& name) {
  return NotFound(Reason::kVisitNotFound, "There is no such visit: check the name, or list the visits.",
                  {{"visit", name}});
}

asio::awaitable<absl::StatusOr<v1::Visit>> ReadVisit(const LeadParts& parts, const rpc::Call& call, std::string name) {
  ZAMER_CO_ASSIGN_OR_RETURN(auto read, co_await parts.store.Get<v1::VisitRecord>(VisitKey(name), call.deadline()));
  if (!read.record) co_return VisitNotFound(name);
  co_return std::move(*read.record->mutable_visit());
}

asio::awaitable<absl::StatusOr<v1::Visit>> Answer(const LeadParts& parts, rpc::Call& call, store::Committed done) {
  if (!done.position.empty()) call.SetPosition(done.position);
  co_return co_await ReadVisit(parts, call, std::move(done.answer));
}

}  // namespace

asio::awaitable<absl::StatusOr<v1::Visit>> RecordVisit(const LeadParts& parts, rpc::Call& call,
                                                       const v1::RecordVisitRequest& request) {
  const std::string department(LastSegment(request.parent()));
  ZAMER_CO_ASSIGN_OR_RETURN(v1::VisitRecord asked, RecordOf(request, call));
  asked.mutable_visit()->set_name(Child(request.parent(), "visits", parts.ids.NextId()));
  Left left{request.has_phone() ? &request.phone() : nullptr, request.client_name(),
            FromTimestamp(asked.visit().occurred_time())};
  ZAMER_CO_ASSIGN_OR_RETURN(left.area_code, co_await AreaCodeFor(parts, call, asked.visit(), request.phone()));
  ZAMER_CO_ASSIGN_OR_RETURN(const store::Gate::Pass pass, co_await Enter(parts, call, department, left, {}));
  const std::string new_lead = LeadNameOf(department, parts.ids.NextId());
  ZAMER_CO_ASSIGN_OR_RETURN(store::Committed done,
                            co_await parts.store.Commit(
                                store::MutationOf(call, department, request),
                                [&](store::Transaction& tx) -> asio::awaitable<absl::StatusOr<std::string>> {
                                  LeadWork work(parts, tx, department, events::CauseOf(call));
                                  ZAMER_CO_RETURN_IF_ERROR((co_await work.GetRoster()).status());
                                  ZAMER_CO_RETURN_IF_ERROR(co_await work.CheckChannel(asked.channel()));
                                  v1::VisitRecord record = asked;
                                  if (left.phone != nullptr) {
                                    ZAMER_CO_RETURN_IF_ERROR(co_await TakeVisitor(work, call, record, left, new_lead));
                                  }
                                  co_return co_await Write(work, std::move(record));
                                }));
  co_return co_await Answer(parts, call, std::move(done));
}

asio::awaitable<absl::StatusOr<v1::Visit>> CaptureVisitPhone(const LeadParts& parts, rpc::Call& call,
                                                             const v1::CaptureVisitPhoneRequest& request) {
  const std::string department(DepartmentOf(request.name()));
  Left left{&request.phone(), request.client_name(), call.now()};
  ZAMER_CO_ASSIGN_OR_RETURN(const v1::Visit peeked, co_await ReadVisit(parts, call, request.name()));
  ZAMER_CO_ASSIGN_OR_RETURN(left.area_code, co_await AreaCodeFor(parts, call, peeked, request.phone()));
  std::vector<std::string> alone{request.name()};
  ZAMER_CO_ASSIGN_OR_RETURN(const store::Gate::Pass pass,
                            co_await Enter(parts, call, department, left, std::move(alone)));
  const std::string new_lead = LeadNameOf(department, parts.ids.NextId());
  ZAMER_CO_ASSIGN_OR_RETURN(
      store::Committed done,
      co_await parts.store.Commit(store::MutationOf(call, department, request),
                                  [&](store::Transaction& tx) -> asio::awaitable<absl::StatusOr<std::string>> {
                                    LeadWork work(parts, tx, department, events::CauseOf(call));
                                    ZAMER_CO_ASSIGN_OR_RETURN(
                                        const auto found, co_await tx.Get<v1::VisitRecord>(VisitKey(request.name())));
                                    if (!found) co_return VisitNotFound(request.name());
                                    ZAMER_CO_RETURN_IF_ERROR(CheckNoLead(found->visit()));
                                    v1::VisitRecord record = *found;
                                    ZAMER_CO_RETURN_IF_ERROR(co_await TakeVisitor(work, call, record, left, new_lead));
                                    co_return co_await Write(work, std::move(record));
                                  }));
  co_return co_await Answer(parts, call, std::move(done));
}

asio::awaitable<absl::StatusOr<v1::ListVisitsResponse>> ListVisits(const LeadParts& parts, const rpc::Call& call,
                                                                   const v1::ListVisitsRequest& request) {
  const std::string department(LastSegment(request.parent()));
  ZAMER_CO_ASSIGN_OR_RETURN(const store::IdPage page, co_await store::ListIds(parts.store,
                                                                              {.department = department,
                                                                               .index = std::string(kVisitsIndex),
                                                                               .order = store::Order::kDescending,
                                                                               .page_size = request.page_size(),
                                                                               .page_token = request.page_token(),
                                                                               .filter = {}},
                                                                              call.deadline()));
  std::vector<store::Key> keys;
  keys.reserve(page.ids.size());
  for (const std::string& id : page.ids) keys.push_back(VisitKey(Child(request.parent(), "visits", id)));
  ZAMER_CO_ASSIGN_OR_RETURN(auto reads, co_await parts.store.GetAll<v1::VisitRecord>(std::move(keys), call.deadline()));
  v1::ListVisitsResponse response;
  for (auto& read : reads) {
    if (read.record) *response.add_visits() = std::move(*read.record->mutable_visit());
  }
  response.set_next_page_token(page.next_page_token);
  co_return response;
}

}  // namespace zamer::lead
