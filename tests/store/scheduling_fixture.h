// Replicas of the scheduling service on one real Redis, called over gRPC by the people of a department, all on the
// test's thread.
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
#include "services/common/time/manual_clock.h"
#include "services/common/time/timestamps.h"
#include "services/common/time/zone.h"
#include "services/scheduling/scheduling_events.h"
#include "services/scheduling/scheduling_service.h"
#include "tests/store/local_callers.h"
#include "tests/store/local_replica.h"
#include "tests/support/redis_server.h"
#include "tests/support/status_matchers.h"

namespace zamer::scheduling {

using testing::IsOk;
using testing::StatusIs;
using SchedulingClient = rpc::Client<v1::SchedulingService>;
using Api = SchedulingClient::Api;

inline const std::string kDepartment = "departments/d1";

// Wall time in Moscow in March 2036, ahead of the machine's clock, by which Redis' deadlines count. The 3rd is a
// Monday.
inline absl::Time March(int day, int hour, int minute = 0) {
  return absl::FromCivil(absl::CivilSecond(2036, 3, day, hour, minute), *LoadZone("Europe/Moscow"));
}

// One process of the service, as its main puts it together.
struct Replica : testing::LocalReplica {
  Replica(asio::io_context& its_loop, const Clock& clock, const redis::Options& redis_options)
      : LocalReplica(its_loop, clock, redis_options, "scheduling", 16, SchedulingStoreOptions()),
        service(host, {.store = store, .ids = ids}, log),
        meetings({.store = store, .ids = ids}, clock),
        timers(loop, clock, store, leases, [this](store::Transaction& tx, const store::Key& key, absl::Time due) {
          return meetings.Fire(tx, key, due);
        }) {
    Serve<v1::SchedulingService>(service);
  }
  ~Replica() { Stop(); }

  SchedulingService service;
  MeetingTimers meetings;
  events::Timers timers;
};

using Callers = testing::LocalCallers<v1::SchedulingService>;
using Person = Callers::Caller;

class SchedulingFixture : public ::testing::Test {
 protected:
  SchedulingFixture() {
    AddReplica();
    CreateDepartment("d1");
  }

  void AddReplica() { replicas_.push_back(std::make_unique<Replica>(loop_, clock_, redis_server_.ClientOptions())); }

  absl::Time Soon() const { return people_.Soon(); }

  Person& As(const std::string& name, type::v1::Role role, std::size_t replica = 0) {
    return people_.At(replicas_[replica]->server->port(), name, role);
  }
  Person& Olga(std::size_t replica = 0) { return As("olga", type::v1::LEAD_MANAGER, replica); }
  Person& Head() { return As("head", type::v1::SALES_HEAD); }
  Person& Operator() { return As("zamerctl", type::v1::OPERATOR); }

  template <class Request, class Response>
  absl::StatusOr<Response> Call(Person& person, SchedulingClient::UnaryMethod<Request, Response> method,
                                Request request) {
    return people_.Call(person, method, std::move(request));
  }

  v1::Department CreateDepartment(const std::string& id) {
    v1::CreateDepartmentRequest request;
    request.set_department_id(id);
    request.mutable_department()->set_display_name("Kitchens");
    request.mutable_department()->set_time_zone("Europe/Moscow");
    request.mutable_department()->set_currency_code("RUB");
    return Call(Operator(), &Api::CreateDepartment, request).value();
  }

  // Works every day from 10 to 19.
  v1::Employee AddDesigner(const std::string& id) {
    v1::CreateEmployeeRequest request;
    request.set_parent(kDepartment);
    request.set_employee_id(id);
    request.mutable_employee()->set_display_name("Designer " + id);
    request.mutable_employee()->add_roles(type::v1::DESIGNER);
    for (int weekday = 1; weekday <= 7; ++weekday) {
      v1::WeeklyShift& shift = *request.mutable_employee()->add_weekly_shifts();
      shift.set_weekday(weekday);
      shift.set_start_minute(10 * 60);
      shift.set_end_minute(19 * 60);
    }
    return Call(Head(), &Api::CreateEmployee, request).value();
  }

  static v1::Meeting Asked(absl::Time start, const std::string& designer, const std::string& lead,
                           v1::Meeting::Kind kind = v1::Meeting::ONLINE) {
    v1::Meeting meeting;
    meeting.set_lead(Child(kDepartment, "leads", lead));
    if (!designer.empty()) meeting.set_designer(Child(kDepartment, "employees", designer));
    meeting.set_kind(kind);
    *meeting.mutable_start_time() = ToTimestamp(start);
    return meeting;
  }
  static v1::BookMeetingRequest Booking(v1::Meeting meeting, std::string request_id = {}) {
    v1::BookMeetingRequest request;
    request.set_parent(kDepartment);
    *request.mutable_meeting() = std::move(meeting);
    request.set_request_id(std::move(request_id));
    return request;
  }

  absl::StatusOr<v1::Meeting> Book(absl::Time start, const std::string& designer = "e1",
                                   const std::string& lead = "l1") {
    return Call(Olga(), &Api::BookMeeting, Booking(Asked(start, designer, lead)));
  }
  absl::StatusOr<v1::Meeting> Hold(absl::Time start, const std::string& designer = "e1",
                                   const std::string& lead = "l1") {
    v1::HoldSlotRequest request;
    request.set_parent(kDepartment);
    *request.mutable_meeting() = Asked(start, designer, lead);
    return Call(Olga(), &Api::HoldSlot, request);
  }
  absl::StatusOr<v1::Meeting> BookHeld(Person& person, const std::string& hold) {
    v1::BookMeetingRequest request;
    request.set_parent(kDepartment);
    request.set_hold(hold);
    return Call(person, &Api::BookMeeting, request);
  }
  absl::StatusOr<v1::Meeting> Move(const std::string& name, absl::Time start, const std::string& designer = {}) {
    v1::RescheduleMeetingRequest request;
    request.set_name(name);
    *request.mutable_start_time() = ToTimestamp(start);
    if (!designer.empty()) request.set_designer(Child(kDepartment, "employees", designer));
    return Call(Olga(), &Api::RescheduleMeeting, request);
  }
  absl::StatusOr<v1::Meeting> CallOff(const std::string& name) {
    v1::CancelMeetingRequest request;
    request.set_name(name);
    request.mutable_cancellation()->set_party(v1::Cancellation::CLIENT);
    return Call(Olga(), &Api::CancelMeeting, request);
  }
  v1::Meeting Read(const std::string& name) {
    v1::GetMeetingRequest request;
    request.set_name(name);
    return Call(Olga(), &Api::GetMeeting, request).value();
  }

  // What every replica's timers do at the clock's now.
  void FireTimers() {
    for (auto& replica : replicas_) {
      const std::uint32_t partition = replica->store.keys().PartitionOf("d1");
      EXPECT_THAT(testing::RunOnLoop(loop_, replica->timers.RunDue(partition, Soon())), IsOk());
    }
  }

  // Every event of the department so far, oldest first.
  std::vector<v1::SchedulingEvent> Events() {
    Replica& replica = *replicas_.front();
    std::vector<v1::SchedulingEvent> events;
    const auto logged =
        testing::RunOnLoop(loop_, replica.log.Read(replica.store.keys().PartitionOf("d1"), "", 100'000, Soon()));
    for (const events::LoggedEvent& each : logged.value()) events.emplace_back().ParseFromString(each.bytes);
    return events;
  }

  // The facts of one subject, in order.
  std::vector<v1::SchedulingEvent::FactCase> FactsOf(const std::string& subject) {
    std::vector<v1::SchedulingEvent::FactCase> facts;
    for (const v1::SchedulingEvent& event : Events()) {
      if (event.meta().subject() == subject) facts.push_back(event.fact_case());
    }
    return facts;
  }

  asio::io_context loop_{1};
  ManualClock clock_{March(3, 10)};
  testing::RedisServer redis_server_{{.fsync = "no"}};
  std::vector<std::unique_ptr<Replica>> replicas_;
  Callers people_{loop_, clock_};
};

}  // namespace zamer::scheduling
