// Whose turn it is: the fair hand-out of leads.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "services/lead/domain/roster.h"
#include "zamer/lead/v1/lead_records.pb.h"

namespace zamer::lead {

// Gives the next lead to one of those on shift and returns his id; nothing when nobody may take it, and then the turn
// is as it was.
//
// Each lead taken adds points to its taker, inversely to his weight. The lowest points go first, then who has waited
// longest, then the lower id. Before that, everybody present is lifted to the team's floor, the least points of those
// present at the last turn: so a newcomer or returner takes part from now on and is not flooded with what he missed,
// and two equal managers who are present at the same turns never differ by more than one lead.
// Who is at his cap is not present. Hand-outs that are not by turn do not touch the points.
std::optional<std::string> TakeTurn(v1::TurnRecord& turn, const std::vector<Candidate>& on_shift);

// Whether the employee (an id) is among those on shift, serves the lead, and is under his cap.
bool MayTake(const v1::TurnRecord& turn, const std::vector<Candidate>& on_shift, std::string_view employee);

// Changes an employee's number of open leads.
void AddOpenLeads(v1::TurnRecord& turn, std::string_view employee, int delta);

}  // namespace zamer::lead
