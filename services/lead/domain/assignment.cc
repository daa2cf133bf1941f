#include "services/lead/domain/assignment.h"

#include <algorithm>
#include <cstdint>
#include <ranges>
#include <tuple>
#include <utility>

namespace zamer::lead {
namespace {

using Seat = v1::TurnRecord::Seat;

// Points of one lead at weight 1; so at any weight a difference in weight is a difference in points.
constexpr std::int64_t kPointsPerLead = 1'000'000'000;

// Index of the employee's seat, which is made where there is none.
int SeatOf(v1::TurnRecord& turn, std::string_view employee) {
  for (int i = 0; i < turn.seats_size(); ++i) {
    if (turn.seats(i).employee() == employee) return i;
  }
  turn.add_seats()->set_employee(std::string(employee));
  return turn.seats_size() - 1;
}

bool IsFull(const Candidate& candidate, int open_leads) { return candidate.cap > 0 && open_leads >= candidate.cap; }

struct Present {
  int seat;  // index in the turn
  const Candidate* candidate;
};

std::vector<Present> PresentOf(v1::TurnRecord& turn, const std::vector<Candidate>& on_shift) {
  std::vector<Present> present;
  for (const Candidate& candidate : on_shift) {
    const int seat = SeatOf(turn, candidate.employee);
    if (!IsFull(candidate, turn.seats(seat).open_leads())) present.push_back({seat, &candidate});
  }
  return present;
}

}  // namespace

std::optional<std::string> TakeTurn(v1::TurnRecord& turn, const std::vector<Candidate>& on_shift) {
  if (std::ranges::none_of(on_shift, &Candidate::serves)) return std::nullopt;
  v1::TurnRecord next = turn;
  const std::vector<Present> present = PresentOf(next, on_shift);

  const Present* chosen = nullptr;
  const auto order = [&](const Present& one) {
    const Seat& seat = next.seats(one.seat);
    return std::tuple(std::max(seat.points(), next.floor()), seat.last_turn(), std::string_view(seat.employee()));
  };
  for (const Present& one : present) {
    if (one.candidate->serves && (chosen == nullptr || order(one) < order(*chosen))) chosen = &one;
  }
  if (chosen == nullptr) return std::nullopt;

  for (const Present& one : present) {
    Seat& seat = *next.mutable_seats(one.seat);
    seat.set_points(std::max(seat.points(), next.floor()));
  }
  Seat& taker = *next.mutable_seats(chosen->seat);
  taker.set_points(taker.points() + kPointsPerLead / chosen->candidate->weight);
  next.set_turn_count(next.turn_count() + 1);
  taker.set_last_turn(next.turn_count());
  const auto points = [&](const Present& one) { return next.seats(one.seat).points(); };
  next.set_floor(std::ranges::min(present | std::views::transform(points)));
  std::string employee = taker.employee();
  turn = std::move(next);
  return employee;
}

bool MayTake(const v1::TurnRecord& turn, const std::vector<Candidate>& on_shift, std::string_view employee) {
  const auto candidate = std::ranges::find(on_shift, employee, &Candidate::employee);
  if (candidate == on_shift.end() || !candidate->serves) return false;
  const auto seat = std::ranges::find(turn.seats(), employee, &Seat::employee);
  return !IsFull(*candidate, seat == turn.seats().end() ? 0 : seat->open_leads());
}

void AddOpenLeads(v1::TurnRecord& turn, std::string_view employee, int delta) {
  Seat& seat = *turn.mutable_seats(SeatOf(turn, employee));
  seat.set_open_leads(std::max(seat.open_leads() + delta, 0));
}

}  // namespace zamer::lead
