#include "services/gateway/domain/access/ticket.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>
#include <vector>

namespace zamer::gateway::access {
namespace {

const std::string kSecret(43, 'x');

TEST(Ticket, ComesBackFromItsText) {
  const auto ticket = Ticket::Parse("d-1.olga." + kSecret);
  ASSERT_TRUE(ticket.has_value());
  EXPECT_EQ(ticket->department, "d-1");
  EXPECT_EQ(ticket->owner, "olga");
  EXPECT_EQ(ticket->secret, kSecret);
  EXPECT_EQ(ticket->ToString(), "d-1.olga." + kSecret);
}

TEST(Ticket, IsNothingElse) {
  const std::vector<std::string> others{"",
                                        ".",
                                        "..",
                                        "d1." + kSecret,
                                        "d1.olga.",
                                        "d1..olga." + kSecret,
                                        ".olga." + kSecret,
                                        "d1.." + kSecret,
                                        "D1.olga." + kSecret,
                                        "d1.ol/ga." + kSecret,
                                        "d1.ol:ga." + kSecret,
                                        "d1.olga." + kSecret + "x",
                                        "d1.olga." + kSecret.substr(1) + "=",
                                        "d1.olga." + kSecret + "\n",
                                        std::string(64, 'd') + ".olga." + kSecret};
  for (const std::string& text : others) {
    EXPECT_FALSE(Ticket::Parse(text).has_value()) << text;
  }
}

RC_GTEST_PROP(TicketOfAnyText, IsNoneOrSaysTheSameAgain, (const std::string& text)) {
  const auto ticket = Ticket::Parse(text);
  RC_ASSERT((!ticket || ticket->ToString() == text));
}

}  // namespace
}  // namespace zamer::gateway::access
