// A whole contract service on a real Redis, called over gRPC by the people of a department, all on the test's thread.
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

#include "services/common/time/timestamps.h"
#include "services/contract/contract_events.h"
#include "services/contract/contract_service.h"
#include "tests/store/local_callers.h"
#include "tests/store/local_replica.h"
#include "tests/support/redis_server.h"
#include "tests/support/status_matchers.h"
#include "zamer/lead/v1/lead_events.pb.h"
#include "zamer/scheduling/v1/scheduling_events.pb.h"

namespace zamer::contract {

using testing::IsOk;
using testing::StatusIs;
using ContractClient = rpc::Client<v1::ContractService>;
using Api = ContractClient::Api;

inline const std::string kDepartment = "departments/d1";
inline const std::string kAnna = "departments/d1/employees/anna";

inline std::string LeadName(std::string_view id) { return Child(kDepartment, "leads", id); }

inline type::v1::Money Rub(std::int64_t minor_units) {
  type::v1::Money money;
  money.set_currency_code("RUB");
  money.set_minor_units(minor_units);
  return money;
}

// One process of the service; several may run on one Redis.
struct Replica : testing::LocalReplica {
  Replica(asio::io_context& its_loop, const Clock& clock, const redis::Options& redis_options)
      : LocalReplica(its_loop, clock, redis_options, "contract") {
    Serve<v1::ContractService>(service);
  }
  ~Replica() { Stop(); }

  ContractService service{host, {store, log, ids, {}}};
};

using Callers = testing::LocalCallers<v1::ContractService>;
using Person = Callers::Caller;

class ContractFixture : public ::testing::Test {
 protected:
  ContractFixture() { ApplyDepartment("RUB", 1); }

  absl::Time Soon() const { return people_.Soon(); }
  std::string NextRequest() { return people_.NextRequest(); }

  // Somebody who calls the first replica.
  Person& As(const std::string& name, type::v1::Role role, const std::string& department = "d1") {
    return people_.At(replica_->server->port(), name, role, department);
  }
  Person& Anna() { return As("anna", type::v1::DESIGNER); }
  Person& Boris() { return As("boris", type::v1::DESIGNER); }
  Person& Head() { return As("head", type::v1::SALES_HEAD); }
  Person& Operator() { return As("zamerctl", type::v1::OPERATOR); }
  Person& Bank() { return As("bank", type::v1::SERVICE); }

  template <class Request, class Response>
  absl::StatusOr<Response> Call(Person& person, ContractClient::UnaryMethod<Request, Response> method,
                                Request request) {
    return people_.Call(person, method, std::move(request));
  }

  // Makes all calls at once as one person, who calls two replicas in turn, and gives the answers in any order.
  template <class Request, class Response>
  std::vector<absl::StatusOr<Response>> CallAll(const std::string& name, type::v1::Role role,
                                                ContractClient::UnaryMethod<Request, Response> method,
                                                const std::vector<Request>& requests) {
    if (other_ == nullptr) other_ = std::make_unique<Replica>(loop_, clock_, redis_server_.ClientOptions());
    Person& elsewhere = people_.At(other_->server->port(), name, role);
    std::vector<absl::StatusOr<Response>> answers;
    for (std::size_t i = 0; i < requests.size(); ++i) {
      Person& person = i % 2 == 0 ? As(name, role) : elsewhere;
      asio::co_spawn(
          loop_, person.client.Invoke(method, requests[i], {.deadline = Soon()}),
          [&](std::exception_ptr, absl::StatusOr<Response> answer) { answers.push_back(std::move(answer)); });
    }
    EXPECT_TRUE(testing::RunUntil(loop_, [&] { return answers.size() == requests.size(); }));
    return answers;
  }

  // What the consumers do with one event.
  absl::Status Consume(const events::Consumer::Apply& apply, std::string bytes) {
    return testing::RunOnLoop(
               loop_, store().CommitEffect(store().keys().PartitionOf("d1"), {}, Soon(),
                                           [&](store::Transaction& tx) -> asio::awaitable<absl::StatusOr<std::string>> {
                                             const events::FeedEvent feed{"1-1", bytes};
                                             ZAMER_CO_RETURN_IF_ERROR(co_await apply(tx, feed));
                                             co_return std::string();
                                           }))
        .status();
  }

  void ApplyDepartment(const std::string& currency, std::int64_t version) {
    scheduling::v1::SchedulingEvent event;
    event.mutable_meta()->set_version(version);
    auto& department = *event.mutable_department_changed()->mutable_department();
    department.set_name(kDepartment);
    department.set_currency_code(currency);
    ASSERT_THAT(Consume(ApplySchedulingEvent, event.SerializeAsString()), IsOk());
  }

  // A meeting of an hour that ended `ago`.
  void ApplyHeld(const std::string& lead, const std::string& meeting, absl::Duration ago = absl::Hours(1)) {
    scheduling::v1::SchedulingEvent event;
    event.mutable_meta()->set_subject(Child(kDepartment, "meetings", meeting));
    auto& facts = *event.mutable_meeting_held()->mutable_meeting();
    facts.set_lead(LeadName(lead));
    *facts.mutable_start_time() = ToTimestamp(clock_.Now() - ago - absl::Hours(1));
    *facts.mutable_end_time() = ToTimestamp(clock_.Now() - ago);
    ASSERT_THAT(Consume(ApplySchedulingEvent, event.SerializeAsString()), IsOk());
  }

  absl::Status ApplyMerge(const std::string& merged, const std::string& survivor) {
    lead::v1::LeadEvent event;
    event.mutable_meta()->set_subject(LeadName(merged));
    event.mutable_lead_merged()->set_survivor(LeadName(survivor));
    return Consume(ApplyLeadEvent, event.SerializeAsString());
  }

  absl::Status ApplyUnmerge(const std::string& lead, const std::string& survivor, const std::string& meeting) {
    lead::v1::LeadEvent event;
    event.mutable_meta()->set_subject(LeadName(lead));
    event.mutable_lead_unmerged()->set_survivor(LeadName(survivor));
    event.mutable_lead_unmerged()->add_meetings(Child(kDepartment, "meetings", meeting));
    return Consume(ApplyLeadEvent, event.SerializeAsString());
  }

  static v1::CreateEstimateRequest EstimateFor(const std::string& lead, std::int64_t price = 100'000,
                                               std::int64_t discount = 0) {
    v1::CreateEstimateRequest request;
    request.set_parent(kDepartment);
    request.mutable_estimate()->set_lead(LeadName(lead));
    v1::Line& line = *request.mutable_estimate()->add_lines();
    line.set_product("kitchen");
    line.set_quantity_milli(1000);
    *line.mutable_unit_price() = Rub(price);
    if (discount != 0) *request.mutable_estimate()->mutable_discount() = Rub(discount);
    return request;
  }

  v1::Estimate MakeEstimate(const std::string& lead, std::int64_t price = 100'000, std::int64_t discount = 0) {
    return Call(Anna(), &Api::CreateEstimate, EstimateFor(lead, price, discount)).value();
  }

  absl::StatusOr<v1::Contract> Sign(Person& person, const std::string& estimate) {
    v1::SignContractRequest request;
    request.set_estimate(estimate);
    return Call(person, &Api::SignContract, request);
  }

  // Anna's contract with a lead whose meeting was held.
  v1::Contract MakeContract(const std::string& lead, std::int64_t price = 100'000) {
    ApplyHeld(lead, "meeting-of-" + lead);
    return Sign(Anna(), MakeEstimate(lead, price).name()).value();
  }

  static v1::RecordPaymentRequest PaymentOf(const std::string& contract, const std::string& id, std::int64_t amount) {
    v1::RecordPaymentRequest request;
    request.set_parent(contract);
    request.mutable_entry()->set_external_id(id);
    request.mutable_entry()->set_kind(v1::LedgerEntry::PAYMENT);
    *request.mutable_entry()->mutable_amount() = Rub(amount);
    return request;
  }

  absl::StatusOr<v1::Contract> Pay(const std::string& contract, const std::string& id, std::int64_t amount) {
    return Call(Anna(), &Api::RecordPayment, PaymentOf(contract, id, amount));
  }

  absl::StatusOr<v1::ProductionOrder> HandOver(Person& person, const std::string& contract, bool force = false) {
    v1::HandOverToProductionRequest request;
    request.set_name(contract);
    request.set_force(force);
    return Call(person, &Api::HandOverToProduction, request);
  }

  v1::Contract Read(const std::string& contract) {
    v1::GetContractRequest request;
    request.set_name(contract);
    return Call(Boris(), &Api::GetContract, request).value();
  }

  // Every event so far, oldest first.
  std::vector<v1::ContractEvent> Events() {
    std::vector<v1::ContractEvent> events;
    const auto logged =
        testing::RunOnLoop(loop_, replica_->log.Read(store().keys().PartitionOf("d1"), "", 100'000, Soon())).value();
    for (const events::LoggedEvent& each : logged) events.emplace_back().ParseFromString(each.bytes);
    return events;
  }

  std::vector<std::string> ListOf(const std::string& lead, int page_size = 0) {
    v1::ListContractsRequest request;
    request.set_parent(kDepartment);
    if (!lead.empty()) request.set_lead(LeadName(lead));
    request.set_page_size(page_size);
    std::vector<std::string> names;
    do {
      const auto page = Call(Anna(), &Api::ListContracts, request);
      EXPECT_THAT(page, IsOk());
      if (!page.ok()) break;
      for (const v1::Contract& contract : page->contracts()) names.push_back(contract.name());
      request.set_page_token(page->next_page_token());
    } while (!request.page_token().empty());
    return names;
  }

  v1::ImportContractsRequest BatchOf(int rows) {
    v1::ImportContractsRequest request;
    request.set_parent(kDepartment);
    request.set_system("amo");
    for (int i = 0; i < rows; ++i) {
      v1::ImportedContract& row = *request.add_rows();
      row.set_row_id(absl::StrCat("row-", i));
      row.set_lead(LeadName(absl::StrCat("l", i)));
      *row.mutable_total() = Rub(1000 + i);
      v1::LedgerEntry& paid = *row.add_ledger();
      paid.set_external_id("prepayment");
      paid.set_kind(v1::LedgerEntry::PAYMENT);
      *paid.mutable_amount() = Rub(500);
    }
    return request;
  }

  store::Store& store() { return replica_->store; }

  asio::io_context loop_{1};
  SystemClock clock_;
  testing::RedisServer redis_server_{{.fsync = "no"}};
  std::unique_ptr<Replica> replica_ = std::make_unique<Replica>(loop_, clock_, redis_server_.ClientOptions());
  std::unique_ptr<Replica> other_;
  Callers people_{loop_, clock_};
};

}  // namespace zamer::contract
