#include "services/gateway/domain/intake/delivery.h"

#include <algorithm>
#include <utility>

#include "services/common/status/errors.h"
#include "services/common/time/timestamps.h"

namespace zamer::gateway::intake {
namespace {

using v1::Delivery;

constexpr absl::Duration kFirstPause = absl::Seconds(1);
constexpr absl::Duration kLongestPause = absl::Minutes(15);

absl::Duration PauseAfter(int attempts) {
  const int doublings = std::clamp(attempts - 1, 0, 10);
  return std::min(kFirstPause * (1 << doublings), kLongestPause);
}

void Settle(v1::DeliveryRecord& record, Delivery::State state, absl::Time now) {
  record.set_state(state);
  record.clear_next_attempt_time();
  *record.mutable_settle_time() = ToTimestamp(now);
}

void Reject(v1::DeliveryRecord& record, absl::Time now, absl::Duration keep) {
  Settle(record, Delivery::REJECTED, now);
  *record.mutable_erase_time() = ToTimestamp(now + keep);
}

void Explain(v1::DeliveryRecord& record, const absl::Status& why) {
  const std::optional<Reason> reason = ReasonOf(why);
  record.set_reason(reason ? std::string(ReasonName(*reason)) : absl::StatusCodeToString(why.code()));
  // What others say may quote the delivery; ours never does.
  record.set_message(reason ? std::string(why.message()) : std::string());
}

}  // namespace

v1::DeliveryRecord NewDelivery(std::string_view way_in, Arrival arrival, absl::Time now, absl::Duration keep_rejected) {
  v1::DeliveryRecord record;
  record.set_way_in(std::string(way_in));
  record.set_platform_id(std::move(arrival.platform_id));
  record.set_body(std::move(arrival.body));
  *record.mutable_receive_time() = ToTimestamp(now);
  if (arrival.reason.empty()) {
    record.set_state(Delivery::WAITING);
    *record.mutable_next_attempt_time() = ToTimestamp(now);
    return record;
  }
  record.set_reason(std::move(arrival.reason));
  record.set_message(std::move(arrival.message));
  Reject(record, now, keep_rejected);
  return record;
}

void Deliver(v1::DeliveryRecord& record, std::string lead, absl::Time now) {
  record.set_attempt_count(record.attempt_count() + 1);
  record.set_lead(std::move(lead));
  record.clear_reason();
  record.clear_message();
  EraseBody(record);
  Settle(record, Delivery::DELIVERED, now);
}

void Refuse(v1::DeliveryRecord& record, const absl::Status& why, absl::Time now, absl::Duration keep_rejected) {
  record.set_attempt_count(record.attempt_count() + 1);
  Explain(record, why);
  if (IsFinal(why)) return Reject(record, now, keep_rejected);
  *record.mutable_next_attempt_time() = ToTimestamp(now + PauseAfter(record.attempt_count()));
}

bool IsFinal(const absl::Status& why) {
  return absl::IsInvalidArgument(why) || absl::IsFailedPrecondition(why) || absl::IsAlreadyExists(why) ||
         absl::IsOutOfRange(why);
}

bool Redrive(v1::DeliveryRecord& record, absl::Time now) {
  if (record.state() != Delivery::REJECTED || record.body().empty()) return false;
  record.set_state(Delivery::WAITING);
  record.set_attempt_count(0);
  record.clear_settle_time();
  record.clear_erase_time();
  *record.mutable_next_attempt_time() = ToTimestamp(now);
  return true;
}

void EraseBody(v1::DeliveryRecord& record) {
  record.clear_body();
  record.clear_erase_time();
}

absl::Time DueAt(const v1::DeliveryRecord& record) {
  if (record.state() == Delivery::WAITING) return FromTimestamp(record.next_attempt_time());
  return record.has_erase_time() ? FromTimestamp(record.erase_time()) : absl::InfiniteFuture();
}

bool IsSpam(const v1::DeliveryRecord& record) {
  return record.state() == Delivery::REJECTED && record.reason() == kSpam;
}

v1::Delivery Shown(const v1::DeliveryRecord& record, std::string name, std::string way_in) {
  v1::Delivery shown;
  shown.set_name(std::move(name));
  shown.set_way_in(std::move(way_in));
  shown.set_platform_id(record.platform_id());
  shown.set_state(record.state());
  *shown.mutable_receive_time() = record.receive_time();
  if (record.has_settle_time()) *shown.mutable_settle_time() = record.settle_time();
  shown.set_attempt_count(record.attempt_count());
  if (record.has_next_attempt_time()) *shown.mutable_next_attempt_time() = record.next_attempt_time();
  shown.set_reason(record.reason());
  shown.set_message(record.message());
  shown.set_lead(record.lead());
  shown.set_body_kept(!record.body().empty());
  return shown;
}

}  // namespace zamer::gateway::intake
