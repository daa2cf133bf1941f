// One run over the rows of an import.
#pragma once
#include <absl/status/statusor.h>

#include <asio/awaitable.hpp>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "services/lead/domain/first_response.h"
#include "services/lead/domain/import_rows.h"
#include "services/lead/lead_work.h"
#include "zamer/lead/v1/lead_service.pb.h"

namespace zamer::lead {

// Puts rows into leads in memory, whatever leads they turn out to belong to, and writes each lead once. Lives within
// one run of a commit's body.
class ImportBatch {
 public:
  ImportBatch(LeadWork& work, const v1::ImportHistoryRequest& request) : work_(work), request_(request) {}

  // One result per row. Everything that can be foreseen is read ahead, in a few round trips for the whole batch.
  asio::awaitable<absl::StatusOr<v1::ImportHistoryResponse>> Run();

 private:
  using Result = v1::ImportHistoryResponse::ImportResult;

  // A lead that rows of this batch touch.
  struct Lead {
    explicit Lead(RowsChange change) : rows(std::move(change)), response(rows.change.record) {}

    RowsChange rows;
    ResponseBefore response;                   // before the batch
    std::map<int, v1::HistoryPage> new_pages;  // pages that this batch writes
    std::set<std::string> externals;           // ids of all interactions, once `knows_history`
    bool knows_history = false;
    bool changed = false;
  };
  // What was read from a deal's phone.
  struct Contacts {
    std::vector<v1::Phone> phones;
    std::vector<std::string> keys;
  };

  // Reading ahead.
  asio::awaitable<absl::Status> Prefetch();
  asio::awaitable<absl::Status> ReadContacts();
  asio::awaitable<absl::Status> PrefetchHolders();
  asio::awaitable<absl::Status> PrefetchHistory();

  // Finding leads. Null where there is none.
  asio::awaitable<absl::StatusOr<Lead*>> FindByName(std::string name);
  asio::awaitable<absl::StatusOr<Lead*>> FindByPhone(std::vector<std::string> keys);
  // The lead that a deal belongs to, which is made where there is none. A phone of another lead merges the two.
  asio::awaitable<absl::StatusOr<Lead*>> LeadFor(const v1::ImportedLead& row, Contacts& contacts);
  asio::awaitable<absl::StatusOr<Lead*>> Join(Lead* a, Lead* b);
  void PointTo(const std::string& person_lead, const Lead& lead);

  // Taking rows.
  asio::awaitable<absl::StatusOr<Result>> Take(int index);
  asio::awaitable<absl::StatusOr<Result>> TakeDeal(const v1::ImportedLead& row, Contacts contacts);
  asio::awaitable<absl::StatusOr<Result>> TakeInteraction(const v1::ImportedInteraction& row);
  asio::awaitable<absl::Status> LearnHistory(Lead& lead);
  asio::awaitable<absl::StatusOr<v1::HistoryPage*>> LastPage(Lead& lead);

  // Writing.
  asio::awaitable<absl::Status> Settle(Lead& lead);
  void FlushPages(Lead& lead);

  std::string PersonLead(const std::string& person_id) const;

  LeadWork& work_;
  const v1::ImportHistoryRequest& request_;
  std::shared_ptr<const Roster> roster_;
  std::vector<Contacts> contacts_;                      // per row
  std::map<std::string, std::string> holders_;          // key of a phone -> name of the lead that has it
  std::map<std::string, std::string> moved_;            // name of a lead -> name of the one it goes on as
  std::map<std::string, std::unique_ptr<Lead>> leads_;  // by name
};

}  // namespace zamer::lead
