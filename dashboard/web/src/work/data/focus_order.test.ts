import { create } from "@bufbuild/protobuf";
import { FocusEntry_Reason, FocusEntrySchema } from "@zamer/api/lead/v1/focus_pb";
import { expect, it } from "vitest";

import { laterOf } from "./focus_order.ts";

const { ANSWER, CALL_BACK, NO_NEXT_STEP } = FocusEntry_Reason;
const entry = (name: string, reason: FocusEntry_Reason) => create(FocusEntrySchema, { reason, lead: { name } });

it("shows each lead once: later only what is not to do now for another reason", () => {
  const due = [entry("new", ANSWER), entry("late", CALL_BACK), entry("idle", NO_NEXT_STEP)];
  const ahead = [entry("new", ANSWER), entry("late", CALL_BACK), entry("idle", CALL_BACK), entry("evening", CALL_BACK)];
  expect(laterOf(due, ahead).map(({ lead }) => lead?.name)).toEqual(["evening"]);
});
