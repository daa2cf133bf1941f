#include "services/lead/domain/calls.h"

#include <google/protobuf/util/message_differencer.h>

#include <utility>

#include "services/common/time/timestamps.h"

namespace zamer::lead {
namespace {

bool IsLonger(const google::protobuf::Duration& a, const google::protobuf::Duration& b) {
  return FromProtoDuration(a) > FromProtoDuration(b);
}

}  // namespace

v1::Interaction CallOf(const v1::PbxCall& told) {
  v1::Interaction call;
  call.set_kind(v1::Interaction::CALL);
  call.set_direction(told.direction());
  *call.mutable_occurred_time() = told.occurred_time();
  if (told.has_ring_duration()) *call.mutable_ring_duration() = told.ring_duration();
  if (told.has_talk_duration()) *call.mutable_talk_duration() = told.talk_duration();
  call.set_employee(told.employee());
  call.set_call_result(told.result());
  call.set_recording_uri(told.recording_uri());
  call.set_external_id(told.external_id());
  return call;
}

v1::PbxCall PbxCallOf(const v1::CallRecord& kept) {
  const v1::Interaction& call = kept.call();
  v1::PbxCall told;
  told.set_external_id(call.external_id());
  told.set_direction(call.direction());
  told.set_client_number(kept.client_number());
  told.set_employee(call.employee());
  *told.mutable_occurred_time() = call.occurred_time();
  if (call.has_ring_duration()) *told.mutable_ring_duration() = call.ring_duration();
  if (call.has_talk_duration()) *told.mutable_talk_duration() = call.talk_duration();
  told.set_result(call.call_result());
  told.set_recording_uri(call.recording_uri());
  return told;
}

bool LearnCall(v1::Interaction& known, const v1::Interaction& told) {
  const v1::Interaction before = known;
  if (IsLonger(told.ring_duration(), known.ring_duration())) *known.mutable_ring_duration() = told.ring_duration();
  if (IsLonger(told.talk_duration(), known.talk_duration())) *known.mutable_talk_duration() = told.talk_duration();
  const bool overtaken = known.call_result() != v1::Interaction::CALL_RESULT_UNSPECIFIED &&
                         told.call_result() == v1::Interaction::CALL_RESULT_UNSPECIFIED;
  if (!told.employee().empty() && (!overtaken || known.employee().empty())) known.set_employee(told.employee());
  if (!told.recording_uri().empty()) known.set_recording_uri(told.recording_uri());
  if (!overtaken) known.set_call_result(told.call_result());
  return !google::protobuf::util::MessageDifferencer::Equals(before, known);
}

std::optional<std::string> KeepCall(v1::CallerRecord& caller, const std::string& id) {
  caller.add_calls(id);
  if (caller.calls_size() <= kMaxKeptCalls) return std::nullopt;
  std::string oldest = std::move(*caller.mutable_calls(0));
  caller.mutable_calls()->DeleteSubrange(0, 1);
  return oldest;
}

}  // namespace zamer::lead
