#include "services/scheduling/scheduling_service.h"

#include "services/common/events/feed.h"

namespace zamer::scheduling {

// A method: the call's coroutine is that of the resource's calls.
#define ZAMER_UNARY(Method, Request, Response, handler)                                                      \
  grpc::ServerUnaryReactor* SchedulingService::Method(grpc::CallbackServerContext* context,                  \
                                                      const v1::Request* request, v1::Response* response) {  \
    return calls_.Unary(context, request, response,                                                          \
                        [this](rpc::Call& call, const v1::Request& asked) { return handler(call, asked); }); \
  }

ZAMER_UNARY(CreateDepartment, CreateDepartmentRequest, Department, departments_.Create)
ZAMER_UNARY(GetDepartment, GetDepartmentRequest, Department, departments_.Get)
ZAMER_UNARY(ListDepartments, ListDepartmentsRequest, ListDepartmentsResponse, departments_.List)
ZAMER_UNARY(UpdateDepartment, UpdateDepartmentRequest, Department, departments_.Update)
ZAMER_UNARY(CreateEmployee, CreateEmployeeRequest, Employee, employees_.Create)
ZAMER_UNARY(GetEmployee, GetEmployeeRequest, Employee, employees_.Get)
ZAMER_UNARY(ListEmployees, ListEmployeesRequest, ListEmployeesResponse, employees_.List)
ZAMER_UNARY(UpdateEmployee, UpdateEmployeeRequest, Employee, employees_.Update)
ZAMER_UNARY(DismissEmployee, DismissEmployeeRequest, Employee, employees_.Dismiss)
ZAMER_UNARY(CreateTimeOff, CreateTimeOffRequest, Employee, employees_.CreateTimeOff)
ZAMER_UNARY(CancelTimeOff, CancelTimeOffRequest, Employee, employees_.CancelTimeOff)
ZAMER_UNARY(SearchSlots, SearchSlotsRequest, SearchSlotsResponse, search_.Search)
ZAMER_UNARY(HoldSlot, HoldSlotRequest, Meeting, bookings_.Hold)
ZAMER_UNARY(BookMeeting, BookMeetingRequest, Meeting, bookings_.Book)
ZAMER_UNARY(GetMeeting, GetMeetingRequest, Meeting, meetings_.Get)
ZAMER_UNARY(ListMeetings, ListMeetingsRequest, ListMeetingsResponse, meetings_.List)
ZAMER_UNARY(ConfirmMeeting, ConfirmMeetingRequest, Meeting, meetings_.Confirm)
ZAMER_UNARY(StartMeeting, StartMeetingRequest, Meeting, meetings_.Start)
ZAMER_UNARY(RescheduleMeeting, RescheduleMeetingRequest, Meeting, bookings_.Reschedule)
ZAMER_UNARY(CancelMeeting, CancelMeetingRequest, Meeting, meetings_.Cancel)
ZAMER_UNARY(RecordOutcome, RecordOutcomeRequest, Meeting, meetings_.RecordOutcome)

#undef ZAMER_UNARY

SchedulingService::SchedulingService(rpc::Host& host, Parts parts, events::EventLog& log)
    : calls_(host, v1::SchedulingService::service_full_name()),
      store_(parts.store),
      log_(log),
      departments_(parts),
      employees_(parts),
      search_(parts.store),
      bookings_(parts, search_),
      meetings_(parts) {}

grpc::ServerWriteReactor<v1::SubscribeResponse>* SchedulingService::Subscribe(
    grpc::CallbackServerContext* context, const type::v1::SubscribeRequest* request) {
  return calls_.Stream<v1::SubscribeResponse>(
      context, request,
      [this](rpc::Call& call, const type::v1::SubscribeRequest& asked, rpc::Writer<v1::SubscribeResponse>& out) {
        return events::ServeFeed(log_, store_.keys(), call, asked, out);
      });
}

grpc::ServerUnaryReactor* SchedulingService::GetFeed(grpc::CallbackServerContext* context,
                                                     const type::v1::GetFeedRequest* request,
                                                     type::v1::Feed* response) {
  return calls_.Unary(context, request, response, [this](rpc::Call& call, const type::v1::GetFeedRequest&) {
    return events::LatestCursors(log_, store_.keys(), call.deadline());
  });
}

}  // namespace zamer::scheduling
