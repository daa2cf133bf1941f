// Calls from numbers that nobody is known by, kept until a lead brings the number.
#pragma once
#include <absl/status/status.h>
#include <absl/status/statusor.h>

#include <asio/awaitable.hpp>
#include <string>
#include <vector>

#include "services/lead/interaction_calls.h"
#include "services/lead/lead_work.h"
#include "zamer/lead/v1/call_records.pb.h"

namespace zamer::lead {

// Where an interaction lies, as a call's record says it.
absl::StatusOr<v1::CallRecord> RecordOf(const Logged& logged);

// Keeps a call that was not known. `caller`: the number's fingerprint; `id`: the call's.
asio::awaitable<absl::Status> KeepUnmatched(LeadWork& work, std::string caller, std::string id, v1::CallRecord call);

// Logs the calls that were kept from the numbers by which the lead is known now and was not by `known_before`, its
// earlier person keys. For a number without calls, which is nearly every one, nothing is read.
asio::awaitable<absl::Status> LogKeptCalls(LeadWork& work, Change& change, std::vector<std::string> known_before);

// Lets go of all calls that are kept from the lead's numbers.
asio::awaitable<absl::Status> ForgetKeptCalls(LeadWork& work, const v1::Lead& lead);

}  // namespace zamer::lead
