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

const OUTCOME_GRACE = 2 * 3_600_000;

// The scheduling service counts the outcome as missed: two hours after the end, or after the meeting was entered where that
// was later.
export function missesOutcome(meeting: Meeting, now: number): boolean {
  const known = meeting.createTime ? timestampDate(meeting.createTime).getTime() : 0;
  return lacksOutcome(meeting, now) && Math.max(endOf(meeting).getTime(), known) + OUTCOME_GRACE < now;
}

export function isThin({ leadManagers, required }: CoverageHour): boolean {
  return leadManagers < required;
}
