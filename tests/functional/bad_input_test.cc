// Requests that break a rule: each gets an error that names the field, and changes nothing. The methods, the fields and
// their rules come from the descriptors, so a new one is covered by itself.
#include <absl/strings/str_cat.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "google/rpc/error_details.pb.h"
#include "tests/support/caller.h"
#include "tests/support/cluster.h"
#include "tests/support/generic_call.h"
#include "tests/support/sample.h"
#include "tests/support/scene.h"
#include "tests/support/status_matchers.h"

namespace zamer::testing {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::MethodDescriptor;
using google::protobuf::Reflection;
using ::testing::Contains;
using type::v1::FieldRules;

constexpr std::uint32_t kUsualMaxBytes = 256;
constexpr std::uint32_t kUsualMaxItems = 100;
constexpr int kNoEnumValue = 9'999;

// One thing wrong with a request that is otherwise within all rules.
struct Fault {
  std::string what;
  // The field that the error must name.
  std::string path;
  std::unique_ptr<Message> request;
};

// All faults of one type of request.
class Faults {
 public:
  explicit Faults(const google::protobuf::Descriptor& type)
      : sample_(MakeSample(type)), is_update_(type.FindFieldByName("update_mask") != nullptr) {
    for (const FieldPlace& place : PlacesIn(*sample_)) AddAllOf(place.path, *place.field);
  }

  const std::vector<Fault>& all() const { return faults_; }

 private:
  using Spoil = std::function<void(Message& parent, const Reflection&, const FieldDescriptor*)>;

  void AddAllOf(const std::string& path, const FieldDescriptor& field) {
    const bool seen_when_missing = field.has_presence() || field.is_repeated() ||
                                   field.cpp_type() == FieldDescriptor::CPPTYPE_STRING ||
                                   field.cpp_type() == FieldDescriptor::CPPTYPE_ENUM;
    if ((IsRequired(field) || NamesWhatIsUpdated(path)) && seen_when_missing) {
      Add("missing", path, path, [](Message& parent, const Reflection& reflection, const FieldDescriptor* it) {
        reflection.ClearField(&parent, it);
      });
    }
    if (field.is_repeated()) return AddTooMany(path, field);
    if (field.cpp_type() == FieldDescriptor::CPPTYPE_STRING) return AddStrings(path, field);
    if (field.cpp_type() == FieldDescriptor::CPPTYPE_ENUM) {
      Add("no value of its enum", path, path,
          [](Message& parent, const Reflection& reflection, const FieldDescriptor* it) {
            reflection.SetEnumValue(&parent, it, kNoEnumValue);
          });
    }
    if (RulesOf(field).bounded()) AddOutOfBounds(path, field);
  }

  // `lead.name` of an update, which no option says to be required: to create a lead, it is not.
  bool NamesWhatIsUpdated(const std::string& path) const {
    return is_update_ && path.ends_with(".name") && std::ranges::count(path, '.') == 1;
  }

  void AddTooMany(const std::string& path, const FieldDescriptor& field) {
    if (field.cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) return;
    const std::uint32_t most = RulesOf(field).max_items() == 0 ? kUsualMaxItems : RulesOf(field).max_items();
    Add("too many", path, path, [most](Message& parent, const Reflection& reflection, const FieldDescriptor* it) {
      const std::unique_ptr<Message> first(reflection.GetRepeatedMessage(parent, it, 0).New());
      first->CopyFrom(reflection.GetRepeatedMessage(parent, it, 0));
      for (std::uint32_t i = 0; i < most; ++i) reflection.AddMessage(&parent, it)->CopyFrom(*first);
    });
  }

  void AddStrings(const std::string& path, const FieldDescriptor& field) {
    const FieldRules& rules = RulesOf(field);
    const std::uint32_t most = rules.max_bytes() == 0 ? kUsualMaxBytes : rules.max_bytes();
    Add("too long", path, path, TextOf(std::string(most + 1, 'a')));
    if (rules.format() != type::v1::FORMAT_UNSPECIFIED && rules.format() != type::v1::PAGE_TOKEN) {
      Add("badly formed", path, path, TextOf("no such / format"));
    }
  }

  void AddOutOfBounds(const std::string& path, const FieldDescriptor& field) {
    const FieldRules& rules = RulesOf(field);
    const bool is_signed =
        field.cpp_type() == FieldDescriptor::CPPTYPE_INT32 || field.cpp_type() == FieldDescriptor::CPPTYPE_INT64;
    Add("too great", path, path, NumberOf(rules.max() + 1));
    // Zero in a field without presence is not a number but no value.
    const bool is_unset = rules.min() == 1 && !field.has_presence();
    if (is_signed && !is_unset) Add("too small", path, path, NumberOf(rules.min() - 1));
  }

  static Spoil TextOf(std::string text) {
    return [text = std::move(text)](Message& parent, const Reflection& reflection, const FieldDescriptor* it) {
      reflection.SetString(&parent, it, text);
    };
  }

  static Spoil NumberOf(std::int64_t number) {
    return [number](Message& parent, const Reflection& reflection, const FieldDescriptor* it) {
      if (it->cpp_type() == FieldDescriptor::CPPTYPE_INT32) {
        reflection.SetInt32(&parent, it, static_cast<std::int32_t>(number));
      } else if (it->cpp_type() == FieldDescriptor::CPPTYPE_INT64) {
        reflection.SetInt64(&parent, it, number);
      } else {
        reflection.SetUInt32(&parent, it, static_cast<std::uint32_t>(number));
      }
    };
  }

  void Add(std::string what, const std::string& at, std::string named, const Spoil& spoil) {
    std::unique_ptr<Message> request(sample_->New());
    request->CopyFrom(*sample_);
    for (const FieldPlace& place : PlacesIn(*request)) {
      if (place.path == at) spoil(*place.parent, *place.parent->GetReflection(), place.field);
    }
    faults_.push_back({std::move(what), std::move(named), std::move(request)});
  }

  std::unique_ptr<Message> sample_;
  bool is_update_;
  std::vector<Fault> faults_;
};

class BadInputTest : public ::testing::Test {
 protected:
  absl::Status Call(const MethodDescriptor& method, const Message& request) {
    const auto role = static_cast<type::v1::Role>(PolicyOf(method).roles(0));
    for (const Service service : kServices) {
      if (GrpcNameOf(service) != method.service()->full_name()) continue;
      return GenericCall(cluster_.Channel(service), {.method = PathOf(method),
                                                     .bytes = request.SerializeAsString(),
                                                     .token = MintToken("departments/d1/employees/e1", "d1", {role})})
          .status();
    }
    return absl::NotFoundError("no such service");
  }

  // The fields that an error names.
  static std::vector<std::string> FieldsOf(const absl::Status& status) {
    google::rpc::BadRequest details;
    const auto payload = status.GetPayload("type.googleapis.com/google.rpc.BadRequest");
    if (payload) details.ParseFromString(std::string(*payload));
    std::vector<std::string> fields;
    for (const auto& violation : details.field_violations()) fields.push_back(violation.field());
    return fields;
  }

  // Of everything that is stored, but for leases, which are renewed all the time.
  std::string Digest() {
    constexpr char kScript[] = R"lua(
      local keys = redis.call('KEYS', '*')
      table.sort(keys)
      local digest = ''
      for _, key in ipairs(keys) do
        if not string.find(key, ':lease:', 1, true) then
          digest = redis.sha1hex(digest .. key .. redis.call('DUMP', key))
        end
      end
      return digest)lua";
    const redis::Reply reply = cluster_.redis().Run(redis::Command("EVAL", kScript, "0"));
    return std::string(reply.text());
  }

  // Once nothing has changed for a hundred looks: the events of the set-up are consumed.
  std::string SettledDigest() {
    std::string digest = Digest();
    int same = 0;
    EXPECT_TRUE(Eventually([&] {
      const std::string before = std::exchange(digest, Digest());
      same = before == digest ? same + 1 : 0;
      return same == 100;
    }));
    return digest;
  }

  Cluster cluster_{{.bin_dir = ZAMER_BIN_DIR}};
  Scene scene_{cluster_};
};

TEST_F(BadInputTest, IsRefusedWithTheFieldsNameAndChangesNothing) {
  // Nothing is due while the test runs: neither a first response nor an outcome.
  scene_.Book(scene_.Enquire("vk-user-1", MinutesAgo(0)).name(), MinutesAgo(-24 * 60), MinutesAgo(0));
  scene_.GetFunnel(metrics::v1::EVENT_DATE);
  const std::string before = SettledDigest();
  int faults = 0;
  for (const MethodDescriptor* method : AllMethods()) {
    const Faults faults_of_method(*method->input_type());
    for (const Fault& fault : faults_of_method.all()) {
      const absl::Status status = Call(*method, *fault.request);
      const std::string label = absl::StrCat(method->full_name(), ": ", fault.path, " ", fault.what);
      EXPECT_THAT(status, StatusIs(Reason::kFieldInvalid)) << label;
      EXPECT_THAT(FieldsOf(status), Contains(fault.path)) << label;
      ++faults;
    }
    ASSERT_EQ(Digest(), before) << method->full_name() << " changed something";
  }
  EXPECT_GT(faults, 500);
}

TEST_F(BadInputTest, BytesThatAreNoMessageAreRefusedByEveryMethod) {
  scene_.GetFunnel(metrics::v1::EVENT_DATE);
  const std::string before = SettledDigest();
  for (const MethodDescriptor* method : AllMethods()) {
    for (const Service service : kServices) {
      if (GrpcNameOf(service) != method->service()->full_name()) continue;
      const auto answer = GenericCall(cluster_.Channel(service), {.method = PathOf(*method), .bytes = "\xff\xff\xff"});
      EXPECT_FALSE(answer.ok()) << method->full_name();
    }
  }
  EXPECT_EQ(Digest(), before);
}

}  // namespace
}  // namespace zamer::testing
