// A department with its people, and the steps of a client's journey, for tests that need one of their own making.
#pragma once
#include <absl/time/time.h>

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/caller.h"

namespace zamer::testing {

// Everybody works around the clock, so that no test depends on the hour; the zone is Europe/Moscow, the currency RUB.
// The steps throw std::runtime_error when they are refused. All share what they have seen.
class Scene {
 public:
  // Makes department `id` with one person of each role but `designers` designers, and the channels `vk` and `yandex`.
  explicit Scene(const Cluster& cluster, std::string_view id = "d1", int designers = 2);
  Scene(const Scene&) = delete;
  Scene& operator=(const Scene&) = delete;

  // `departments/{id}`, and the name of what is in it.
  const std::string& name() const { return name_; }
  std::string NameOf(std::string_view collection, std::string_view id) const;

  Seen& seen() { return seen_; }
  Caller& operators() { return operator_; }
  Caller& gateway() { return gateway_; }
  Caller& head() { return head_; }
  Caller& manager() { return manager_; }
  Caller& office() { return office_; }
  Caller& marketer() { return marketer_; }
  // One more person of this role.
  Caller Hire(std::string_view id, type::v1::Role role);
  Caller& designer(std::size_t index) { return designers_[index]; }
  // By the name of the employee.
  Caller& designer(const std::string& name);

  // An enquiry by a messenger, without a phone.
  lead::v1::Lead Enquire(const std::string& messenger_id, absl::Time when);
  lead::v1::Lead CapturePhone(const std::string& lead, const std::string& phone, absl::Time when);
  // Of the first designer who is free.
  scheduling::v1::Meeting Book(const std::string& lead, absl::Time start, absl::Time agreed);
  scheduling::v1::Meeting Hold(const scheduling::v1::Meeting& meeting, absl::Time end);
  contract::v1::Contract Sign(const scheduling::v1::Meeting& meeting, std::int64_t minor_units, absl::Time when);
  contract::v1::Contract Pay(const contract::v1::Contract& contract, const std::string& id, std::int64_t minor_units);
  contract::v1::ProductionOrder HandOver(const contract::v1::Contract& contract);

  lead::v1::Lead GetLead(const std::string& lead);
  // Of the last 31 days and tomorrow.
  metrics::v1::Funnel GetFunnel(metrics::v1::Basis basis);
  static metrics::v1::Period Lately();

 private:
  Caller Member(std::string_view id, type::v1::Role role);
  void OpenDepartment();
  void Employ(const Caller& person, type::v1::Role role);
  void OpenChannel(const std::string& id);

  const Cluster& cluster_;
  std::string name_;
  Seen seen_;
  Caller operator_;
  Caller gateway_;
  Caller head_;
  Caller manager_;
  Caller office_;
  Caller marketer_;
  std::deque<Caller> designers_;
};

// Whole minutes, since meetings want them.
absl::Time MinutesAgo(int minutes);

// The steps' counts, in the order of the funnel.
std::vector<std::int64_t> CountsOf(const metrics::v1::Funnel& funnel);

}  // namespace zamer::testing
