import { create } from "@bufbuild/protobuf";
import { FocusEntry_Reason, FocusEntrySchema } from "@zamer/api/lead/v1/focus_pb";
import { expect, it } from "vitest";

import { focusLists } from "./focus_order.ts";

const { ANSWER, CALL_BACK, NO_NEXT_STEP } = FocusEntry_Reason;
const entry = (name: string, reason: FocusEntry_Reason) => create(FocusEntrySchema, { reason, lead: { name } });

it("shows who waits for an answer first and now, though it is not late yet, and each lead once", () => {
  const due = [entry("late", CALL_BACK), entry("new", NO_NEXT_STEP), entry("idle", NO_NEXT_STEP)];
  const ahead = [entry("new", ANSWER), entry("late", CALL_BACK), entry("idle", CALL_BACK), entry("evening", CALL_BACK)];
  const { now, later } = focusLists(due, ahead);
  expect(now.map(({ lead, reason }) => [lead?.name, reason])).toEqual([["new", ANSWER], ["late", CALL_BACK], ["idle", NO_NEXT_STEP]]);
  expect(later.map(({ lead }) => lead?.name)).toEqual(["evening"]);
});
