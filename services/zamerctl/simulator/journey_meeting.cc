#include <absl/time/civil_time.h>

#include <algorithm>

#include "services/common/status/errors.h"
#include "services/common/time/timestamps.h"
#include "services/common/time/zone.h"
#include "services/zamerctl/simulator/journey.h"

namespace zamer::simulator {
namespace {

using scheduling::v1::Meeting;

constexpr int kDaysToChooseFrom = 4;
constexpr int kFirstStartMinute = 9 * 60;
constexpr int kLastStartMinute = 19 * 60;
constexpr absl::Duration kNotice = absl::Hours(2);

// Another time may do.
bool IsAboutTheTime(const absl::Status& status) {
  const auto reason = ReasonOf(status);
  return reason == Reason::kSlotTaken || reason == Reason::kSlotNotOffered || reason == Reason::kEmployeeAbsent ||
         reason == Reason::kNoDesignerFree;
}

}  // namespace

Meeting Journey::Wish() const {
  Meeting wish;
  wish.set_lead(lead_);
  wish.set_kind(plan_.meeting.kind);
  wish.set_city("Москва");
  if (wish.kind() == Meeting::ON_SITE) wish.set_address("ул. Профсоюзная, 61");
  return wish;
}

// Half-hours of the days after now, beginning anywhere among them, so that not everybody wants the first.
std::vector<absl::Time> Journey::PossibleStarts() const {
  std::vector<absl::Time> starts;
  const absl::CivilDay today = DayOf(now_, world_.zone);
  for (int day = 0; day <= kDaysToChooseFrom; ++day) {
    for (int minute = kFirstStartMinute; minute <= kLastStartMinute; minute += 30) {
      const absl::Time start = FirstInstantAt(absl::CivilSecond(today + day) + 60 * minute, world_.zone);
      if (start >= now_ + kNotice) starts.push_back(start);
    }
  }
  std::ranges::rotate(starts, starts.begin() + static_cast<std::ptrdiff_t>(plan_.luck % starts.size()));
  return starts;
}

void Journey::NoteBooking(Meeting meeting) {
  meeting_ = std::move(meeting);
  facts_.booked = true;
  facts_.meetings[meeting_.name()] = Meeting::BOOKED;
}

asio::awaitable<bool> Journey::FindMeeting() {
  while (live()) {
    scheduling::v1::GetMeetingRequest request;
    request.set_name(meeting_.name());
    auto found = co_await Ask(world_.team.operator_person(), &SchedulingApi::GetMeeting, request);
    if (!found) co_return false;
    meeting_ = *std::move(found);
    if (meeting_.moved_to().empty()) break;
    facts_.meetings[meeting_.name()] = meeting_.state();
    meeting_.set_name(std::string(meeting_.moved_to()));
    facts_.meetings[meeting_.name()] = Meeting::BOOKED;
  }
  co_return true;
}

asio::awaitable<bool> Journey::BookMeeting() {
  if (!co_await Pass(plan_.until_booking) || !co_await FindManager()) co_return false;
  if (plan_.meeting.ahead || live()) co_return co_await BookAhead();
  co_return co_await BookInThePast();
}

asio::awaitable<bool> Journey::BookInThePast() {
  for (const absl::Time start : PossibleStarts()) {
    scheduling::v1::BookMeetingRequest request;
    request.set_parent(world_.team.department());
    *request.mutable_meeting() = Wish();
    *request.mutable_meeting()->mutable_start_time() = ToTimestamp(start);
    *request.mutable_occurred_time() = ToTimestamp(now_);
    auto booked = co_await world_.zamer.Call(LeadManager(), seen_, &SchedulingApi::BookMeeting, std::move(request));
    if (booked.ok()) {
      NoteBooking(*std::move(booked));
      co_return true;
    }
    if (IsAboutTheTime(booked.status())) continue;
    world_.ledger.NoteRefusal("BookMeetingRequest", booked.status());
    co_return false;
  }
  co_return false;  // everybody is busy all week: a real department's answer too
}

asio::awaitable<std::vector<scheduling::v1::Slot>> Journey::FreeSlots() {
  scheduling::v1::SearchSlotsRequest request;
  request.set_parent(world_.team.department());
  request.set_kind(plan_.meeting.kind);
  request.set_city("Москва");
  request.set_page_size(500);
  const auto found = co_await Ask(LeadManager(), &SchedulingApi::SearchSlots, std::move(request));
  if (!found || found->slots().empty()) co_return std::vector<scheduling::v1::Slot>();
  std::vector<scheduling::v1::Slot> slots(found->slots().begin(), found->slots().end());
  std::ranges::rotate(slots, slots.begin() + static_cast<std::ptrdiff_t>(plan_.luck % slots.size()));
  slots.resize(std::min<std::size_t>(slots.size(), 20));
  co_return slots;
}

// As on the phone: a slot is held while the client thinks, then booked.
asio::awaitable<bool> Journey::BookAhead() {
  for (const scheduling::v1::Slot& slot : co_await FreeSlots()) {
    scheduling::v1::HoldSlotRequest hold;
    hold.set_parent(world_.team.department());
    *hold.mutable_meeting() = Wish();
    hold.mutable_meeting()->set_designer(slot.designer());
    *hold.mutable_meeting()->mutable_start_time() = slot.start_time();
    const auto held = co_await world_.zamer.Call(LeadManager(), seen_, &SchedulingApi::HoldSlot, std::move(hold));
    if (!held.ok()) {
      if (IsAboutTheTime(held.status())) continue;
      world_.ledger.NoteRefusal("HoldSlotRequest", held.status());
      co_return false;
    }
    scheduling::v1::BookMeetingRequest book;
    book.set_parent(world_.team.department());
    book.set_hold(held->name());
    auto booked = co_await Ask(LeadManager(), &SchedulingApi::BookMeeting, std::move(book));
    if (!booked) co_return false;
    NoteBooking(*std::move(booked));
    co_return true;
  }
  co_return false;
}

asio::awaitable<bool> Journey::MoveMeeting() {
  if (!plan_.meeting.moved || plan_.meeting.ahead) co_return true;
  const absl::Time old_start = FromTimestamp(meeting_.start_time());
  if (!co_await Pass(std::min(absl::Hours(1), (old_start - now_) / 2)) || !co_await FindManager()) co_return false;
  if (now_ >= old_start) co_return true;
  if (!co_await FindMeeting()) co_return false;
  for (const absl::Time start : PossibleStarts()) {
    if (start == old_start) continue;
    scheduling::v1::RescheduleMeetingRequest request;
    request.set_name(meeting_.name());
    *request.mutable_start_time() = ToTimestamp(start);
    *request.mutable_occurred_time() = ToTimestamp(now_);
    auto moved =
        co_await world_.zamer.Call(LeadManager(), seen_, &SchedulingApi::RescheduleMeeting, std::move(request));
    if (moved.ok()) {
      facts_.meetings[meeting_.name()] = Meeting::RESCHEDULED;
      NoteBooking(*std::move(moved));
      co_return true;
    }
    if (IsAboutTheTime(moved.status())) continue;
    world_.ledger.NoteRefusal("RescheduleMeetingRequest", moved.status());
    co_return false;
  }
  co_return true;  // it stays where it is
}

asio::awaitable<bool> Journey::CallOff() {
  if (!plan_.meeting.called_off) co_return true;
  if (!plan_.meeting.ahead) {
    const absl::Time start = FromTimestamp(meeting_.start_time());
    if (!co_await Pass((start - now_) / 2) || !co_await FindManager()) co_return false;
    if (now_ >= start) co_return true;
    if (!co_await FindMeeting()) co_return false;
  }
  scheduling::v1::CancelMeetingRequest request;
  request.set_name(meeting_.name());
  request.mutable_cancellation()->set_party(scheduling::v1::Cancellation::CLIENT);
  request.mutable_cancellation()->set_reason("changed-mind");
  *request.mutable_occurred_time() = ToTimestamp(now_);
  if (co_await Ask(LeadManager(), &SchedulingApi::CancelMeeting, std::move(request))) {
    facts_.meetings[meeting_.name()] = Meeting::CANCELLED;
  }
  co_return false;
}

asio::awaitable<bool> Journey::GoToMeeting() {
  if (!co_await Pass(FromTimestamp(meeting_.end_time()) - now_) || !co_await FindMeeting()) co_return false;
  scheduling::v1::RecordOutcomeRequest request;
  request.set_name(meeting_.name());
  *request.mutable_occurred_time() = ToTimestamp(now_);
  if (plan_.meeting.held) {
    const bool agreed = plan_.contract.estimate && plan_.contract.signs;
    request.mutable_outcome()->set_result(agreed ? scheduling::v1::Outcome::CONTRACT : plan_.meeting.result);
  } else {
    request.mutable_no_show()->set_by_designer(plan_.meeting.designer_missed);
  }
  const auto recorded =
      co_await Ask(world_.team.Designer(meeting_.designer()), &SchedulingApi::RecordOutcome, std::move(request));
  if (!recorded) co_return false;
  facts_.meetings[meeting_.name()] = recorded->state();
  facts_.held = plan_.meeting.held;
  co_return plan_.meeting.held;
}

}  // namespace zamer::simulator
