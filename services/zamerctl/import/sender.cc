#include "services/zamerctl/import/sender.h"

#include <absl/strings/numbers.h>
#include <absl/strings/str_cat.h>

#include <algorithm>
#include <map>
#include <utility>

#include "google/rpc/error_details.pb.h"
#include "services/common/names/names.h"
#include "services/common/status/errors.h"
#include "services/common/status/macros.h"
#include "services/zamerctl/text/ids.h"

namespace zamer::ctl {
namespace {

using contract::v1::ImportContractsRequest;
using contract::v1::ImportContractsResponse;
using lead::v1::ImportHistoryRequest;
using lead::v1::ImportHistoryResponse;
using lead::v1::RecordSpendRequest;
using lead::v1::RecordSpendResponse;

constexpr char kBadRequest[] = "type.googleapis.com/google.rpc.BadRequest";

// The department may be so new that a service has not heard of it.
Trying Patiently() { return {.also_again = {Reason::kDepartmentNotFound}}; }

void SetRows(const std::vector<HistoryRow>& rows, ImportHistoryRequest& request) {
  request.clear_rows();
  for (const HistoryRow& row : rows) *request.add_rows() = row.message;
}
void SetRows(const std::vector<ContractRow>& rows, ImportContractsRequest& request) {
  request.clear_rows();
  for (const ContractRow& row : rows) *request.add_rows() = row.message;
}
void SetRows(const std::vector<SpendRow>& rows, RecordSpendRequest& request) {
  request.clear_spends();
  for (const SpendRow& row : rows) *request.add_spends() = row.message;
}

// Splits `rows[3].lead.phone` into 3 and the rest; nothing for a path that names no row.
std::optional<std::pair<std::size_t, std::string>> RowOf(std::string_view path) {
  const std::size_t open = path.find('[');
  const std::size_t close = path.find(']');
  const std::string_view list = path.substr(0, open);
  if (close == std::string_view::npos || (list != "rows" && list != "spends")) return std::nullopt;
  std::size_t row = 0;
  const std::string number(path.substr(open + 1, close - open - 1));
  if (!absl::SimpleAtoi(number, &row)) return std::nullopt;
  return std::pair(row, std::string(path.substr(std::min(close + 2, path.size()))));
}

// The rows that a refusal names, with what is wrong with each.
std::map<std::size_t, Fault> FaultsOf(const absl::Status& status) {
  std::map<std::size_t, Fault> faults;
  google::rpc::BadRequest details;
  const absl::optional<absl::Cord> payload = status.GetPayload(kBadRequest);
  if (!payload || !details.ParseFromString(std::string(*payload))) return faults;
  for (const auto& violation : details.field_violations()) {
    const auto row = RowOf(violation.field());
    if (!row) continue;
    faults.try_emplace(row->first, Fault{row->second, std::string(ReasonName(Reason::kFieldInvalid)),
                                         absl::StrCat("The field ", violation.description(), ".")});
  }
  return faults;
}

void Reject(Phase phase, std::int64_t line, Fault fault, Outcome& outcome) {
  ++outcome.counts.rejected;
  outcome.faults.push_back({.phase = phase, .line = line, .fault = std::move(fault)});
}

// Takes the rows out that a refusal names; false when it names none.
template <typename Row>
bool TakeOut(Phase phase, const absl::Status& refusal, std::vector<Row>& rows, Outcome& outcome) {
  const std::map<std::size_t, Fault> faults = FaultsOf(refusal);
  std::vector<Row> others;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto fault = faults.find(i);
    if (fault == faults.end()) {
      others.push_back(std::move(rows[i]));
    } else {
      Reject(phase, rows[i].line, fault->second, outcome);
    }
  }
  const bool some = others.size() < rows.size();
  rows = std::move(others);
  return some;
}

}  // namespace

Sender::Sender(Session& session, Sending sending)
    : session_(session),
      sending_(std::move(sending)),
      leads_(lead::v1::LeadService::NewStub(session.ChannelTo("lead"))),
      contracts_(contract::v1::ContractService::NewStub(session.ChannelTo("contract"))) {}

template <typename Request, typename Row, typename Call>
auto Sender::SendRows(Phase phase, Request request, std::vector<Row>& rows, Call call, Outcome& outcome)
    -> decltype(call(request)) {
  while (true) {
    SetRows(rows, request);
    request.clear_request_id();
    request.set_request_id(
        Digest(absl::StrCat(sending_.run_id, "/", std::string(NameOf(phase)), "/", request.SerializeAsString())));
    auto response = call(request);
    if (response.ok() || !TakeOut(phase, response.status(), rows, outcome) || rows.empty()) return response;
  }
}

absl::StatusOr<Outcome> Sender::History(Phase phase, std::vector<HistoryRow> rows) {
  Outcome outcome;
  ImportHistoryRequest request;
  request.set_parent(sending_.department);
  request.set_system(sending_.system);
  request.set_validate_only(sending_.validate_only);
  const auto call = [&](const ImportHistoryRequest& whole) {
    return session_.Ask(*leads_, &lead::v1::LeadService::Stub::ImportHistory, whole, Patiently());
  };
  const absl::StatusOr<ImportHistoryResponse> response = SendRows(phase, request, rows, call, outcome);
  if (rows.empty()) return outcome;
  ZAMER_RETURN_IF_ERROR(response.status());
  for (int i = 0; i < response->results_size(); ++i) {
    const ImportHistoryResponse::ImportResult& result = response->results(i);
    const HistoryRow& row = rows[static_cast<std::size_t>(i)];
    if (result.outcome() == ImportHistoryResponse::REJECTED) {
      Reject(phase, row.line, {result.field(), result.reason(), result.message()}, outcome);
      continue;
    }
    outcome.counts.created += result.outcome() == ImportHistoryResponse::CREATED;
    outcome.counts.merged += result.outcome() == ImportHistoryResponse::MERGED;
    outcome.counts.unchanged += result.outcome() == ImportHistoryResponse::UNCHANGED;
    if (row.message.has_lead()) {
      outcome.leads.emplace_back(row.message.lead().person_id(), std::string(LastSegment(result.lead())));
    }
  }
  return outcome;
}

absl::StatusOr<Outcome> Sender::Contracts(std::vector<ContractRow> rows) {
  Outcome outcome;
  ImportContractsRequest request;
  request.set_parent(sending_.department);
  request.set_system(sending_.system);
  request.set_validate_only(sending_.validate_only);
  const auto call = [&](const ImportContractsRequest& whole) {
    return session_.Ask(*contracts_, &contract::v1::ContractService::Stub::ImportContracts, whole, Patiently());
  };
  const absl::StatusOr<ImportContractsResponse> response = SendRows(Phase::kContracts, request, rows, call, outcome);
  if (rows.empty()) return outcome;
  ZAMER_RETURN_IF_ERROR(response.status());
  for (int i = 0; i < response->results_size(); ++i) {
    const ImportContractsResponse::ImportResult& result = response->results(i);
    if (!result.reason().empty()) {
      Reject(Phase::kContracts, rows[static_cast<std::size_t>(i)].line,
             {result.field(), result.reason(), result.message()}, outcome);
    } else {
      ++(result.unchanged() ? outcome.counts.unchanged : outcome.counts.created);
    }
  }
  return outcome;
}

absl::StatusOr<Outcome> Sender::Spends(std::vector<SpendRow> rows) {
  Outcome outcome;
  RecordSpendRequest request;
  request.set_parent(sending_.department);
  if (sending_.validate_only) {
    outcome.counts.created = static_cast<std::int64_t>(rows.size());
    return outcome;
  }
  const auto call = [&](const RecordSpendRequest& whole) {
    return session_.Ask(*leads_, &lead::v1::LeadService::Stub::RecordSpend, whole, Patiently());
  };
  const absl::StatusOr<RecordSpendResponse> response = SendRows(Phase::kSpend, request, rows, call, outcome);
  if (rows.empty()) return outcome;
  ZAMER_RETURN_IF_ERROR(response.status());
  outcome.counts.created = response->changed();
  outcome.counts.unchanged = static_cast<std::int64_t>(rows.size()) - response->changed();
  return outcome;
}

}  // namespace zamer::ctl
