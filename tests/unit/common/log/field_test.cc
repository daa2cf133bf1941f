#include "services/common/log/field.h"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/descriptor.pb.h>
#include <gtest/gtest.h>

#include "google/rpc/status.pb.h"
#include "zamer/type/v1/role.pb.h"

namespace zamer::log {

enum class Colour { kRed };
enum class Unnamed { kOne };
constexpr Literal LogName(Colour) { return "RED"; }

namespace {

template <typename T>
constexpr bool kMayBeLogged = std::is_constructible_v<Field, Literal, T>;

// Texts and messages of unknown origin do not compile.
static_assert(!kMayBeLogged<std::string>);
static_assert(!kMayBeLogged<const std::string&>);
static_assert(!kMayBeLogged<std::string_view>);
static_assert(!kMayBeLogged<absl::string_view>);
static_assert(!kMayBeLogged<const char*>);
static_assert(!kMayBeLogged<char*>);
static_assert(!kMayBeLogged<char>);
static_assert(!kMayBeLogged<char8_t>);
static_assert(!kMayBeLogged<const void*>);
static_assert(!kMayBeLogged<std::vector<std::string>>);
static_assert(!kMayBeLogged<google::rpc::Status>);
static_assert(!kMayBeLogged<const google::protobuf::Message&>);
static_assert(!kMayBeLogged<Unnamed>);
static_assert(!std::is_constructible_v<Field, std::string, int>, "a key is a literal");
static_assert(!std::is_constructible_v<Literal, const char*>);
static_assert(!std::is_constructible_v<Literal, std::string>);
static_assert(!std::is_constructible_v<RedactedMessage, std::string>);

// What may.
static_assert(kMayBeLogged<int> && kMayBeLogged<std::uint64_t> && kMayBeLogged<double> && kMayBeLogged<bool>);
static_assert(kMayBeLogged<Id> && kMayBeLogged<Literal> && kMayBeLogged<RedactedMessage>);
static_assert(kMayBeLogged<absl::StatusCode> && kMayBeLogged<Reason> && kMayBeLogged<absl::Status>);
static_assert(kMayBeLogged<absl::Time> && kMayBeLogged<absl::Duration>);
static_assert(kMayBeLogged<Colour> && kMayBeLogged<type::v1::Role>);

std::string Json(const Field& field) { return field.json(); }

TEST(Fields, HoldNumbersAndWords) {
  EXPECT_EQ(Json({"n", 7}), "7");
  EXPECT_EQ(Json({"n", std::uint64_t{18446744073709551615u}}), "18446744073709551615");
  EXPECT_EQ(Json({"n", 0.5}), "0.5");
  EXPECT_EQ(Json({"b", true}), "true");
  EXPECT_EQ(Json({"w", "ready"}), "\"ready\"");
  EXPECT_EQ(Json({"c", Colour::kRed}), "\"RED\"");
}

TEST(Fields, HoldTimes) {
  EXPECT_EQ(Json({"t", absl::FromUnixMillis(1700000000123)}), "\"2023-11-14T22:13:20.123Z\"");
  EXPECT_EQ(Json({"d", absl::Microseconds(1500)}), "1.5");
  EXPECT_EQ(Json({"d", absl::InfiniteDuration()}), "null");
}

TEST(Fields, HoldCodesAndReasonsButNoMessageOfAStatus) {
  EXPECT_EQ(Json({"c", absl::StatusCode::kNotFound}), "\"NOT_FOUND\"");
  EXPECT_EQ(Json({"r", Reason::kLeadNotFound}), "\"LEAD_NOT_FOUND\"");
  EXPECT_EQ(Json({"s", NotFound(Reason::kLeadNotFound, "Ivan is not here.", {{"who", "Ivan"}})}),
            R"({"code":"NOT_FOUND","reason":"LEAD_NOT_FOUND"})");
  EXPECT_EQ(Json({"s", absl::NotFoundError("Ivan")}), R"({"code":"NOT_FOUND"})");
}

TEST(Fields, HoldEnumsOfProtosByName) {
  const auto known = static_cast<type::v1::Role>(1);
  EXPECT_EQ(Json({"e", known}), '"' + type::v1::Role_Name(known) + '"');
  EXPECT_EQ(Json({"e", static_cast<type::v1::Role>(9999)}), "9999");
}

TEST(Fields, HoldTheNamesOfMethods) {
  google::protobuf::FileDescriptorProto file;
  file.set_name("example.proto");
  file.set_package("example");
  file.add_message_type()->set_name("Empty");
  auto& method = *file.add_service();
  method.set_name("Example");
  method.add_method()->set_name("Get");
  method.mutable_method(0)->set_input_type(".example.Empty");
  method.mutable_method(0)->set_output_type(".example.Empty");
  google::protobuf::DescriptorPool pool;
  ASSERT_NE(pool.BuildFile(file), nullptr);
  EXPECT_EQ(Json({"method", *pool.FindMethodByName("example.Example.Get")}), "\"example.Example.Get\"");
}

TEST(Fields, HoldIdsAsTheyMayBeShown) {
  EXPECT_EQ(Json({"lead", Id("departments/d1/leads/l1")}), "\"departments/d1/leads/l1\"");
}

}  // namespace
}  // namespace zamer::log
