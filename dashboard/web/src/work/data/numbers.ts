import type { CountLeadsResponse } from "@zamer/api/lead/v1/lead_service_pb";
import { Lead_State } from "@zamer/api/lead/v1/lead_pb";
import { type Meeting, Meeting_State, Outcome_Result } from "@zamer/api/scheduling/v1/meeting_pb";

// How the meetings of a period ended, each counted once: one that was moved counts where it was moved to.
export interface MeetingNumbers {
  due: number;
  held: number;
  contracts: number;
  clientAbsent: number;
  cancelled: number;
  // Their time is over and nobody has said what happened.
  unsaid: number;
}

export function meetingNumbers(meetings: Meeting[], now: Date): MeetingNumbers {
  const count = (matches: (meeting: Meeting) => boolean) => meetings.filter(matches).length;
  const over = ({ endTime }: Meeting) => endTime !== undefined && Number(endTime.seconds) * 1000 <= now.getTime();
  const held = count(({ state }) => state === Meeting_State.HELD);
  const clientAbsent = count(({ state }) => state === Meeting_State.NO_SHOW_CLIENT);
  const designerAbsent = count(({ state }) => state === Meeting_State.NO_SHOW_DESIGNER);
  const unsaid = count((meeting) => isOpen(meeting) && over(meeting));
  return {
    due: held + clientAbsent + designerAbsent + unsaid,
    held,
    contracts: count(({ outcome }) => outcome?.result === Outcome_Result.CONTRACT),
    clientAbsent,
    cancelled: count(({ state }) => state === Meeting_State.CANCELLED),
    unsaid,
  };
}

function isOpen({ state }: Meeting): boolean {
  return state === Meeting_State.BOOKED || state === Meeting_State.CONFIRMED || state === Meeting_State.STARTED;
}

// How many leads there are in each state, in the order of a lead's way, without those that there are none in.
export function leadNumbers({ states }: CountLeadsResponse): { total: number; states: [Lead_State, number][] } {
  const counted = states
    .filter(({ state }) => state !== Lead_State.MERGED)
    .map(({ state, count }): [Lead_State, number] => [state, Number(count)])
    .sort(([a], [b]) => a - b);
  return { total: counted.reduce((sum, [, count]) => sum + count, 0), states: counted };
}
