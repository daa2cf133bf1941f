// The people of the simulated department, and the department itself.
#pragma once
#include <absl/status/status.h>
#include <absl/time/time.h>

#include <asio/awaitable.hpp>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "services/zamerctl/simulator/plan.h"
#include "services/zamerctl/simulator/zamer.h"
#include "zamer/scheduling/v1/department.pb.h"
#include "zamer/type/v1/role.pb.h"

namespace zamer::simulator {

// Where the simulated department is.
inline constexpr char kTimeZone[] = "Europe/Moscow";
inline constexpr char kCurrency[] = "RUB";

// Everybody has a token of the development key, good for the run.
class Team {
 public:
  struct Member {
    std::string id;
    std::string display_name;
    type::v1::Role role;
    // Of the local day, on every day of the week; lead managers are at home on holidays.
    int start_minute;
    int end_minute;
    Person person;
  };

  // `designers`: how many there are.
  Team(const Clock& clock, std::string_view department, int designers);

  // `departments/{department}`.
  const std::string& department() const { return department_; }
  std::string NameOf(Source source) const;

  const Person& operator_person() const { return operator_; }
  // The program through which messengers and forms come in.
  const Person& gateway() const { return gateway_; }
  const Person& marketer() const { return marketer_.person; }
  const Person& office_manager() const { return office_manager_.person; }
  const Person& sales_head() const { return sales_head_.person; }
  // Who of the lead managers works at this local hour.
  const Person& LeadManagerAt(int hour, std::uint64_t luck) const;
  // Whose name it is.
  const Person& Designer(const std::string& name) const;

  // Makes what there is not yet: the department, its people and channels; and records what was spent on `days` days
  // from `first_day` on. Whoever calls afterwards with `seen` finds it everywhere.
  asio::awaitable<absl::Status> SetUp(Zamer& zamer, Seen& seen, absl::CivilDay first_day, int days) const;

  // The lead managers who are there from the beginning, the early shift first.
  std::vector<const Member*> LeadManagers() const;
  const std::vector<Member>& designers() const { return designers_; }
  // A lead manager who is hired in the course of a run.
  const Member& joiner() const { return joiner_; }
  asio::awaitable<absl::Status> Employ(Zamer& zamer, Seen& seen, const Member& member) const;
  // Notes what was spent on one day.
  asio::awaitable<absl::Status> RecordSpend(Zamer& zamer, Seen& seen, absl::CivilDay day) const;

 private:
  Member Hire(std::string id, std::string display_name, type::v1::Role role, int start_hour, int end_hour) const;
  std::vector<const Member*> Everybody() const;
  asio::awaitable<absl::Status> OpenDepartment(Zamer& zamer, Seen& seen) const;
  asio::awaitable<absl::Status> OpenChannels(Zamer& zamer, Seen& seen) const;

  const Clock& clock_;
  std::string department_;
  Person operator_;
  Person gateway_;
  Member marketer_;
  Member office_manager_;
  Member sales_head_;
  std::vector<Member> early_;
  std::vector<Member> late_;
  Member joiner_;
  std::vector<Member> designers_;
};

}  // namespace zamer::simulator
