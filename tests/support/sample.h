// Requests made by looking at their descriptors, so that tests cover a method that nobody has told them of.
#pragma once
#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "zamer/type/v1/options.pb.h"

namespace zamer::testing {

struct SampleOptions {
  // Id of the department in resource names.
  std::string department = "d1";
  // What to put into a field without a format; a text that says nothing when it gives nothing.
  std::function<std::string(const google::protobuf::FieldDescriptor&)> text = nullptr;
};

const type::v1::FieldRules& RulesOf(const google::protobuf::FieldDescriptor& field);
bool IsRequired(const google::protobuf::FieldDescriptor& field);
bool IsOutputOnly(const google::protobuf::FieldDescriptor& field);

// A message of this type with a value in every field that a caller may set, each within its rules: one item in lists,
// the first member of a oneof, nothing in page tokens, `*` in masks.
std::unique_ptr<google::protobuf::Message> MakeSample(const google::protobuf::Descriptor& type,
                                                      const SampleOptions& options = {});

// A field of a message, somewhere below its root.
struct FieldPlace {
  // As errors name it, such as `lead.phones[0].raw`.
  std::string path;
  // The message that has the field.
  google::protobuf::Message* parent;
  const google::protobuf::FieldDescriptor* field;
};

// Every field that is set below `message`, which must outlive the result; those of timestamps and durations are not
// looked into.
std::vector<FieldPlace> PlacesIn(google::protobuf::Message& message);

// All methods of all services of Zamer.
std::vector<const google::protobuf::MethodDescriptor*> AllMethods();
// `/zamer.lead.v1.LeadService/GetLead`.
std::string PathOf(const google::protobuf::MethodDescriptor& method);
const type::v1::MethodPolicy& PolicyOf(const google::protobuf::MethodDescriptor& method);

}  // namespace zamer::testing
