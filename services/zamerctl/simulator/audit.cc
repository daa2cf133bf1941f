#include "services/zamerctl/simulator/audit.h"

#include <absl/strings/str_cat.h>

#include <map>
#include <utility>

#include "services/common/status/macros.h"

namespace zamer::simulator {
namespace {

using Meetings = std::map<std::string, scheduling::v1::Meeting::State>;

// Reads back one client after the other.
class Auditor {
 public:
  Auditor(Zamer& zamer, const Team& team, Seen& seen) : zamer_(zamer), team_(team), seen_(seen) {}

  asio::awaitable<absl::Status> Check(const ClientFacts& facts) {
    for (const std::string& lead : facts.leads) ZAMER_CO_RETURN_IF_ERROR(co_await CheckLead(lead, facts));
    if (facts.leads.size() != 1) co_return absl::OkStatus();  // ended before his leads were merged
    ZAMER_CO_RETURN_IF_ERROR(co_await CheckMeetings(*facts.leads.begin(), facts));
    ZAMER_CO_RETURN_IF_ERROR(co_await CheckEstimates(*facts.leads.begin(), facts));
    ZAMER_CO_RETURN_IF_ERROR(co_await CheckContracts(*facts.leads.begin(), facts));
    for (const ContractFacts& contract : facts.contracts) {
      ZAMER_CO_RETURN_IF_ERROR(co_await CheckOrder(contract));
    }
    co_return absl::OkStatus();
  }

  std::vector<std::string> Take() { return std::move(differences_); }

 private:
  template <class A, class B>
  void Expect(const std::string& name, std::string_view what, const A& known, const B& found) {
    if (known == found) return;
    differences_.push_back(absl::StrCat(name, ": ", std::string(what), ": acknowledged ", known, ", found ", found));
  }

  asio::awaitable<absl::Status> CheckLead(std::string name, const ClientFacts& facts) {
    lead::v1::GetLeadRequest request;
    request.set_name(name);
    ZAMER_CO_ASSIGN_OR_RETURN(const lead::v1::Lead lead,
                              co_await zamer_.Call(team_.operator_person(), seen_, &LeadApi::GetLead, request));
    Expect(name, "merged away", 0, lead.state() == lead::v1::Lead::MERGED ? 1 : 0);
    if (facts.leads.size() == 1) Expect(name, "interactions", facts.interactions, lead.interaction_count());
    co_return absl::OkStatus();
  }

  asio::awaitable<absl::Status> CheckMeetings(std::string lead, const ClientFacts& facts) {
    scheduling::v1::ListMeetingsRequest request;
    request.set_parent(team_.department());
    request.set_lead(lead);
    ZAMER_CO_ASSIGN_OR_RETURN(
        const scheduling::v1::ListMeetingsResponse response,
        co_await zamer_.Call(team_.operator_person(), seen_, &SchedulingApi::ListMeetings, request));
    Meetings found;
    for (const scheduling::v1::Meeting& meeting : response.meetings()) {
      if (meeting.has_book_time()) found[meeting.name()] = meeting.state();
    }
    if (found == facts.meetings) co_return absl::OkStatus();
    Expect(lead, "meetings", Describe(facts.meetings), Describe(found));
    co_return absl::OkStatus();
  }

  static std::string Describe(const Meetings& meetings) {
    std::string text = "[";
    for (const auto& [name, state] : meetings) {
      absl::StrAppend(&text, name, " ", scheduling::v1::Meeting::State_Name(state), " ");
    }
    return text + "]";
  }

  asio::awaitable<absl::Status> CheckEstimates(std::string lead, const ClientFacts& facts) {
    contract::v1::ListEstimatesRequest request;
    request.set_parent(team_.department());
    request.set_lead(lead);
    ZAMER_CO_ASSIGN_OR_RETURN(
        const contract::v1::ListEstimatesResponse response,
        co_await zamer_.Call(team_.operator_person(), seen_, &ContractApi::ListEstimates, request));
    Expect(lead, "estimates", facts.estimates, response.estimates_size());
    co_return absl::OkStatus();
  }

  asio::awaitable<absl::Status> CheckContracts(std::string lead, const ClientFacts& facts) {
    contract::v1::ListContractsRequest request;
    request.set_parent(team_.department());
    request.set_lead(lead);
    ZAMER_CO_ASSIGN_OR_RETURN(
        const contract::v1::ListContractsResponse response,
        co_await zamer_.Call(team_.operator_person(), seen_, &ContractApi::ListContracts, request));
    Expect(lead, "contracts", static_cast<int>(facts.contracts.size()), response.contracts_size());
    for (int i = 0; i < response.contracts_size() && facts.contracts.size() == 1; ++i) {
      CheckContract(facts.contracts.front(), response.contracts(i));
    }
    co_return absl::OkStatus();
  }

  void CheckContract(const ContractFacts& facts, const contract::v1::Contract& contract) {
    Expect(facts.name, "name", facts.name, contract.name());
    Expect(facts.name, "payments", static_cast<int>(facts.payments.size()), contract.ledger_size());
    Expect(facts.name, "paid", facts.paid, contract.paid().minor_units());
    Expect(facts.name, "production order", facts.production_order, contract.production_order());
    Expect(facts.name, "cancelled", facts.cancelled, contract.state() == contract::v1::Contract::CANCELLED);
  }

  asio::awaitable<absl::Status> CheckOrder(const ContractFacts& facts) {
    if (facts.production_order.empty()) co_return absl::OkStatus();
    contract::v1::GetProductionOrderRequest request;
    request.set_name(facts.production_order);
    ZAMER_CO_ASSIGN_OR_RETURN(
        const contract::v1::ProductionOrder order,
        co_await zamer_.Call(team_.operator_person(), seen_, &ContractApi::GetProductionOrder, request));
    Expect(facts.production_order, "contract", facts.name, order.contract());
    co_return absl::OkStatus();
  }

  Zamer& zamer_;
  const Team& team_;
  Seen& seen_;
  std::vector<std::string> differences_;
};

}  // namespace

asio::awaitable<absl::StatusOr<std::vector<std::string>>> Audit(Zamer& zamer, const Team& team, Seen& seen,
                                                                const Ledger& ledger) {
  Auditor auditor(zamer, team, seen);
  for (const ClientFacts& facts : ledger.clients()) ZAMER_CO_RETURN_IF_ERROR(co_await auditor.Check(facts));
  co_return auditor.Take();
}

}  // namespace zamer::simulator
