import { timestampDate, timestampFromDate } from "@bufbuild/protobuf/wkt";
import type { CoverageHour } from "@zamer/api/scheduling/v1/scheduling_events_pb";
import { type Coverage, SchedulingService } from "@zamer/api/scheduling/v1/scheduling_service_pb";

import { scheduling } from "../app/api.ts";
import { useMayCall } from "../app/may_call.ts";
import { type Fetched, useFetched } from "../ui/useFetched.ts";
import { type CountedHour, countedHour } from "./counted_hour.ts";
import { type Day, dayIn, minuteOfDay, startOfDay } from "./period.ts";
import { useSales } from "./SalesContext.tsx";

export const COVERAGE_DAYS = 28;
const EVERY = 60_000;

export function useCoverage(): Fetched<Coverage> {
  const { department, today, zone } = useSales();
  const mayCall = useMayCall();
  return useFetched(
    mayCall(SchedulingService.method.getCoverage) ? `${department} ${today}` : undefined,
    (signal) => scheduling.getCoverage({ name: department, startTime: timestampFromDate(startOfDay(zone, today)), days: COVERAGE_DAYS }, { signal }),
    { every: EVERY },
  );
}

// The hour that starts then, with the lead managers whom it counts. Nothing is asked for what is no time.
export function useCountedHour(hour: string | undefined): Fetched<CountedHour | undefined> {
  const { department } = useSales();
  const mayCall = useMayCall();
  const start = new Date(hour ?? "");
  return useFetched(
    mayCall(SchedulingService.method.getCoverage) && !Number.isNaN(start.getTime()) ? `${department} ${hour}` : undefined,
    async (signal) => countedHour(await scheduling.getCoverage({ name: department, startTime: timestampFromDate(start), days: 1, withLeadManagers: true }, { signal }), start),
    { every: EVERY },
  );
}

// An hour in which clients may expect an answer.
export interface OpenHour {
  hour: CoverageHour;
  start: Date;
  day: Day;
  // Which hour of the day, on the zone's clock.
  clock: number;
}

export function openHours({ hours }: Coverage, zone: string): OpenHour[] {
  return hours.flatMap((hour) => {
    if (!hour.startTime) return [];
    const start = timestampDate(hour.startTime);
    return [{ hour, start, day: dayIn(zone, start), clock: Math.floor(minuteOfDay(zone, start) / 60) }];
  });
}
