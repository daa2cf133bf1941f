// What happens to the people of a department in the course of a run, and who is at work when.
#pragma once
#include <absl/status/status.h>
#include <absl/time/civil_time.h>
#include <absl/time/time.h>

#include <asio/awaitable.hpp>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "services/common/time/interval.h"
#include "services/zamerctl/simulator/pace.h"
#include "services/zamerctl/simulator/team.h"
#include "services/zamerctl/simulator/zamer.h"

namespace zamer::simulator {

// Holidays, illness, vacation, a dismissal and a new colleague, spread over the days of a stepped run. Must outlive its
// coroutines.
class Staff {
 public:
  Staff(Zamer& zamer, Pace& pace, const Team& team, absl::TimeZone zone, absl::CivilDay first_day, int days);

  // Makes the holidays known; before anybody comes.
  asio::awaitable<absl::Status> SetUp(Seen& seen) const;
  // Lives through the run: who drops out is told at once, and each day's spend in the evening. The first failure.
  asio::awaitable<absl::Status> Run(Seen& seen);

  // The lead manager of this name, when he is at work at `at`; null else.
  const Person* AtWork(const std::string& name, absl::Time at) const;
  // Whether he has dropped out and is not back at `at`.
  bool IsOut(const std::string& name, absl::Time at) const;
  // When the next shift after `at` begins.
  absl::Time NextShift(absl::Time at) const;

  int drop_outs() const { return drop_outs_; }

 private:
  struct Step {
    absl::Time time;
    asio::awaitable<absl::Status> (Staff::*act)(Seen&, absl::Time);
  };
  absl::Time At(int day, int hour) const;
  // The day so many hundredths of the run after its first.
  int Part(int percent) const { return days_ * percent / 100; }
  std::vector<Step> Plan() const;
  asio::awaitable<absl::Status> FallIll(Seen& seen, absl::Time now);
  asio::awaitable<absl::Status> Dismiss(Seen& seen, absl::Time now);
  asio::awaitable<absl::Status> Join(Seen& seen, absl::Time now);
  asio::awaitable<absl::Status> GoOnVacation(Seen& seen, absl::Time now);
  asio::awaitable<absl::Status> DesignerFallsIll(Seen& seen, absl::Time now);
  asio::awaitable<absl::Status> EndDay(Seen& seen, absl::Time now);
  asio::awaitable<absl::Status> DropOut(Seen& seen, std::string name, scheduling::v1::EmployeeDroppedOut::Cause cause,
                                        Interval time);

  Zamer& zamer_;
  Pace& pace_;
  const Team& team_;
  const absl::TimeZone zone_;
  const absl::CivilDay first_day_;
  const int days_;
  std::vector<const Team::Member*> managers_;
  std::set<absl::CivilDay> holidays_;
  std::map<std::string, Interval> out_;  // by name; the last absence of each
  int drop_outs_ = 0;
};

}  // namespace zamer::simulator
