// docs/events.md lists exactly the facts of the protos, with exactly their fields.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>
#include <vector>

#include "tests/support/doc_page.h"
#include "zamer/contract/v1/contract_events.pb.h"
#include "zamer/lead/v1/lead_events.pb.h"
#include "zamer/scheduling/v1/scheduling_events.pb.h"
#include "zamer/type/v1/event.pb.h"

namespace zamer {
namespace {

using testing::DocPage;
using testing::DocRow;
using testing::Quoted;
using ::testing::UnorderedElementsAreArray;

using Names = std::set<std::string>;
using Facts = std::map<std::string, Names>;  // fact -> its fields

const DocPage& Page() {
  static const DocPage kPage(ZAMER_SOURCE_DIR "/docs/events.md");
  return kPage;
}

Names FieldsOf(const google::protobuf::Descriptor& type) {
  Names fields;
  for (int i = 0; i < type.field_count(); ++i) fields.insert(type.field(i)->name());
  return fields;
}

Facts FactsOf(const google::protobuf::Descriptor& event) {
  Facts facts;
  for (int i = 0; i < event.field_count(); ++i) {
    const auto* fact = event.field(i);
    if (fact->containing_oneof() != nullptr) facts[fact->name()] = FieldsOf(*fact->message_type());
  }
  return facts;
}

Facts FactsOfSection(const std::string& heading) {
  Facts facts;
  for (const DocRow& row : Page().Table(heading)) {
    const std::vector<std::string> fields = Quoted(row.at(2));
    facts[Quoted(row.at(0)).at(0)] = Names(fields.begin(), fields.end());
  }
  return facts;
}

TEST(EventsPage, ListsTheFactsOfEveryServiceWithTheirFields) {
  for (const auto* event : {lead::v1::LeadEvent::descriptor(), scheduling::v1::SchedulingEvent::descriptor(),
                            contract::v1::ContractEvent::descriptor()}) {
    EXPECT_EQ(FactsOfSection(event->name()), FactsOf(*event)) << event->full_name();
  }
}

TEST(EventsPage, ListsWhatEveryEventHas) {
  const std::string& text = Page().text();
  const std::size_t begin = text.find("Every event has `meta`:");
  ASSERT_NE(begin, std::string::npos);
  const std::vector<std::string> listed = Quoted(text.substr(begin, text.find("\n\n", begin) - begin));
  Names fields = FieldsOf(*type::v1::EventMeta::descriptor());
  fields.insert("meta");
  EXPECT_THAT(listed, UnorderedElementsAreArray(fields));
}

}  // namespace
}  // namespace zamer
