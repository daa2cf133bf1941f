// The gRPC face of scheduling.
#pragma once
#include <grpcpp/grpcpp.h>

#include "services/common/events/event_log.h"
#include "services/common/rpc/calls.h"
#include "services/scheduling/booking_calls.h"
#include "services/scheduling/calendar_calls.h"
#include "services/scheduling/department_calls.h"
#include "services/scheduling/employee_calls.h"
#include "services/scheduling/meeting_calls.h"
#include "services/scheduling/presence_calls.h"
#include "services/scheduling/slot_search.h"
#include "zamer/scheduling/v1/scheduling_service.grpc.pb.h"

namespace zamer::scheduling {

// Hands each method to the calls of its resource; see the proto for what each does.
class SchedulingService final : public v1::SchedulingService::CallbackService {
 public:
  // All must outlive the service.
  SchedulingService(rpc::Host& host, Parts parts, events::EventLog& log);

  grpc::ServerUnaryReactor* CreateDepartment(grpc::CallbackServerContext* context,
                                             const v1::CreateDepartmentRequest* request,
                                             v1::Department* response) override;
  grpc::ServerUnaryReactor* GetDepartment(grpc::CallbackServerContext* context, const v1::GetDepartmentRequest* request,
                                          v1::Department* response) override;
  grpc::ServerUnaryReactor* ListDepartments(grpc::CallbackServerContext* context,
                                            const v1::ListDepartmentsRequest* request,
                                            v1::ListDepartmentsResponse* response) override;
  grpc::ServerUnaryReactor* UpdateDepartment(grpc::CallbackServerContext* context,
                                             const v1::UpdateDepartmentRequest* request,
                                             v1::Department* response) override;
  grpc::ServerUnaryReactor* CreateEmployee(grpc::CallbackServerContext* context,
                                           const v1::CreateEmployeeRequest* request, v1::Employee* response) override;
  grpc::ServerUnaryReactor* GetEmployee(grpc::CallbackServerContext* context, const v1::GetEmployeeRequest* request,
                                        v1::Employee* response) override;
  grpc::ServerUnaryReactor* ListEmployees(grpc::CallbackServerContext* context, const v1::ListEmployeesRequest* request,
                                          v1::ListEmployeesResponse* response) override;
  grpc::ServerUnaryReactor* UpdateEmployee(grpc::CallbackServerContext* context,
                                           const v1::UpdateEmployeeRequest* request, v1::Employee* response) override;
  grpc::ServerUnaryReactor* DismissEmployee(grpc::CallbackServerContext* context,
                                            const v1::DismissEmployeeRequest* request, v1::Employee* response) override;
  grpc::ServerUnaryReactor* CreateTimeOff(grpc::CallbackServerContext* context, const v1::CreateTimeOffRequest* request,
                                          v1::Employee* response) override;
  grpc::ServerUnaryReactor* CancelTimeOff(grpc::CallbackServerContext* context, const v1::CancelTimeOffRequest* request,
                                          v1::Employee* response) override;
  grpc::ServerUnaryReactor* SetDayShifts(grpc::CallbackServerContext* context, const v1::SetDayShiftsRequest* request,
                                         v1::Employee* response) override;
  grpc::ServerUnaryReactor* ClearDayShifts(grpc::CallbackServerContext* context,
                                           const v1::ClearDayShiftsRequest* request, v1::Employee* response) override;
  grpc::ServerUnaryReactor* DropOut(grpc::CallbackServerContext* context, const v1::DropOutRequest* request,
                                    v1::Employee* response) override;
  grpc::ServerUnaryReactor* CheckIn(grpc::CallbackServerContext* context, const v1::CheckInRequest* request,
                                    v1::Employee* response) override;
  grpc::ServerUnaryReactor* CheckOut(grpc::CallbackServerContext* context, const v1::CheckOutRequest* request,
                                     v1::Employee* response) override;
  grpc::ServerUnaryReactor* GetCoverage(grpc::CallbackServerContext* context, const v1::GetCoverageRequest* request,
                                        v1::Coverage* response) override;
  grpc::ServerUnaryReactor* ImportCalendar(grpc::CallbackServerContext* context,
                                           const v1::ImportCalendarRequest* request,
                                           v1::ProductionCalendar* response) override;
  grpc::ServerUnaryReactor* GetCalendar(grpc::CallbackServerContext* context, const v1::GetCalendarRequest* request,
                                        v1::ProductionCalendar* response) override;
  grpc::ServerUnaryReactor* SearchSlots(grpc::CallbackServerContext* context, const v1::SearchSlotsRequest* request,
                                        v1::SearchSlotsResponse* response) override;
  grpc::ServerUnaryReactor* HoldSlot(grpc::CallbackServerContext* context, const v1::HoldSlotRequest* request,
                                     v1::Meeting* response) override;
  grpc::ServerUnaryReactor* BookMeeting(grpc::CallbackServerContext* context, const v1::BookMeetingRequest* request,
                                        v1::Meeting* response) override;
  grpc::ServerUnaryReactor* GetMeeting(grpc::CallbackServerContext* context, const v1::GetMeetingRequest* request,
                                       v1::Meeting* response) override;
  grpc::ServerUnaryReactor* ListMeetings(grpc::CallbackServerContext* context, const v1::ListMeetingsRequest* request,
                                         v1::ListMeetingsResponse* response) override;
  grpc::ServerUnaryReactor* ConfirmMeeting(grpc::CallbackServerContext* context,
                                           const v1::ConfirmMeetingRequest* request, v1::Meeting* response) override;
  grpc::ServerUnaryReactor* StartMeeting(grpc::CallbackServerContext* context, const v1::StartMeetingRequest* request,
                                         v1::Meeting* response) override;
  grpc::ServerUnaryReactor* RescheduleMeeting(grpc::CallbackServerContext* context,
                                              const v1::RescheduleMeetingRequest* request,
                                              v1::Meeting* response) override;
  grpc::ServerUnaryReactor* CancelMeeting(grpc::CallbackServerContext* context, const v1::CancelMeetingRequest* request,
                                          v1::Meeting* response) override;
  grpc::ServerUnaryReactor* RecordOutcome(grpc::CallbackServerContext* context, const v1::RecordOutcomeRequest* request,
                                          v1::Meeting* response) override;
  grpc::ServerWriteReactor<v1::SubscribeResponse>* Subscribe(grpc::CallbackServerContext* context,
                                                             const type::v1::SubscribeRequest* request) override;
  grpc::ServerUnaryReactor* GetFeed(grpc::CallbackServerContext* context, const type::v1::GetFeedRequest* request,
                                    type::v1::Feed* response) override;

 private:
  rpc::Calls calls_;
  store::Store& store_;
  events::EventLog& log_;
  DepartmentCalls departments_;
  EmployeeCalls employees_;
  PresenceCalls presence_;
  CalendarCalls calendars_;
  SlotSearch search_;
  BookingCalls bookings_;
  MeetingCalls meetings_;
};

}  // namespace zamer::scheduling
