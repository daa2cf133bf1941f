#include "services/common/redis/command.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>
#include <string>

namespace zamer::redis {
namespace {

std::string Encoded(const Command& command) {
  std::string bytes;
  command.AppendTo(bytes);
  return bytes;
}

TEST(Command, IsEncodedAsAnArrayOfBulkStrings) {
  EXPECT_EQ(Encoded(Command("SET", "key", std::string("value"))), "*3\r\n$3\r\nSET\r\n$3\r\nkey\r\n$5\r\nvalue\r\n");
}

TEST(Command, KeepsEmptyAndBinaryArguments) {
  const std::string binary("\r\n\0*$", 5);
  EXPECT_EQ(Encoded(Command("ECHO", "", binary)), "*3\r\n$4\r\nECHO\r\n$0\r\n\r\n$5\r\n" + binary + "\r\n");
}

TEST(Command, WritesNumbersAsDecimalText) {
  Command command("X");
  command.Add(-7).Add(std::numeric_limits<std::uint64_t>::max());
  EXPECT_EQ(Encoded(command), "*3\r\n$1\r\nX\r\n$2\r\n-7\r\n$20\r\n18446744073709551615\r\n");
}

TEST(Command, CountsItsArgumentsAndBytes) {
  Command command("DEL");
  for (int i = 0; i < 30; ++i) command.Add("key");
  EXPECT_EQ(command.size(), 31u);
  EXPECT_GE(command.bytes(), Encoded(command).size());
}

}  // namespace
}  // namespace zamer::redis
