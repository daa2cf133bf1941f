#include "services/gateway/domain/intake/text.h"

#include <gtest/gtest.h>

namespace zamer::gateway::intake {
namespace {

TEST(Readable, KeepsWhatIsText) { EXPECT_EQ(Readable("Кухня 🙂\n\tэ"), "Кухня 🙂\n\tэ"); }

TEST(Readable, ReplacesWhatIsNot) {
  EXPECT_EQ(Readable("a\xff"
                     "b"),
            "a\xef\xbf\xbd"
            "b");
  EXPECT_EQ(Readable("\xc0\xaf"), "\xef\xbf\xbd\xef\xbf\xbd");  // overlong
  EXPECT_EQ(Readable("\xed\xa0\x80").size(), 9u);               // a surrogate
  EXPECT_EQ(Readable("\xf4\x90\x80\x80").size(), 12u);          // beyond Unicode
  EXPECT_EQ(Readable("\xfc\x80\x80\x80").size(), 12u);          // no character begins so
  EXPECT_EQ(Readable("\xd0"), "\xef\xbf\xbd");                  // cut off
}

TEST(Readable, DropsControlCharacters) { EXPECT_EQ(Readable(std::string("a\0b\x1b[0m\r", 8)), "ab[0m"); }

TEST(Shortened, CutsBetweenTwoCharacters) {
  EXPECT_EQ(Shortened("ыыы", 6), "ыыы");
  EXPECT_EQ(Shortened("ыыыы", 7), "ыы…");
  EXPECT_EQ(Shortened("ыыыы", 6), "ы…");
  EXPECT_EQ(Shortened("ыыыы", 3), "…");
}

}  // namespace
}  // namespace zamer::gateway::intake
