// Batches of rows on their way to the services.
#pragma once
#include <absl/status/statusor.h>

#include <cstdint>
#include <string>
#include <vector>

#include "services/zamerctl/client/session.h"
#include "services/zamerctl/import/phase.h"
#include "zamer/contract/v1/contract_service.grpc.pb.h"
#include "zamer/lead/v1/lead_service.grpc.pb.h"

namespace zamer::ctl {

// Most rows of one batch; the API takes no more.
inline constexpr std::size_t kBatchRows = 500;

// A message with the line that it came from.
template <typename Message>
struct FileRow {
  std::int64_t line = 0;
  Message message;
};
using HistoryRow = FileRow<lead::v1::ImportHistoryRequest::ImportRow>;
using ContractRow = FileRow<contract::v1::ImportedContract>;
using SpendRow = FileRow<lead::v1::Spend>;

// What all batches of an import have in common.
struct Sending {
  std::string department;  // `departments/{department}`
  std::string system;
  std::string run_id;
  // Only says what would happen.
  bool validate_only = false;
};

// Sends batches and tells what became of each row. A row that breaks a rule of the API is taken out and rejected, and
// the rest is sent again, so one bad row does not hold up the others. Any thread.
class Sender {
 public:
  Sender(Session& session, Sending sending);

  absl::StatusOr<Outcome> History(Phase phase, std::vector<HistoryRow> rows);
  absl::StatusOr<Outcome> Contracts(std::vector<ContractRow> rows);
  // Amounts that were known already count as unchanged. Spend cannot be only validated: with `validate_only` nothing is
  // sent.
  absl::StatusOr<Outcome> Spends(std::vector<SpendRow> rows);

 private:
  // Sends until the service takes the request as a whole, rejecting rows that it names.
  template <typename Request, typename Row, typename Call>
  auto SendRows(Phase phase, Request request, std::vector<Row>& rows, Call call, Outcome& outcome)
      -> decltype(call(request));

  Session& session_;
  Sending sending_;
  std::unique_ptr<lead::v1::LeadService::Stub> leads_;
  std::unique_ptr<contract::v1::ContractService::Stub> contracts_;
};

}  // namespace zamer::ctl
