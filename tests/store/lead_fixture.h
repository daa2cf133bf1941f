// Replicas of the lead service on one real Redis, called over gRPC by the people of a department, all on the test's
// thread.
#pragma once
#include <absl/strings/str_cat.h>
#include <absl/time/time.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <asio/co_spawn.hpp>
#include <asio/io_context.hpp>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "services/common/events/timers.h"
#include "services/common/names/names.h"
#include "services/common/time/manual_clock.h"
#include "services/common/time/timestamps.h"
#include "services/common/time/zone.h"
#include "services/lead/lead_events.h"
#include "services/lead/lead_records.h"
#include "services/lead/lead_service.h"
#include "tests/store/local_callers.h"
#include "tests/store/local_replica.h"
#include "tests/support/redis_server.h"
#include "tests/support/status_matchers.h"

namespace zamer::lead {

using testing::IsOk;
using testing::StatusIs;
using LeadClient = rpc::Client<v1::LeadService>;
using Api = LeadClient::Api;

inline const std::string kDepartment = "departments/d1";
inline const std::string kVk = "departments/d1/channels/vk";
inline const std::string kSite = "departments/d1/channels/site";

// Wall time in Moscow in March 2036, ahead of the machine's clock, by which Redis' deadlines count. The 3rd is a
// Monday.
inline absl::Time March(int day, int hour, int minute = 0) {
  return absl::FromCivil(absl::CivilSecond(2036, 3, day, hour, minute), *LoadZone("Europe/Moscow"));
}

inline std::string Employee(std::string_view id) { return Child(kDepartment, "employees", id); }

// One process of the service, as its main puts it together.
struct Replica : testing::LocalReplica {
  Replica(asio::io_context& its_loop, const Clock& clock, const redis::Options& redis_options)
      : LocalReplica(its_loop, clock, redis_options, "lead", 16, LeadStoreOptions()),
        reactions(parts, clock),
        timers(loop, clock, store, leases,
               [this](store::Transaction& tx, const store::Key& key, absl::Time due) {
                 return reactions.Fire(tx, key, due);
               }),
        service(host, parts, log, {}) {
    Serve<v1::LeadService>(service);
  }
  ~Replica() { Stop(); }

  store::Gate gate;
  store::Fingerprint fingerprint{"a key that only tests know"};
  Rosters rosters;
  LeadParts parts{store, gate, fingerprint, ids, rosters};
  LeadEvents reactions;
  events::Timers timers;
  LeadService service;
};

using Callers = testing::LocalCallers<v1::LeadService>;
using Caller = Callers::Caller;

// A department in Moscow whose lead managers anna and boris work on weekdays from 10 to 19; it is Monday 12:00.
class LeadFixture : public ::testing::Test {
 protected:
  LeadFixture() {
    AddReplica();
    ApplyDepartment();
    ApplyManager("anna");
    ApplyManager("boris");
    for (const char* channel : {"vk", "site"}) {
      v1::CreateChannelRequest request;
      request.set_parent(kDepartment);
      request.set_channel_id(channel);
      request.mutable_channel()->set_display_name(channel);
      EXPECT_THAT(Call(Head(), &Api::CreateChannel, request), IsOk());
    }
  }

  void AddReplica() { replicas_.push_back(std::make_unique<Replica>(loop_, clock_, redis_server_.ClientOptions())); }
  Replica& replica() { return *replicas_.front(); }
  store::Store& store() { return replica().store; }
  std::uint32_t Partition() { return store().keys().PartitionOf("d1"); }
  absl::Time Soon() const { return callers_.Soon(); }

  Caller& As(const std::string& name, type::v1::Role role, std::size_t at = 0) {
    return callers_.At(replicas_[at]->server->port(), name, role);
  }
  Caller& Anna(std::size_t at = 0) { return As("anna", type::v1::LEAD_MANAGER, at); }
  Caller& Head() { return As("head", type::v1::SALES_HEAD); }
  Caller& Operator() { return As("zamerctl", type::v1::OPERATOR); }

  template <class Request, class Response>
  absl::StatusOr<Response> Call(Caller& caller, LeadClient::UnaryMethod<Request, Response> method, Request request) {
    return callers_.Call(caller, method, std::move(request));
  }

  static v1::CreateLeadRequest Enquiry(const std::string& phone, const std::string& channel = kVk) {
    v1::CreateLeadRequest request;
    request.set_parent(kDepartment);
    if (!phone.empty()) request.mutable_lead()->add_phones()->set_raw(phone);
    if (phone.empty()) request.mutable_lead()->set_client_name("somebody");
    request.mutable_touch()->set_channel(channel);
    return request;
  }
  static v1::CreateLeadRequest Message(const std::string& external_id, const std::string& channel = kVk) {
    v1::CreateLeadRequest request;
    request.set_parent(kDepartment);
    v1::ExternalIdentity& identity = *request.mutable_lead()->add_external_identities();
    identity.set_channel(channel);
    identity.set_external_id(external_id);
    request.mutable_touch()->set_channel(channel);
    return request;
  }
  v1::Lead Create(const v1::CreateLeadRequest& request) {
    auto lead = Call(Anna(), &Api::CreateLead, request);
    EXPECT_THAT(lead, IsOk());
    return lead.value_or(v1::Lead());
  }
  v1::Lead Read(const std::string& name) {
    v1::GetLeadRequest request;
    request.set_name(name);
    return Call(Anna(), &Api::GetLead, request).value_or(v1::Lead());
  }
  absl::StatusOr<v1::Lead> Capture(const std::string& lead, const std::string& phone) {
    v1::CapturePhoneRequest request;
    request.set_name(lead);
    request.mutable_phone()->set_raw(phone);
    return Call(Anna(), &Api::CapturePhone, request);
  }
  absl::StatusOr<v1::Lead> Lose(const std::string& lead) {
    v1::LoseLeadRequest request;
    request.set_name(lead);
    request.set_reason("price");
    return Call(Anna(), &Api::LoseLead, request);
  }
  absl::StatusOr<v1::Interaction> Log(const std::string& lead, v1::Interaction interaction) {
    v1::LogInteractionRequest request;
    request.set_parent(lead);
    *request.mutable_interaction() = std::move(interaction);
    return Call(Anna(), &Api::LogInteraction, request);
  }
  static v1::Interaction OutboundCall(int talk_seconds = 0, const std::string& external_id = {}) {
    v1::Interaction call;
    call.set_kind(v1::Interaction::CALL);
    call.set_direction(v1::Interaction::OUTBOUND);
    call.mutable_talk_duration()->set_seconds(talk_seconds);
    call.set_external_id(external_id);
    return call;
  }

  std::vector<std::string> List(v1::ListLeadsRequest request) {
    request.set_parent(kDepartment);
    std::vector<std::string> names;
    do {
      const auto page = Call(Anna(), &Api::ListLeads, request);
      EXPECT_THAT(page, IsOk());
      if (!page.ok()) break;
      for (const v1::Lead& lead : page->leads()) names.push_back(lead.name());
      request.set_page_token(page->next_page_token());
    } while (!request.page_token().empty());
    return names;
  }

  std::vector<v1::Interaction> Interactions(const std::string& lead, int page_size = 0) {
    v1::ListInteractionsRequest request;
    request.set_parent(lead);
    request.set_page_size(page_size);
    std::vector<v1::Interaction> all;
    do {
      const auto page = Call(Anna(), &Api::ListInteractions, request);
      EXPECT_THAT(page, IsOk());
      if (!page.ok()) break;
      all.insert(all.end(), page->interactions().begin(), page->interactions().end());
      request.set_page_token(page->next_page_token());
    } while (!request.page_token().empty());
    return all;
  }

  // What the consumer of scheduling does with an event.
  absl::Status Apply(scheduling::v1::SchedulingEvent event) {
    event.mutable_meta()->set_event_id(absl::StrCat("e-", ++events_));
    event.mutable_meta()->set_department(kDepartment);
    *event.mutable_meta()->mutable_occurred_time() = ToTimestamp(clock_.Now());
    return Consume(event.SerializeAsString(), &LeadEvents::ApplyScheduling);
  }
  absl::Status Apply(contract::v1::ContractEvent event) {
    event.mutable_meta()->set_department(kDepartment);
    *event.mutable_meta()->mutable_occurred_time() = ToTimestamp(clock_.Now());
    return Consume(event.SerializeAsString(), &LeadEvents::ApplyContract);
  }
  template <class Method>
  absl::Status Consume(const std::string& bytes, Method method) {
    const auto body = [&](store::Transaction& tx) -> asio::awaitable<absl::StatusOr<std::string>> {
      const events::FeedEvent fed{"1-1", bytes};
      ZAMER_CO_RETURN_IF_ERROR(co_await (replica().reactions.*method)(tx, fed));
      co_return std::string();
    };
    return testing::RunOnLoop(loop_, store().CommitEffect(Partition(), {}, Soon(), body)).status();
  }
  void ApplyDepartment(const scheduling::v1::DepartmentSettings& settings = {}) {
    scheduling::v1::SchedulingEvent event;
    scheduling::v1::Department& department = *event.mutable_department_changed()->mutable_department();
    department.set_name(kDepartment);
    department.set_time_zone("Europe/Moscow");
    department.set_currency_code("RUB");
    *department.mutable_settings() = settings;
    ASSERT_THAT(Apply(event), IsOk());
  }
  void ApplyManager(const std::string& id, int cap = 0,
                    scheduling::v1::Employee::State state = scheduling::v1::Employee::EMPLOYED) {
    scheduling::v1::SchedulingEvent event;
    scheduling::v1::EmployeeChanged& employee = *event.mutable_employee_changed();
    employee.set_employee(Employee(id));
    employee.add_roles(type::v1::LEAD_MANAGER);
    employee.set_state(state);
    employee.set_turn_weight(100);
    employee.set_open_lead_cap(cap);
    for (int day = 1; day <= 5; ++day) {
      scheduling::v1::WeeklyShift& shift = *employee.add_weekly_shifts();
      shift.set_weekday(day);
      shift.set_start_minute(10 * 60);
      shift.set_end_minute(19 * 60);
    }
    ASSERT_THAT(Apply(event), IsOk());
  }
  absl::Status ApplyBooked(const std::string& lead, const std::string& meeting) {
    scheduling::v1::SchedulingEvent event;
    event.mutable_meta()->set_subject(Child(kDepartment, "meetings", meeting));
    event.mutable_meeting_booked()->mutable_meeting()->set_lead(lead);
    return Apply(event);
  }

  // Moves the clock and fires what is due.
  int FireAt(absl::Time time) {
    clock_.Set(time);
    return testing::RunOnLoop(loop_, replica().timers.RunDue(Partition(), absl::Now() + absl::Seconds(20)))
        .value_or(-1);
  }

  // Every event so far, oldest first.
  std::vector<v1::LeadEvent> Events() {
    std::vector<v1::LeadEvent> events;
    const auto logged = testing::RunOnLoop(loop_, replica().log.Read(Partition(), "", 100'000, Soon())).value();
    for (const events::LoggedEvent& each : logged) events.emplace_back().ParseFromString(each.bytes);
    return events;
  }
  int CountEvents(v1::LeadEvent::FactCase fact) {
    int count = 0;
    for (const v1::LeadEvent& event : Events()) count += event.fact_case() == fact;
    return count;
  }

  asio::io_context loop_{1};
  ManualClock clock_{March(3, 12)};
  testing::RedisServer redis_server_{{.fsync = "no"}};
  std::vector<std::unique_ptr<Replica>> replicas_;
  Callers callers_{loop_, clock_};
  int events_ = 0;
};

}  // namespace zamer::lead
