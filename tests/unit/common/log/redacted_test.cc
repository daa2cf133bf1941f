#include "services/common/log/redacted.h"

#include <gmock/gmock.h>
#include <google/protobuf/descriptor.pb.h>
#include <google/protobuf/dynamic_message.h>
#include <google/protobuf/struct.pb.h>
#include <google/protobuf/text_format.h>
#include <gtest/gtest.h>

#include "zamer/type/v1/options.pb.h"

namespace zamer::log {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;

// A message type of the test's own, with the option on fields of several kinds.
constexpr char kPersonProto[] = R"pb(
  name: "person.proto"
  dependency: "zamer/type/v1/options.proto"
  syntax: "proto3"
  message_type {
    name: "Person"
    field { name: "id" number: 1 type: TYPE_STRING label: LABEL_OPTIONAL }
    field {
      name: "full_name"
      number: 2
      type: TYPE_STRING
      label: LABEL_OPTIONAL
      options {
        [zamer.type.v1.rules] { personal: true }
      }
    }
    field {
      name: "phones"
      number: 3
      type: TYPE_STRING
      label: LABEL_REPEATED
      options {
        [zamer.type.v1.rules] { personal: true }
      }
    }
    field {
      name: "spouse"
      number: 4
      type: TYPE_MESSAGE
      type_name: ".Person"
      label: LABEL_OPTIONAL
      options {
        [zamer.type.v1.rules] { personal: true }
      }
    }
    field { name: "children" number: 5 type: TYPE_MESSAGE type_name: ".Person" label: LABEL_REPEATED }
    field { name: "age" number: 6 type: TYPE_INT32 label: LABEL_OPTIONAL }
    field { name: "photo" number: 7 type: TYPE_BYTES label: LABEL_OPTIONAL }
    field { name: "tags" number: 8 type: TYPE_STRING label: LABEL_REPEATED }
  }
)pb";

class RedactedPerson : public testing::Test {
 protected:
  RedactedPerson() : pool_(google::protobuf::DescriptorPool::generated_pool()), factory_(&pool_) {
    type::v1::FieldRules::descriptor();  // the options are registered before the text names them
    google::protobuf::FileDescriptorProto file;
    EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(kPersonProto, &file));
    EXPECT_NE(pool_.BuildFile(file), nullptr);
    person_.reset(factory_.GetPrototype(pool_.FindMessageTypeByName("Person"))->New());
  }

  std::string Show(const std::string& text) {
    EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, person_.get()));
    return Redacted(*person_).json();
  }

  google::protobuf::DescriptorPool pool_;
  google::protobuf::DynamicMessageFactory factory_;
  std::unique_ptr<google::protobuf::Message> person_;
};

TEST_F(RedactedPerson, ShowsFactsAndHidesWhatIsPersonal) {
  EXPECT_EQ(Show(R"pb(id: "l1"
                      full_name: "Ivan"
                      phones: "+7912"
                      spouse { id: "l2" }
                      age: 40)pb"),
            R"({"id":"l1","full_name":"…","phones":"…","spouse":"…","age":40})");
}

TEST_F(RedactedPerson, HidesWhatIsPersonalAtEveryDepth) {
  EXPECT_EQ(Show(R"pb(children {
                        id: "c1"
                        full_name: "Anna"
                        children { full_name: "Olga" }
                      })pb"),
            R"({"children":[{"id":"c1","full_name":"…","children":[{"full_name":"…"}]}]})");
}

TEST_F(RedactedPerson, ShowsTheSizeOfBytesOnly) { EXPECT_EQ(Show(R"pb(photo: "Ivan")pb"), R"({"photo":"4 bytes"})"); }

TEST_F(RedactedPerson, EscapesText) { EXPECT_EQ(Show("id: '\"}\\n'"), R"({"id":"\"}\n"})"); }

TEST_F(RedactedPerson, CutsLongTextsBetweenCharacters) {
  std::string text = "x";
  for (int i = 0; i < 100; ++i) text += "ж";
  const std::string json = Show("id: '" + text + "'");
  EXPECT_THAT(json, SizeIs(std::string(R"({"id":""})").size() + 127));
  EXPECT_THAT(json, Not(HasSubstr("\xef\xbf\xbd")));
}

TEST_F(RedactedPerson, CutsLongLists) {
  std::string text;
  for (int i = 0; i < 10; ++i) text += "tags: 't' ";
  EXPECT_EQ(Show(text), R"({"tags":["t","t","t","t","t","t","t","t","and 2 more"]})");
}

TEST_F(RedactedPerson, CutsDeepNesting) {
  std::string text = "id: 'deepest'";
  for (int i = 0; i < 50; ++i) text = "children { " + text + " }";
  EXPECT_THAT(Show(text), Not(HasSubstr("deepest")));
}

TEST_F(RedactedPerson, LeavesOutUnknownFields) {
  auto* unknown = person_->GetReflection()->MutableUnknownFields(person_.get());
  unknown->AddLengthDelimited(99, "Ivan");
  EXPECT_EQ(Redacted(*person_).json(), "{}");
}

TEST(Redacted, ShowsEveryKindOfField) {
  google::protobuf::Value value;
  (*value.mutable_struct_value()->mutable_fields())["a"].set_number_value(0.5);
  EXPECT_EQ(Redacted(value).json(), R"({"struct_value":{"fields":[{"key":"a","value":{"number_value":0.5}}]}})");
  value.set_bool_value(true);
  EXPECT_EQ(Redacted(value).json(), R"({"bool_value":true})");
  value.set_null_value(google::protobuf::NULL_VALUE);
  EXPECT_EQ(Redacted(value).json(), R"({"null_value":"NULL_VALUE"})");
}

}  // namespace
}  // namespace zamer::log
