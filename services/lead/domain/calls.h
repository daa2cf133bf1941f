// Calls as a telephone exchange tells them: several times, each time with more known.
#pragma once
#include <optional>
#include <string>

#include "zamer/lead/v1/call_records.pb.h"
#include "zamer/lead/v1/interactions.pb.h"

namespace zamer::lead {

// Calls kept from one number; of more, the latest that were told.
inline constexpr int kMaxKeptCalls = 50;

// The call as an interaction, and the other way round.
v1::Interaction CallOf(const v1::PbxCall& told);
v1::PbxCall PbxCallOf(const v1::CallRecord& kept);

// Adds what is told now to a call that is known, whatever the order in which the exchange's messages arrive: durations
// only grow, nothing becomes unset, and what was told of a call that goes on does not replace what was told of its end.
// Who began it and when stay as they were told first. False when it says nothing new.
bool LearnCall(v1::Interaction& known, const v1::Interaction& told);

// Keeps a call of the caller. Returns the id of the call that has to go for it.
std::optional<std::string> KeepCall(v1::CallerRecord& caller, const std::string& id);

}  // namespace zamer::lead
