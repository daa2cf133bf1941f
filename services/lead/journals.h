// Where journals of merges are kept, and how merges, events and erasures change them.
#pragma once
#include <absl/status/status.h>
#include <absl/status/statusor.h>

#include <asio/awaitable.hpp>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "services/lead/domain/lineage.h"
#include "services/lead/lead_work.h"

namespace zamer::lead {

inline constexpr std::string_view kJournalKind = "journal";
inline constexpr std::string_view kOutcomesKind = "outcomes";

// Merges `other` into `survivor` and keeps what takes it back. Fails as Merge does.
asio::awaitable<absl::Status> MergeAndKeep(LeadWork& work, Change& survivor, Change& other);

// The leads that `name` goes on as, with their merges; with their interactions too, where one is to be taken back.
asio::awaitable<absl::StatusOr<Lineage>> LoadLineage(LeadWork& work, std::string name, bool with_history);
// Writes the journals of a lineage.
void KeepJournals(LeadWork& work, const Lineage& lineage);
// Nothing takes the merge of `id` back any more.
asio::awaitable<absl::Status> DropJournal(LeadWork& work, std::string id);

// Ids that scheduling and contract tell of a lead under its own name.
enum class OutcomeKind { kMeeting, kContract };
// A meeting or contract, `subject`, of the lead `name` has come to something: keeps that it is the lead's, and lets the
// merges follow that concern it.
asio::awaitable<absl::Status> FollowOutcome(LeadWork& work, std::string name, OutcomeKind kind, std::string subject,
                                            const std::function<absl::Status(Change&)>& apply);
// What was told of the leads.
asio::awaitable<absl::StatusOr<v1::LeadOutcomes>> LoadOutcomes(LeadWork& work, std::vector<std::string> leads);

store::Key OutcomesKey(std::string_view lead_name);

}  // namespace zamer::lead
