import { expect, test } from "vitest";

import { joined } from "./gaps.ts";

test("slots that overlap or touch are one gap", () => {
  expect(joined([{ start: 60, end: 150 }, { start: 30, end: 120 }, { start: 150, end: 180 }])).toEqual([{ start: 30, end: 180 }]);
});

test("what lies apart stays apart, and the slots stay as they were", () => {
  const slots = [{ start: 10, end: 20 }, { start: 30, end: 40 }];
  expect(joined(slots)).toEqual(slots);
  joined(slots)[0]!.end = 99;
  expect(slots[0]!.end).toBe(20);
});
