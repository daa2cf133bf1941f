#include <set>
#include <string>
#include <utility>

#include "services/metrics/domain/facts.h"

namespace zamer::metrics {
namespace {

template <class Part>
Part* FindPart(google::protobuf::RepeatedPtrField<Part>& parts, const std::string& (Part::*id)() const,
               const std::string& wanted) {
  for (Part& part : parts) {
    if ((part.*id)() == wanted) return &part;
  }
  return nullptr;
}

// The same meeting may have been told of both leads: before the merge of one, after it of the other.
void Join(v1::MeetingPart& mine, v1::MeetingPart& other) {
  v1::MeetingPart newer = other.version() > mine.version() ? other : mine;
  const v1::MeetingPart& booked =
      !mine.has_booked_ms() || (other.has_booked_ms() && other.booked_ms() < mine.booked_ms()) ? other : mine;
  if (booked.has_booked_ms()) {
    newer.set_booked_ms(booked.booked_ms());
    newer.set_booked_by(booked.booked_by());
    newer.set_booked_designer(booked.booked_designer());
  }
  mine = std::move(newer);
}

void Join(v1::ContractPart& mine, v1::ContractPart& other) {
  v1::ContractPart joined = other.version() > mine.version() ? other : mine;
  const v1::ContractPart& older = other.version() > mine.version() ? mine : other;
  if (!joined.has_handed_ms() && older.has_handed_ms()) joined.set_handed_ms(older.handed_ms());
  if (!joined.has_cancelled_ms() && older.has_cancelled_ms()) joined.set_cancelled_ms(older.cancelled_ms());
  for (const v1::CashPart& cash : older.cash()) {
    if (FindPart(*joined.mutable_cash(), &v1::CashPart::event_id, cash.event_id()) == nullptr)
      *joined.add_cash() = cash;
  }
  mine = std::move(joined);
}

// Moves the parts that go from one list to the other.
template <class Part, class Goes>
void Move(google::protobuf::RepeatedPtrField<Part>& from, google::protobuf::RepeatedPtrField<Part>& to, Goes goes) {
  google::protobuf::RepeatedPtrField<Part> stay;
  for (Part& part : from) *(goes(part) ? to : stay).Add() = std::move(part);
  from = std::move(stay);
}

std::set<std::string> IdsOf(const google::protobuf::RepeatedPtrField<std::string>& names) {
  std::set<std::string> ids;
  for (const std::string& name : names) ids.insert(Id(name));
  return ids;
}

}  // namespace

Going GoingWith(const lead::v1::LeadUnmerged& event) {
  return {IdsOf(event.absorbed()), IdsOf(event.meetings()), IdsOf(event.contracts())};
}

v1::LeadFacts Release(v1::LeadFacts& survivor, std::string_view lead, const Going& going) {
  v1::LeadFacts freed;
  const auto is_of = [&](const std::string& id) { return id == lead || going.leads.contains(id); };
  Move(*survivor.mutable_parts(), *freed.mutable_parts(), [&](const v1::LeadPart& part) { return is_of(part.lead()); });
  Move(*survivor.mutable_meetings(), *freed.mutable_meetings(), [&](const v1::MeetingPart& part) {
    return part.lead().empty() ? going.meetings.contains(part.meeting()) : is_of(part.lead());
  });
  Move(*survivor.mutable_contracts(), *freed.mutable_contracts(), [&](const v1::ContractPart& part) {
    return part.lead().empty() ? going.contracts.contains(part.contract()) : is_of(part.lead());
  });
  for (v1::LeadPart& part : *freed.mutable_parts()) {
    if (part.lead() == lead) part.clear_lead();
  }
  return freed;
}

void Absorb(v1::LeadFacts& survivor, std::string_view lead, v1::LeadFacts& merged) {
  for (v1::LeadPart& part : *merged.mutable_parts()) {
    if (part.lead().empty()) part.set_lead(std::string(lead));
    *survivor.add_parts() = std::move(part);
  }
  for (v1::MeetingPart& part : *merged.mutable_meetings()) {
    v1::MeetingPart* known = FindPart(*survivor.mutable_meetings(), &v1::MeetingPart::meeting, part.meeting());
    known != nullptr ? Join(*known, part) : void(*survivor.add_meetings() = std::move(part));
  }
  for (v1::ContractPart& part : *merged.mutable_contracts()) {
    v1::ContractPart* known = FindPart(*survivor.mutable_contracts(), &v1::ContractPart::contract, part.contract());
    known != nullptr ? Join(*known, part) : void(*survivor.add_contracts() = std::move(part));
  }
  merged.Clear();
}

}  // namespace zamer::metrics
