#include "services/lead/domain/erasure.h"

#include <google/protobuf/descriptor.h>

#include <vector>

#include "services/common/status/errors.h"
#include "zamer/type/v1/options.pb.h"

namespace zamer::lead {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

bool IsMessage(const FieldDescriptor& field) { return field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE; }

void EraseWithin(Message& message, const FieldDescriptor& field) {
  const google::protobuf::Reflection& reflection = *message.GetReflection();
  if (!field.is_repeated()) return ErasePersonal(*reflection.MutableMessage(&message, &field));
  for (int i = 0; i < reflection.FieldSize(message, &field); ++i) {
    ErasePersonal(*reflection.MutableRepeatedMessage(&message, &field, i));
  }
}

}  // namespace

void ErasePersonal(Message& message) {
  std::vector<const FieldDescriptor*> fields;
  message.GetReflection()->ListFields(message, &fields);
  for (const FieldDescriptor* field : fields) {
    if (field->options().GetExtension(type::v1::rules).personal()) {
      message.GetReflection()->ClearField(&message, field);
    } else if (IsMessage(*field)) {
      EraseWithin(message, *field);
    }
  }
}

void Erase(Change& change) {
  v1::Lead& lead = change.lead();
  if (lead.erased()) return;
  lead.set_erased(true);
  ErasePersonal(change.record);
  // Without what made them one, entries are only numbers of what was known.
  lead.clear_phones();
  lead.clear_external_identities();
  lead.clear_emails();
  lead.clear_follow_ups();
  change.record.clear_person_keys();
  change.record.set_queued(false);
  if (!lead.do_not_contact()) {
    lead.set_do_not_contact(true);
    change.Tell(change.now).mutable_do_not_contact_changed()->set_do_not_contact(true);
  }
  change.Tell(change.now).mutable_lead_erased();
}

absl::Status CheckNotErased(const v1::Lead& lead) {
  if (!lead.erased()) return absl::OkStatus();
  return FailedPrecondition(
      Reason::kLeadErased,
      "The person asked to be forgotten; a new enquiry makes a new lead, this one is only counted.",
      {{"lead", lead.name()}});
}

}  // namespace zamer::lead
