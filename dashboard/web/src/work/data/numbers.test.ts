import { create } from "@bufbuild/protobuf";
import { timestampFromMs } from "@bufbuild/protobuf/wkt";
import { Lead_State } from "@zamer/api/lead/v1/lead_pb";
import { CountLeadsResponseSchema } from "@zamer/api/lead/v1/lead_service_pb";
import { Meeting_State, MeetingSchema, Outcome_Result } from "@zamer/api/scheduling/v1/meeting_pb";
import { describe, expect, it } from "vitest";

import { leadNumbers, meetingNumbers } from "./numbers.ts";

const NOW = new Date("2026-03-02T12:00:00Z");
const meeting = (state: Meeting_State, hoursAgo: number, result?: Outcome_Result) =>
  create(MeetingSchema, {
    state,
    endTime: timestampFromMs(NOW.getTime() - hoursAgo * 3_600_000),
    ...(result !== undefined && { outcome: { result } }),
  });

describe("one's own numbers", () => {
  it("count each meeting once, and as due only those whose time is over", () => {
    const meetings = [
      meeting(Meeting_State.HELD, 5, Outcome_Result.CONTRACT),
      meeting(Meeting_State.HELD, 4, Outcome_Result.THINKING),
      meeting(Meeting_State.NO_SHOW_CLIENT, 3),
      meeting(Meeting_State.CONFIRMED, 2),
      meeting(Meeting_State.BOOKED, -2),
      meeting(Meeting_State.CANCELLED, 1),
      meeting(Meeting_State.RESCHEDULED, 1),
      meeting(Meeting_State.HOLD, -1),
    ];
    expect(meetingNumbers(meetings, NOW)).toEqual({ due: 4, held: 2, contracts: 1, clientAbsent: 1, cancelled: 1, unsaid: 1 });
  });

  it("count leads by where they stand, those merged into others not again", () => {
    const answer = create(CountLeadsResponseSchema, {
      states: [
        { state: Lead_State.LOST, count: 2n },
        { state: Lead_State.NEW, count: 3n },
        { state: Lead_State.MERGED, count: 7n },
      ],
    });
    expect(leadNumbers(answer)).toEqual({ total: 5, states: [[Lead_State.NEW, 3], [Lead_State.LOST, 2]] });
  });
});
