#include "services/gateway/access/directory.h"

#include <utility>

#include "services/common/status/errors.h"
#include "services/common/status/macros.h"

namespace zamer::gateway::access {
namespace {

// After this it is asked again; what is older than the second no longer counts.
constexpr absl::Duration kAskAgain = absl::Seconds(30);
constexpr absl::Duration kNoLonger = absl::Seconds(60);
// Then all are forgotten, and asked for again.
constexpr std::size_t kMostPeople = 10'000;
// For one answer of the scheduling service.
constexpr absl::Duration kPatience = absl::Seconds(3);

std::shared_ptr<const Person> PersonOf(const scheduling::v1::Employee& employee) {
  auto person = std::make_shared<Person>();
  person->employed = employee.state() == scheduling::v1::Employee::EMPLOYED;
  person->display_name = employee.display_name();
  person->roles.reserve(static_cast<std::size_t>(employee.roles_size()));
  for (const int role : employee.roles()) person->roles.push_back(static_cast<type::v1::Role>(role));
  return person;
}

}  // namespace

std::shared_ptr<const Person> Directory::SeenWithin(const std::string& employee, absl::Duration age) const {
  const auto found = seen_.find(employee);
  if (found == seen_.end()) return nullptr;
  const absl::Duration since = clock_.Now() - found->second.at;
  // A clock that was set back tells nothing about the age.
  return since >= absl::ZeroDuration() && since < age ? found->second.person : nullptr;
}

asio::awaitable<absl::StatusOr<std::shared_ptr<const Person>>> Directory::Read(std::string employee,
                                                                               absl::Time deadline) {
  scheduling::v1::GetEmployeeRequest request;
  request.set_name(employee);
  const absl::Time now = clock_.Now();
  const absl::StatusOr<scheduling::v1::Employee> found = co_await client_.Invoke(
      &Api::GetEmployee, std::move(request), {.deadline = std::min(deadline, absl::Now() + kPatience)});
  if (!found.ok() && !absl::IsNotFound(found.status())) co_return found.status();
  if (seen_.size() >= kMostPeople) seen_.clear();
  const auto person = found.ok() ? PersonOf(*found) : std::make_shared<const Person>();
  seen_[employee] = {person, now};
  if (!found.ok()) co_return found.status();
  co_return person;
}

asio::awaitable<absl::StatusOr<std::shared_ptr<const Person>>> Directory::Find(std::string employee,
                                                                               absl::Time deadline) {
  if (auto person = SeenWithin(employee, kAskAgain)) co_return person;
  std::vector<std::string> alone{employee};
  ZAMER_CO_ASSIGN_OR_RETURN(const store::Gate::Pass pass, co_await gate_.Enter(std::move(alone), deadline));
  if (auto person = SeenWithin(employee, kAskAgain)) co_return person;
  auto read = co_await Read(employee, deadline);
  if (read.ok()) co_return read;
  if (auto person = SeenWithin(employee, kNoLonger)) co_return person;
  co_return read;
}

asio::awaitable<absl::StatusOr<std::shared_ptr<const Person>>> Directory::FindEmployed(std::string employee,
                                                                                       absl::Time deadline) {
  ZAMER_CO_ASSIGN_OR_RETURN(const auto person, co_await Read(employee, deadline));
  if (!person->employed) {
    co_return FailedPrecondition(Reason::kEmployeeDismissed, "The employee no longer works here.",
                                 {{"employee", employee}});
  }
  co_return person;
}

}  // namespace zamer::gateway::access
