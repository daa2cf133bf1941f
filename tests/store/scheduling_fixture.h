// Replicas of the scheduling service on one real Redis, called over gRPC by the people of a department, all on the
// test's thread.
#pragma once
#include <absl/strings/str_cat.h>
#include <absl/time/time.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <spdlog/sinks/null_sink.h>

#include <asio/co_spawn.hpp>
#include <asio/io_context.hpp>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "services/common/events/timers.h"
#include "services/common/log/logger.h"
#include "services/common/metrics/registry.h"
#include "services/common/rpc/client.h"
#include "services/common/rpc/server.h"
#include "services/common/security/authenticator.h"
#include "services/common/security/development_token.h"
#include "services/common/time/manual_clock.h"
#include "services/common/time/timestamps.h"
#include "services/common/time/zone.h"
#include "services/scheduling/scheduling_events.h"
#include "services/scheduling/scheduling_service.h"
#include "tests/support/loop.h"
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
struct Replica {
  Replica(asio::io_context& loop, const Clock& clock, const redis::Options& redis_options)
      : redis(loop, redis_options),
        tail(loop, redis_options),
        ids(clock),
        logger({.service = "scheduling"}, clock, std::make_shared<spdlog::sinks::null_sink_mt>()),
        metrics({"scheduling", "test"}, clock.Now()),
        authenticator(security::Authenticator::Make({.development_key = true}, clock).value()),
        host({loop, clock, logger, *authenticator, metrics}, {.calls_in_flight = 10'000}),
        store(redis, "scheduling", store::KeySpace("scheduling", 16), SchedulingStoreOptions()),
        log(store, tail),
        service(host, {.store = store, .ids = ids}, log),
        leases(store, ids.NextId()),
        meetings({.store = store, .ids = ids}, clock),
        timers(loop, clock, store, leases, [this](store::Transaction& tx, const store::Key& key, absl::Time due) {
          return meetings.Fire(tx, key, due);
        }) {
    server = rpc::Server::Start(host, {}, {{&service, v1::SchedulingService::service_full_name()}}).value();
  }

  redis::Client redis;
  redis::Client tail;
  UlidSource ids;
  log::Logger logger;
  metrics::Registry metrics;
  std::unique_ptr<security::Authenticator> authenticator;
  rpc::Host host;
  store::Store store;
  events::EventLog log;
  SchedulingService service;
  events::Leases leases;
  MeetingTimers meetings;
  events::Timers timers;
  std::unique_ptr<rpc::Server> server;
};

// Somebody who calls one of the replicas.
struct Person {
  Person(asio::io_context& loop, const Clock& clock, int port, std::string subject, std::string department,
         type::v1::Role role)
      : channel(loop, clock,
                {.target = absl::StrCat("127.0.0.1:", port),
                 .token =
                     [=, &clock] {
                       return security::MintDevelopmentToken(clock, subject, department, {role}, absl::Hours(1));
                     }}),
        client(channel) {}

  rpc::Channel channel;
  SchedulingClient client;
};

class SchedulingFixture : public ::testing::Test {
 protected:
  SchedulingFixture() {
    AddReplica();
    CreateDepartment("d1");
  }

  ~SchedulingFixture() override {
    people_.clear();
    for (auto& replica : replicas_) {
      replica->server.reset();
      replica->redis.Close();
      replica->tail.Close();
    }
    testing::RunFor(loop_, absl::Milliseconds(20));
  }

  void AddReplica() { replicas_.push_back(std::make_unique<Replica>(loop_, clock_, redis_server_.ClientOptions())); }

  absl::Time Soon() const { return clock_.Now() + absl::Seconds(30); }

  Person& As(const std::string& name, type::v1::Role role, std::size_t replica = 0,
             const std::string& department = "d1") {
    std::unique_ptr<Person>& person = people_[absl::StrCat(name, "@", replica)];
    if (person == nullptr) {
      const std::string subject =
          role == type::v1::OPERATOR ? "services/" + name : Child("departments/" + department, "employees", name);
      person = std::make_unique<Person>(loop_, clock_, replicas_[replica]->server->port(), subject,
                                        role == type::v1::OPERATOR ? "*" : department, role);
    }
    return *person;
  }
  Person& Olga(std::size_t replica = 0) { return As("olga", type::v1::LEAD_MANAGER, replica); }
  Person& Head() { return As("head", type::v1::SALES_HEAD); }
  Person& Operator() { return As("zamerctl", type::v1::OPERATOR); }

  // Calls as a person; a request without a request id gets a fresh one.
  template <class Request, class Response>
  absl::StatusOr<Response> Call(Person& person, SchedulingClient::UnaryMethod<Request, Response> method,
                                Request request) {
    NameRequest(request);
    return testing::RunOnLoop(loop_, person.client.Invoke(method, std::move(request), {.deadline = Soon()}));
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

  template <class Request>
  void NameRequest(Request& request) {
    if constexpr (requires { request.set_request_id(""); }) {
      if (request.request_id().empty()) request.set_request_id(absl::StrCat("r-", ++requests_));
    }
  }

  asio::io_context loop_{1};
  ManualClock clock_{March(3, 10)};
  testing::RedisServer redis_server_{{.fsync = "no"}};
  std::vector<std::unique_ptr<Replica>> replicas_;
  std::map<std::string, std::unique_ptr<Person>> people_;
  int requests_ = 0;
};

}  // namespace zamer::scheduling
