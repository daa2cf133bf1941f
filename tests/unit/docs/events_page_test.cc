// docs/events.md lists exactly the facts of the protos, with exactly their fields.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <string>

#include "zamer/contract/v1/contract_events.pb.h"
#include "zamer/lead/v1/lead_events.pb.h"
#include "zamer/scheduling/v1/scheduling_events.pb.h"

namespace zamer {
namespace {

using Facts = std::map<std::string, std::set<std::string>>;  // fact -> its fields

Facts FactsOf(const google::protobuf::Descriptor* event) {
  Facts facts;
  for (int i = 0; i < event->field_count(); ++i) {
    const auto* fact = event->field(i);
    if (fact->containing_oneof() == nullptr) continue;
    std::set<std::string>& fields = facts[fact->name()];
    for (int f = 0; f < fact->message_type()->field_count(); ++f) {
      fields.insert(fact->message_type()->field(f)->name());
    }
  }
  return facts;
}

Facts FactsOfSection(const std::string& heading) {
  std::ifstream page(ZAMER_SOURCE_DIR "/docs/events.md");
  Facts facts;
  bool inside = false;
  static const std::regex kRow(R"(^\| `(\w+)` \|[^|]*\|(.*)\|$)");
  static const std::regex kField(R"(`(\w+)`)");
  for (std::string line; std::getline(page, line);) {
    if (line.starts_with("## ")) inside = line.find(heading) != std::string::npos;
    std::smatch row;
    if (!inside || !std::regex_match(line, row, kRow)) continue;
    std::set<std::string>& fields = facts[row[1]];
    const std::string cell = row[2];
    for (std::sregex_iterator field(cell.begin(), cell.end(), kField), end; field != end; ++field) {
      fields.insert((*field)[1]);
    }
  }
  return facts;
}

TEST(EventsPage, ListsTheFactsOfEveryServiceWithTheirFields) {
  for (const auto* event : {lead::v1::LeadEvent::descriptor(), scheduling::v1::SchedulingEvent::descriptor(),
                            contract::v1::ContractEvent::descriptor()}) {
    EXPECT_EQ(FactsOfSection(event->name()), FactsOf(event)) << event->full_name();
  }
}

}  // namespace
}  // namespace zamer
