// docs/lead-states.md has the diagram and the table that the code has.
#include "services/lead/domain/state_diagram.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <string>

#include "tests/support/doc_page.h"

namespace zamer::lead {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kPage[] = ZAMER_SOURCE_DIR "/docs/lead-states.md";
constexpr char kRewrite[] = "ZAMER_WRITE_DOCS";

// The page with `text` between the comments that name the part.
std::string With(const std::string& page, const std::string& part, const std::string& text) {
  const std::string begin = "<!-- " + part + ": made from the code -->\n";
  const std::string end = "<!-- end -->\n";
  const std::size_t from = page.find(begin);
  const std::size_t to = page.find(end, from);
  if (from == std::string::npos || to == std::string::npos) return "no part " + part;
  return page.substr(0, from) + begin + text + page.substr(to);
}

TEST(LeadStatesPage, IsMadeFromTheCode) {
  const std::string page = testing::DocPage(kPage).text();
  const std::string made = With(With(page, "diagram", StateDiagram()), "table", StateTable());
  if (std::getenv(kRewrite) != nullptr) std::ofstream(kPage) << made;
  EXPECT_EQ(testing::DocPage(kPage).text(), made) << "run this test with " << kRewrite << "=1 to write the page anew";
}

TEST(LeadStatesPage, DrawsTheUsualWays) {
  const std::string diagram = StateDiagram();
  for (const char* arrow :
       {"NEW --> IN_CORRESPONDENCE : somebody tries", "PHONE_CAPTURED --> MEETING_BOOKED : a meeting is booked",
        "MEETING_BOOKED --> PHONE_CAPTURED : the meeting is called off", "NURTURING --> by_facts : its day comes",
        "CONTRACT_SIGNED --> MEETING_HELD : the contract is cancelled", "LOST --> by_facts : ReopenLead"}) {
    EXPECT_THAT(diagram, HasSubstr(arrow));
  }
  EXPECT_THAT(diagram, Not(HasSubstr("CONTRACT_SIGNED --> LOST")));
}

}  // namespace
}  // namespace zamer::lead
