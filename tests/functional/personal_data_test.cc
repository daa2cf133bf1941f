// Personal data are in the records and nowhere else: whatever the protos mark as personal is given a text that is then
// looked for in every stored byte, every log line and every metric.
#include <absl/strings/match.h>
#include <absl/strings/str_cat.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "services/common/time/timestamps.h"
#include "tests/support/generic_call.h"
#include "tests/support/sample.h"
#include "tests/support/scene.h"
#include "tests/support/status_matchers.h"

namespace zamer::testing {
namespace {

using google::protobuf::FieldDescriptor;
using ::testing::IsEmpty;

// No other text in the system has it.
constexpr char kMark[] = "Qzx7Personal";
constexpr char kPhone[] = "8 (912) 777-66-55";
// What a phone looks like wherever it is.
constexpr std::string_view kPhoneDigits[] = {"9127776655", "777-66-55", "777 66 55"};

std::string TextFor(const FieldDescriptor& field) {
  if (!RulesOf(field).personal()) return "";
  if (field.full_name() == "zamer.lead.v1.Phone.raw") return kPhone;
  return kMark;
}

bool HoldsPersonalData(std::string_view bytes) {
  const auto holds = [&](std::string_view text) { return bytes.find(text) != std::string_view::npos; };
  return holds(kMark) || std::ranges::any_of(kPhoneDigits, holds);
}

class PersonalDataTest : public ::testing::Test {
 protected:
  // A call with something personal in every field that is marked so; whether it succeeds does not matter.
  void CallWithPersonalData(const google::protobuf::MethodDescriptor& method, const std::string& lead) {
    const auto request = MakeSample(*method.input_type(), {.text = TextFor});
    for (const FieldPlace& place : PlacesIn(*request)) {
      if (RulesOf(*place.field).resource() == "departments/*/leads/*" && !place.field->is_repeated()) {
        place.parent->GetReflection()->SetString(place.parent, place.field, lead);
      }
      if (RulesOf(*place.field).resource() == "departments/*/channels/*" && !place.field->is_repeated()) {
        place.parent->GetReflection()->SetString(place.parent, place.field, scene_.NameOf("channels", "vk"));
      }
      if (place.field->name() == "etag") place.parent->GetReflection()->ClearField(place.parent, place.field);
    }
    const auto role = static_cast<type::v1::Role>(PolicyOf(method).roles(0));
    for (const Service service : kServices) {
      if (GrpcNameOf(service) != method.service()->full_name()) continue;
      GenericCall(cluster_.Channel(service), {.method = PathOf(method),
                                              .bytes = request->SerializeAsString(),
                                              .token = MintToken(scene_.head().subject(), "d1", {role})})
          .status()
          .IgnoreError();
    }
  }

  // The lead has a name, a phone and a note; the meeting an address.
  void MakeRecords(const std::string& lead) {
    lead::v1::UpdateLeadRequest update;
    update.mutable_lead()->set_name(lead);
    update.mutable_lead()->set_client_name(kMark);
    ASSERT_THAT(scene_.manager().Call(&LeadApi::UpdateLead, update), IsOk());
    scene_.CapturePhone(lead, kPhone, MinutesAgo(50));
    scheduling::v1::BookMeetingRequest book;
    book.set_parent(scene_.name());
    book.mutable_meeting()->set_lead(lead);
    book.mutable_meeting()->set_kind(scheduling::v1::Meeting::ON_SITE);
    book.mutable_meeting()->set_address(kMark);
    *book.mutable_meeting()->mutable_start_time() = ToTimestamp(MinutesAgo(-24 * 60));
    ASSERT_THAT(scene_.manager().Call(&SchedulingApi::BookMeeting, book), IsOk());
  }

  // Keys that hold records: only they may hold personal data. See docs/redis-keys.md for the others.
  static bool IsRecord(const std::string& key) {
    static constexpr std::string_view kOthers[] = {"by-",    "in-",     "count:",       "request:", "events",
                                                   "timers", "cursor:", "dead-letters", "lease:",   "timeline:"};
    const std::size_t begin = key.find("}:");
    if (begin == std::string::npos) return false;
    const std::string_view kind = std::string_view(key).substr(begin + 2);
    return std::ranges::none_of(kOthers, [&](std::string_view other) { return kind.starts_with(other); });
  }

  // Everything that is stored under the key, its own name first.
  std::string AllBytesOf(const std::string& key) {
    const std::string type(cluster_.redis().Run(redis::Command("TYPE", key)).text());
    std::string bytes = key;
    const auto add = [&](redis::Command command) { Flatten(cluster_.redis().Run(std::move(command)), bytes); };
    if (type == "string") add(redis::Command("GET", key));
    if (type == "hash") add(redis::Command("HGETALL", key));
    if (type == "set") add(redis::Command("SMEMBERS", key));
    if (type == "zset") add(redis::Command("ZRANGE", key, "0", "-1"));
    if (type == "list") add(redis::Command("LRANGE", key, "0", "-1"));
    if (type == "stream") add(redis::Command("XRANGE", key, "-", "+"));
    return bytes;
  }

  static void Flatten(const redis::Reply& reply, std::string& bytes) {
    if (reply.is_string()) absl::StrAppend(&bytes, " ", std::string(reply.text()));
    if (!reply.is_array()) return;
    for (const redis::Reply& element : reply.elements()) Flatten(element, bytes);
  }

  std::vector<std::string> Keys() {
    std::vector<std::string> keys;
    const redis::Reply reply = cluster_.redis().Run(redis::Command("KEYS", "*"));
    for (const redis::Reply& key : reply.elements()) keys.emplace_back(key.text());
    return keys;
  }

  Cluster cluster_{{.bin_dir = ZAMER_BIN_DIR, .flags = {"--log-level=debug"}}};
  Scene scene_{cluster_};
};

TEST_F(PersonalDataTest, IsInTheRecordsAndNowhereElse) {
  const std::string lead = scene_.Enquire(kMark, MinutesAgo(60)).name();
  MakeRecords(lead);
  for (const google::protobuf::MethodDescriptor* method : AllMethods()) CallWithPersonalData(*method, lead);
  scene_.GetFunnel(metrics::v1::EVENT_DATE);  // metrics has consumed all of it

  int records_with = 0;
  std::vector<std::string> others_with;
  for (const std::string& key : Keys()) {
    if (!HoldsPersonalData(AllBytesOf(key))) continue;
    IsRecord(key) && !HoldsPersonalData(key) ? void(++records_with) : others_with.push_back(key);
  }
  EXPECT_GT(records_with, 1) << "the test must see what it looks for where it may be";
  EXPECT_THAT(others_with, IsEmpty());
  for (const Service service : kServices) {
    EXPECT_FALSE(HoldsPersonalData(cluster_.Log(service))) << "log of " << NameOf(service);
    EXPECT_FALSE(HoldsPersonalData(cluster_.Exposition(service))) << "metrics of " << NameOf(service);
  }
}

TEST_F(PersonalDataTest, DoesNotLeaveLeadAndScheduling) {
  const std::string lead = scene_.Enquire(kMark, MinutesAgo(60)).name();
  MakeRecords(lead);
  scene_.GetFunnel(metrics::v1::EVENT_DATE);
  for (const std::string& key : Keys()) {
    if (absl::StartsWith(key, "contract:") || absl::StartsWith(key, "metrics:")) {
      EXPECT_FALSE(HoldsPersonalData(AllBytesOf(key))) << key;
    }
  }
}

}  // namespace
}  // namespace zamer::testing
