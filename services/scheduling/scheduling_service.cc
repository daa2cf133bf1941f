#include "services/scheduling/scheduling_service.h"

#include "services/common/events/feed.h"

namespace zamer::scheduling {

using grpc::CallbackServerContext;
using grpc::ServerUnaryReactor;

SchedulingService::SchedulingService(rpc::Host& host, Parts parts, events::EventLog& log)
    : calls_(host, v1::SchedulingService::service_full_name()),
      store_(parts.store),
      log_(log),
      departments_(parts),
      employees_(parts),
      presence_(parts),
      calendars_(parts),
      search_(parts.store),
      bookings_(parts, search_),
      meetings_(parts) {}

ServerUnaryReactor* SchedulingService::CreateDepartment(CallbackServerContext* context,
                                                        const v1::CreateDepartmentRequest* request,
                                                        v1::Department* response) {
  return calls_.Unary(context, request, response,
                      [this](rpc::Call& call, const auto& asked) { return departments_.Create(call, asked); });
}

ServerUnaryReactor* SchedulingService::GetDepartment(CallbackServerContext* context,
                                                     const v1::GetDepartmentRequest* request,
                                                     v1::Department* response) {
  return calls_.Unary(context, request, response,
                      [this](rpc::Call& call, const auto& asked) { return departments_.Get(call, asked); });
}

ServerUnaryReactor* SchedulingService::ListDepartments(CallbackServerContext* context,
                                                       const v1::ListDepartmentsRequest* request,
                                                       v1::ListDepartmentsResponse* response) {
  return calls_.Unary(context, request, response,
                      [this](rpc::Call& call, const auto& asked) { return departments_.List(call, asked); });
}

ServerUnaryReactor* SchedulingService::UpdateDepartment(CallbackServerContext* context,
                                                        const v1::UpdateDepartmentRequest* request,
                                                        v1::Department* response) {
  return calls_.Unary(context, request, response,
                      [this](rpc::Call& call, const auto& asked) { return departments_.Update(call, asked); });
}

ServerUnaryReactor* SchedulingService::CreateEmployee(CallbackServerContext* context,
                                                      const v1::CreateEmployeeRequest* request,
                                                      v1::Employee* response) {
  return calls_.Unary(context, request, response,
                      [this](rpc::Call& call, const auto& asked) { return employees_.Create(call, asked); });
}

ServerUnaryReactor* SchedulingService::GetEmployee(CallbackServerContext* context,
                                                   const v1::GetEmployeeRequest* request, v1::Employee* response) {
  return calls_.Unary(context, request, response,
                      [this](rpc::Call& call, const auto& asked) { return employees_.Get(call, asked); });
}

ServerUnaryReactor* SchedulingService::ListEmployees(CallbackServerContext* context,
                                                     const v1::ListEmployeesRequest* request,
                                                     v1::ListEmployeesResponse* response) {
  return calls_.Unary(context, request, response,
                      [this](rpc::Call& call, const auto& asked) { return employees_.List(call, asked); });
}

ServerUnaryReactor* SchedulingService::UpdateEmployee(CallbackServerContext* context,
                                                      const v1::UpdateEmployeeRequest* request,
                                                      v1::Employee* response) {
  return calls_.Unary(context, request, response,
                      [this](rpc::Call& call, const auto& asked) { return employees_.Update(call, asked); });
}

ServerUnaryReactor* SchedulingService::DismissEmployee(CallbackServerContext* context,
                                                       const v1::DismissEmployeeRequest* request,
                                                       v1::Employee* response) {
  return calls_.Unary(context, request, response,
                      [this](rpc::Call& call, const auto& asked) { return employees_.Dismiss(call, asked); });
}

ServerUnaryReactor* SchedulingService::CreateTimeOff(CallbackServerContext* context,
                                                     const v1::CreateTimeOffRequest* request, v1::Employee* response) {
  return calls_.Unary(context, request, response,
                      [this](rpc::Call& call, const auto& asked) { return employees_.CreateTimeOff(call, asked); });
}

ServerUnaryReactor* SchedulingService::CancelTimeOff(CallbackServerContext* context,
                                                     const v1::CancelTimeOffRequest* request, v1::Employee* response) {
  return calls_.Unary(context, request, response,
                      [this](rpc::Call& call, const auto& asked) { return employees_.CancelTimeOff(call, asked); });
}

ServerUnaryReactor* SchedulingService::SetDayShifts(CallbackServerContext* context,
                                                    const v1::SetDayShiftsRequest* request, v1::Employee* response) {
  return calls_.Unary(context, request, response,
                      [this](rpc::Call& call, const auto& asked) { return employees_.SetDayShifts(call, asked); });
}

ServerUnaryReactor* SchedulingService::ClearDayShifts(CallbackServerContext* context,
                                                      const v1::ClearDayShiftsRequest* request,
                                                      v1::Employee* response) {
  return calls_.Unary(context, request, response,
                      [this](rpc::Call& call, const auto& asked) { return employees_.ClearDayShifts(call, asked); });
}

ServerUnaryReactor* SchedulingService::DropOut(CallbackServerContext* context, const v1::DropOutRequest* request,
                                               v1::Employee* response) {
  return calls_.Unary(context, request, response,
                      [this](rpc::Call& call, const auto& asked) { return employees_.DropOut(call, asked); });
}

ServerUnaryReactor* SchedulingService::CheckIn(CallbackServerContext* context, const v1::CheckInRequest* request,
                                               v1::Employee* response) {
  return calls_.Unary(context, request, response,
                      [this](rpc::Call& call, const auto& asked) { return presence_.CheckIn(call, asked); });
}

ServerUnaryReactor* SchedulingService::CheckOut(CallbackServerContext* context, const v1::CheckOutRequest* request,
                                                v1::Employee* response) {
  return calls_.Unary(context, request, response,
                      [this](rpc::Call& call, const auto& asked) { return presence_.CheckOut(call, asked); });
}

ServerUnaryReactor* SchedulingService::GetCoverage(CallbackServerContext* context,
                                                   const v1::GetCoverageRequest* request, v1::Coverage* response) {
  return calls_.Unary(context, request, response,
                      [this](rpc::Call& call, const auto& asked) { return presence_.GetCoverage(call, asked); });
}

ServerUnaryReactor* SchedulingService::ImportCalendar(CallbackServerContext* context,
                                                      const v1::ImportCalendarRequest* request,
                                                      v1::ProductionCalendar* response) {
  return calls_.Unary(context, request, response,
                      [this](rpc::Call& call, const auto& asked) { return calendars_.Import(call, asked); });
}

ServerUnaryReactor* SchedulingService::GetCalendar(CallbackServerContext* context,
                                                   const v1::GetCalendarRequest* request,
                                                   v1::ProductionCalendar* response) {
  return calls_.Unary(context, request, response,
                      [this](rpc::Call& call, const auto& asked) { return calendars_.Get(call, asked); });
}

ServerUnaryReactor* SchedulingService::SearchSlots(CallbackServerContext* context,
                                                   const v1::SearchSlotsRequest* request,
                                                   v1::SearchSlotsResponse* response) {
  return calls_.Unary(context, request, response,
                      [this](rpc::Call& call, const auto& asked) { return search_.Search(call, asked); });
}

ServerUnaryReactor* SchedulingService::HoldSlot(CallbackServerContext* context, const v1::HoldSlotRequest* request,
                                                v1::Meeting* response) {
  return calls_.Unary(context, request, response,
                      [this](rpc::Call& call, const auto& asked) { return bookings_.Hold(call, asked); });
}

ServerUnaryReactor* SchedulingService::BookMeeting(CallbackServerContext* context,
                                                   const v1::BookMeetingRequest* request, v1::Meeting* response) {
  return calls_.Unary(context, request, response,
                      [this](rpc::Call& call, const auto& asked) { return bookings_.Book(call, asked); });
}

ServerUnaryReactor* SchedulingService::GetMeeting(CallbackServerContext* context, const v1::GetMeetingRequest* request,
                                                  v1::Meeting* response) {
  return calls_.Unary(context, request, response,
                      [this](rpc::Call& call, const auto& asked) { return meetings_.Get(call, asked); });
}

ServerUnaryReactor* SchedulingService::ListMeetings(CallbackServerContext* context,
                                                    const v1::ListMeetingsRequest* request,
                                                    v1::ListMeetingsResponse* response) {
  return calls_.Unary(context, request, response,
                      [this](rpc::Call& call, const auto& asked) { return meetings_.List(call, asked); });
}

ServerUnaryReactor* SchedulingService::ConfirmMeeting(CallbackServerContext* context,
                                                      const v1::ConfirmMeetingRequest* request, v1::Meeting* response) {
  return calls_.Unary(context, request, response,
                      [this](rpc::Call& call, const auto& asked) { return meetings_.Confirm(call, asked); });
}

ServerUnaryReactor* SchedulingService::StartMeeting(CallbackServerContext* context,
                                                    const v1::StartMeetingRequest* request, v1::Meeting* response) {
  return calls_.Unary(context, request, response,
                      [this](rpc::Call& call, const auto& asked) { return meetings_.Start(call, asked); });
}

ServerUnaryReactor* SchedulingService::RescheduleMeeting(CallbackServerContext* context,
                                                         const v1::RescheduleMeetingRequest* request,
                                                         v1::Meeting* response) {
  return calls_.Unary(context, request, response,
                      [this](rpc::Call& call, const auto& asked) { return bookings_.Reschedule(call, asked); });
}

ServerUnaryReactor* SchedulingService::CancelMeeting(CallbackServerContext* context,
                                                     const v1::CancelMeetingRequest* request, v1::Meeting* response) {
  return calls_.Unary(context, request, response,
                      [this](rpc::Call& call, const auto& asked) { return meetings_.Cancel(call, asked); });
}

ServerUnaryReactor* SchedulingService::RecordOutcome(CallbackServerContext* context,
                                                     const v1::RecordOutcomeRequest* request, v1::Meeting* response) {
  return calls_.Unary(context, request, response,
                      [this](rpc::Call& call, const auto& asked) { return meetings_.RecordOutcome(call, asked); });
}

grpc::ServerWriteReactor<v1::SubscribeResponse>* SchedulingService::Subscribe(
    CallbackServerContext* context, const type::v1::SubscribeRequest* request) {
  return calls_.Stream<v1::SubscribeResponse>(
      context, request,
      [this](rpc::Call& call, const type::v1::SubscribeRequest& asked, rpc::Writer<v1::SubscribeResponse>& out) {
        return events::ServeFeed(log_, store_.keys(), call, asked, out);
      });
}

ServerUnaryReactor* SchedulingService::GetFeed(CallbackServerContext* context, const type::v1::GetFeedRequest* request,
                                               type::v1::Feed* response) {
  return calls_.Unary(context, request, response, [this](rpc::Call& call, const auto&) {
    return events::LatestCursors(log_, store_.keys(), call.deadline());
  });
}

}  // namespace zamer::scheduling
