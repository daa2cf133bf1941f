#include "services/contract/domain/lead_meetings.h"

#include <algorithm>
#include <string>
#include <tuple>
#include <utility>

#include "services/common/status/errors.h"
#include "services/common/time/timestamps.h"

namespace zamer::contract {
namespace {

constexpr std::int32_t kFirstTouchHours = 24;
constexpr std::int32_t kDiscountLimitBps = 1000;
constexpr std::int32_t kPrepaidShareBps = 5000;

auto OrderOf(const v1::HeldMeeting& held) {
  return std::tuple(FromTimestamp(held.end_time()), FromTimestamp(held.start_time()), std::string_view(held.meeting()));
}

bool Earlier(const v1::HeldMeeting& a, const v1::HeldMeeting& b) { return OrderOf(a) < OrderOf(b); }

}  // namespace

void AddHeld(v1::LeadMeetings& meetings, const v1::HeldMeeting& held) {
  auto& all = *meetings.mutable_held();
  const auto known = std::ranges::find(all, held.meeting(), &v1::HeldMeeting::meeting);
  (known == all.end() ? *all.Add() : *known) = held;
  std::ranges::sort(all, Earlier);
  if (all.size() > kMostHeldMeetings) all.RemoveLast();
}

absl::Status MergeInto(std::string_view survivor_name, v1::LeadMeetings& survivor, std::string_view merged_name,
                       v1::LeadMeetings& merged) {
  if (survivor_name == merged_name) {
    return FailedPrecondition(Reason::kMergeCycle, "A lead cannot be merged into itself; read both leads.");
  }
  if (!merged.merged_into().empty()) return absl::OkStatus();
  for (const v1::HeldMeeting& held : merged.held()) AddHeld(survivor, held);
  survivor.add_merged(std::string(merged_name));
  survivor.mutable_merged()->MergeFrom(merged.merged());
  merged.Clear();
  merged.set_merged_into(std::string(survivor_name));
  return absl::OkStatus();
}

void TakeOut(std::string_view lead_name, v1::LeadMeetings& lead, const lead::v1::LeadUnmerged& unmerged,
             v1::LeadMeetings& survivor) {
  const auto is_in = [](const auto& names, const std::string& name) {
    return std::ranges::find(names, name) != names.end();
  };
  lead.Clear();
  v1::LeadMeetings left;
  for (const v1::HeldMeeting& held : survivor.held()) {
    AddHeld(is_in(unmerged.meetings(), held.meeting()) ? lead : left, held);
  }
  for (const std::string& name : survivor.merged()) {
    if (is_in(unmerged.absorbed(), name)) {
      lead.add_merged(name);
    } else if (name != lead_name) {
      left.add_merged(name);
    }
  }
  survivor = std::move(left);
}

v1::DepartmentTerms TermsOf(const scheduling::v1::Department& department, std::int64_t version) {
  const auto& settings = department.settings();
  v1::DepartmentTerms terms;
  terms.set_version(version);
  terms.set_currency_code(department.currency_code());
  terms.set_first_touch_hours(settings.has_first_touch_hours() ? settings.first_touch_hours() : kFirstTouchHours);
  terms.set_designer_discount_limit_bps(
      settings.has_designer_discount_limit_bps() ? settings.designer_discount_limit_bps() : kDiscountLimitBps);
  terms.set_prepaid_share_bps(settings.has_prepaid_share_bps() ? settings.prepaid_share_bps() : kPrepaidShareBps);
  return terms;
}

}  // namespace zamer::contract
