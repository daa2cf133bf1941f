import { timestampDate, timestampFromDate } from "@bufbuild/protobuf/wkt";
import { i18n } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import { type Meeting, Meeting_Kind, Meeting_State } from "@zamer/api/scheduling/v1/meeting_pb";
import { SchedulingService } from "@zamer/api/scheduling/v1/scheduling_service_pb";

import { scheduling } from "../app/api.ts";
import { useMayCall } from "../app/may_call.ts";
import { type Fetched, useFetched } from "../ui/useFetched.ts";
import { type Span, joined } from "./gaps.ts";
import { lacksOutcome, startOf } from "./lateness.ts";
import { allPages } from "./pages.ts";
import { type Day, addDays, startOfDay } from "./period.ts";
import { useSales } from "./SalesContext.tsx";

const EVERY = 15_000;

// The meetings of some days, those that were moved or called off left out.
export function useMeetings(from: Day, to: Day): Fetched<Meeting[]> {
  const { department, zone, view } = useSales();
  const mayCall = useMayCall();
  const key = mayCall(SchedulingService.method.listMeetings) ? `${department} ${from} ${to}` : undefined;
  const found = useFetched(
    key,
    async (signal) => {
      const { items } = await allPages(async (pageToken) => {
        const { meetings, nextPageToken } = await scheduling.listMeetings(
          {
            parent: department,
            pageSize: 1000,
            pageToken,
            startTime: timestampFromDate(startOfDay(zone, from)),
            endTime: timestampFromDate(startOfDay(zone, addDays(to, 1))),
          },
          { signal },
        );
        return { items: meetings, next: nextPageToken };
      });
      return items.filter(({ state }) => !gone.has(state));
    },
    { every: EVERY },
  );
  const kept = found.data?.filter(
    ({ city, designer, bookedBy }) =>
      (view.city === undefined || city === view.city) &&
      (view.person === undefined || [designer, bookedBy].includes(`${department}/employees/${view.person}`)),
  );
  return { ...found, data: kept };
}

// The day whose meetings are shown: the one that is looked at, else today.
export function useMeetingsDay(): Day {
  const { view, period, today } = useSales();
  return view.kind === "today" ? period.start : today;
}

// The numbers of a day's meetings, and which of them each counts.
export const dayNumbers = {
  day_meetings: () => true,
  day_meetings_unconfirmed: (meeting, now) => meeting.state === Meeting_State.BOOKED && startOf(meeting).getTime() > now,
  day_meetings_without_outcome: lacksOutcome,
} satisfies Record<string, (meeting: Meeting, now: number) => boolean>;

export type DayNumber = keyof typeof dayNumbers;

const gone = new Set([Meeting_State.RESCHEDULED, Meeting_State.CANCELLED, Meeting_State.EXPIRED]);

// When designers can still be booked on a day, by designer, in milliseconds since 1970.
export function useGaps(day: Day): Fetched<ReadonlyMap<string, Span[]>> {
  const { department, zone, view, today } = useSales();
  const mayCall = useMayCall();
  const key = day >= today && mayCall(SchedulingService.method.searchSlots) ? `${department} ${day} ${view.city ?? ""}` : undefined;
  return useFetched(
    key,
    async (signal) => {
      const end = startOfDay(zone, addDays(day, 1));
      const start = new Date(Math.max(Date.now(), startOfDay(zone, day).getTime()));
      if (start >= end) return new Map();
      const { slots } = await scheduling.searchSlots(
        {
          parent: department,
          kind: Meeting_Kind.SHOWROOM,
          city: view.city ?? "",
          startTime: timestampFromDate(start),
          endTime: timestampFromDate(end),
          pageSize: 500,
        },
        { signal },
      );
      const byDesigner = Map.groupBy(slots, ({ designer }) => designer);
      return new Map([...byDesigner].map(([designer, own]) => [designer, joined(own.map(({ startTime, endTime }) => ({ start: timestampDate(startTime!).getTime(), end: timestampDate(endTime!).getTime() })))]));
    },
    { every: 4 * EVERY },
  );
}

const stateNames: Partial<Record<Meeting_State, ReturnType<typeof msg>>> = {
  [Meeting_State.HOLD]: msg`держим время`,
  [Meeting_State.BOOKED]: msg`не подтверждена`,
  [Meeting_State.CONFIRMED]: msg`подтверждена`,
  [Meeting_State.STARTED]: msg`идёт`,
  [Meeting_State.HELD]: msg`состоялась`,
  [Meeting_State.NO_SHOW_CLIENT]: msg`клиент не пришёл`,
  [Meeting_State.NO_SHOW_DESIGNER]: msg`дизайнер не приехал`,
};

export function stateText({ state }: Meeting): string {
  const name = stateNames[state];
  return name ? i18n._(name) : "";
}
