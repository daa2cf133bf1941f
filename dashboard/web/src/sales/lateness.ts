import { timestampDate } from "@bufbuild/protobuf/wkt";
import { type Meeting, Meeting_State } from "@zamer/api/scheduling/v1/meeting_pb";
import type { CoverageHour } from "@zamer/api/scheduling/v1/scheduling_events_pb";

export function startOf({ startTime }: Meeting): Date {
  return startTime ? timestampDate(startTime) : new Date(0);
}

export function endOf({ endTime, startTime }: Meeting): Date {
  return timestampDate((endTime ?? startTime)!);
}

// Its time is over, and nobody has said what happened.
export function lacksOutcome(meeting: Meeting, now: number): boolean {
  const open = meeting.state === Meeting_State.BOOKED || meeting.state === Meeting_State.CONFIRMED || meeting.state === Meeting_State.STARTED;
  return open && endOf(meeting).getTime() < now;
}

export function isThin({ leadManagers, required }: CoverageHour): boolean {
  return leadManagers < required;
}
