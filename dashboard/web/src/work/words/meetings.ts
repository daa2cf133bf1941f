import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import { Meeting_Kind, Meeting_State, Outcome_Result } from "@zamer/api/scheduling/v1/meeting_pb";
import { SearchSlotsResponse_EmptyReason } from "@zamer/api/scheduling/v1/scheduling_service_pb";

export const meetingKinds: Partial<Record<Meeting_Kind, MessageDescriptor>> = {
  [Meeting_Kind.ON_SITE]: msg`у клиента`,
  [Meeting_Kind.SHOWROOM]: msg`в салоне`,
  [Meeting_Kind.ONLINE]: msg`онлайн`,
};

export const meetingStates: Partial<Record<Meeting_State, MessageDescriptor>> = {
  [Meeting_State.HOLD]: msg`время придержано`,
  [Meeting_State.BOOKED]: msg`не подтверждена`,
  [Meeting_State.CONFIRMED]: msg`подтверждена`,
  [Meeting_State.STARTED]: msg`идёт`,
  [Meeting_State.HELD]: msg`состоялась`,
  [Meeting_State.RESCHEDULED]: msg`перенесена`,
  [Meeting_State.CANCELLED]: msg`отменена`,
  [Meeting_State.NO_SHOW_CLIENT]: msg`клиент не пришёл`,
  [Meeting_State.NO_SHOW_DESIGNER]: msg`дизайнер не приехал`,
  [Meeting_State.EXPIRED]: msg`время отпущено`,
};

export const outcomeResults: Partial<Record<Outcome_Result, MessageDescriptor>> = {
  [Outcome_Result.CONTRACT]: msg`Договор`,
  [Outcome_Result.ESTIMATE_GIVEN]: msg`Дали смету`,
  [Outcome_Result.THINKING]: msg`Думает`,
  [Outcome_Result.REFUSED]: msg`Отказ`,
  [Outcome_Result.DECISION_MAKER_ABSENT]: msg`Не было того, кто решает`,
};

export const emptyReasons: Partial<Record<SearchSlotsResponse_EmptyReason, MessageDescriptor>> = {
  [SearchSlotsResponse_EmptyReason.NO_DESIGNER_SERVES_CITY]: msg`В этот город никто из дизайнеров не ездит.`,
  [SearchSlotsResponse_EmptyReason.NOBODY_WORKS]: msg`В эти дни никто из дизайнеров не работает.`,
  [SearchSlotsResponse_EmptyReason.FULLY_BOOKED]: msg`В эти дни всё занято.`,
  [SearchSlotsResponse_EmptyReason.OUTSIDE_BOOKING_WINDOW]: msg`На эти дни ещё нельзя или уже поздно записывать.`,
};
