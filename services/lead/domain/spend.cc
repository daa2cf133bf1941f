#include "services/lead/domain/spend.h"

#include <absl/strings/str_cat.h>
#include <google/protobuf/util/message_differencer.h>

#include <map>
#include <set>
#include <string>
#include <tuple>

#include "services/common/names/names.h"
#include "services/common/status/errors.h"
#include "services/common/status/macros.h"
#include "services/common/time/timestamps.h"

namespace zamer::lead {
namespace {

using google::protobuf::util::MessageDifferencer;

bool IsDay(const google::type::Date& date) { return FromDate(date).ok() && date.year() >= 2000 && date.year() <= 2100; }

v1::SpendDay::Entry& EntryOf(v1::SpendDay& day, const v1::Spend& spend) {
  for (v1::SpendDay::Entry& entry : *day.mutable_entries()) {
    if (entry.channel() == spend.channel() && entry.campaign() == spend.campaign()) return entry;
  }
  v1::SpendDay::Entry& entry = *day.add_entries();
  entry.set_channel(spend.channel());
  entry.set_campaign(spend.campaign());
  return entry;
}

absl::Status CheckAmounts(const v1::RecordSpendRequest& request, const std::string& currency) {
  for (const v1::Spend& spend : request.spends()) {
    if (spend.amount().currency_code() != currency) {
      return InvalidArgument(Reason::kCurrencyMismatch, "Give amounts in the department's currency.",
                             {{"currency", currency}});
    }
    if (spend.amount().minor_units() < 0) {
      return InvalidArgument(Reason::kAmountOutOfRange, "Give amounts that are not negative; record less to correct.");
    }
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status CheckSpends(const v1::RecordSpendRequest& request, const std::string& currency) {
  Violations violations;
  std::set<std::tuple<int, int, int, std::string_view, std::string_view>> keys;
  for (int i = 0; i < request.spends_size(); ++i) {
    const v1::Spend& spend = request.spends(i);
    const google::type::Date& date = spend.date();
    const auto field = [&](std::string_view name) { return absl::StrCat("spends[", i, "]", std::string(name)); };
    if (!IsDay(date)) violations.Add(field(".date"), "must be a day that exists, of the years 2000 to 2100");
    if (DepartmentOf(spend.channel()) != LastSegment(request.parent())) {
      violations.Add(field(".channel"), "must be a channel of the department");
    }
    if (!keys.emplace(date.year(), date.month(), date.day(), spend.channel(), spend.campaign()).second) {
      violations.Add(field(""), "must not repeat the day, channel and campaign of another");
    }
  }
  ZAMER_RETURN_IF_ERROR(violations.ToStatus());
  return CheckAmounts(request, currency);
}

bool RecordSpend(v1::SpendDay& day, const v1::Spend& spend, v1::SpendRecorded& fact) {
  v1::SpendDay::Entry& entry = EntryOf(day, spend);
  const bool known = entry.has_amount();
  if (known && MessageDifferencer::Equals(entry.amount(), spend.amount()) &&
      entry.impressions() == spend.impressions() && entry.clicks() == spend.clicks()) {
    return false;
  }
  *fact.mutable_date() = spend.date();
  fact.set_channel(spend.channel());
  fact.set_campaign(spend.campaign());
  *fact.mutable_amount() = spend.amount();
  if (known) *fact.mutable_previous_amount() = entry.amount();
  fact.set_impressions(spend.impressions());
  fact.set_clicks(spend.clicks());
  *entry.mutable_amount() = spend.amount();
  entry.set_impressions(spend.impressions());
  entry.set_clicks(spend.clicks());
  return true;
}

absl::StatusOr<DayRange> DayRangeOf(const v1::ListSpendsRequest& request) {
  constexpr int kLongest = 366;
  Violations violations;
  if (!IsDay(request.start_date())) violations.Add("start_date", "must be a day of the years 2000 to 2100");
  if (!IsDay(request.end_date())) violations.Add("end_date", "must be a day of the years 2000 to 2100");
  ZAMER_RETURN_IF_ERROR(violations.ToStatus());
  const DayRange range{*FromDate(request.start_date()), *FromDate(request.end_date())};
  const absl::civil_diff_t days = range.last - range.first;
  if (days < 0 || days > kLongest) violations.Add("end_date", "must be from 0 to 366 days after start_date");
  ZAMER_RETURN_IF_ERROR(violations.ToStatus());
  return range;
}

void SpendPage::Add(absl::CivilDay day, const v1::SpendDay& spent) {
  std::map<std::string, const v1::SpendDay::Entry*> entries;
  for (const v1::SpendDay::Entry& entry : spent.entries()) {
    // A line break sorts before whatever a name or campaign may go on with.
    entries[absl::StrCat(entry.channel(), "\n", entry.campaign())] = &entry;
  }
  for (auto next = day == last_.day ? entries.upper_bound(last_.key) : entries.begin(); next != entries.end(); ++next) {
    if (response_.spends_size() == size_) {
      full_ = true;
      return;
    }
    v1::Spend& spend = *response_.add_spends();
    *spend.mutable_date() = ToDate(day);
    spend.set_channel(next->second->channel());
    spend.set_campaign(next->second->campaign());
    *spend.mutable_amount() = next->second->amount();
    spend.set_impressions(next->second->impressions());
    spend.set_clicks(next->second->clicks());
    last_ = {day, next->first};
  }
}

}  // namespace zamer::lead
