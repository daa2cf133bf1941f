#include "services/common/config/values.h"

#include <gtest/gtest.h>

#include <ostream>

#include "tests/unit/common/config/temporary_file.h"

namespace zamer::config {
namespace {

// A secret shows itself only when asked by name.
template <typename T>
concept Printable = requires(std::ostream& out, const T& value) { out << value; };
static_assert(!std::is_convertible_v<Secret, std::string>);
static_assert(!std::is_convertible_v<Secret, std::string_view>);
static_assert(!std::is_convertible_v<std::string, Secret>);
static_assert(!Printable<Secret>);

TEST(Values, ReadNumbersWhole) {
  EXPECT_EQ(Value<int>::Parse("-7").value(), -7);
  for (const char* text : {"", "7 ", " 7", "7x", "0x7", "1e3", "99999999999"}) {
    EXPECT_FALSE(Value<int>::Parse(text).ok()) << text;
  }
}

TEST(Values, ReadTrueAndFalseOnly) {
  EXPECT_TRUE(Value<bool>::Parse("true").value());
  EXPECT_FALSE(Value<bool>::Parse("false").value());
  for (const char* text : {"", "1", "yes", "True"}) EXPECT_FALSE(Value<bool>::Parse(text).ok()) << text;
}

TEST(Values, ReadFiniteDurations) {
  EXPECT_EQ(Value<absl::Duration>::Parse("1h30m").value(), absl::Minutes(90));
  EXPECT_EQ(Value<absl::Duration>::Parse("250ms").value(), absl::Milliseconds(250));
  for (const char* text : {"", "10", "inf", "-inf", "1 hour"}) {
    EXPECT_FALSE(Value<absl::Duration>::Parse(text).ok()) << text;
  }
}

TEST(Values, ReadAddressesAndWriteThemAlike) {
  for (const char* text : {"127.0.0.1:0", "lead.zamer.svc:7000", "[::1]:65535", "my_host:1"}) {
    const auto address = Value<HostPort>::Parse(text);
    ASSERT_TRUE(address.ok()) << text;
    EXPECT_EQ(address->ToString(), text);
  }
  EXPECT_EQ(Value<HostPort>::Parse("[::1]:7000")->host, "::1");
}

TEST(Values, RefuseWhatIsNoAddress) {
  for (const char* text : {"", "host", ":7000", "host:", "host:65536", "host:-1", "ho st:1", "::1:7000", "[]:1",
                           "[host]:1", "http://host:80", "host:80/path"}) {
    EXPECT_FALSE(Value<HostPort>::Parse(text).ok()) << text;
  }
}

TEST(Values, TakeFilesThatCanBeRead) {
  const TemporaryFile file("content");
  EXPECT_EQ(Value<FilePath>::Parse(file.path())->path, file.path());
  for (const char* text : {"", "/nowhere/at/all", "/"}) EXPECT_FALSE(Value<FilePath>::Parse(text).ok()) << text;
}

TEST(Values, TakeSecretsFromFilesWithoutTheLastLineBreak) {
  for (const char* content : {"s3 cret", "s3 cret\n", "s3 cret\r\n"}) {
    EXPECT_EQ(Value<Secret>::Parse(TemporaryFile(content).path())->Reveal(), "s3 cret");
  }
  EXPECT_EQ(Value<Secret>::Parse(TemporaryFile("two\nlines\n").path())->Reveal(), "two\nlines");
  EXPECT_EQ(Value<Secret>::Parse(TemporaryFile(std::string(4096, 'x')).path())->Reveal().size(), 4096u);
}

TEST(Values, RefuseEmptyAndHugeSecrets) {
  for (const std::string& content : {std::string(), std::string("\n"), std::string(4097, 'x')}) {
    EXPECT_FALSE(Value<Secret>::Parse(TemporaryFile(content).path()).ok()) << content.size();
  }
  EXPECT_FALSE(Value<Secret>::Parse("/nowhere/at/all").ok());
  EXPECT_FALSE(Value<Secret>::Parse("/").ok());
}

}  // namespace
}  // namespace zamer::config
