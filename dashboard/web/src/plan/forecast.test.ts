import { expect, test } from "vitest";

import { fanOf, summedUp } from "./forecast.ts";

test("a fan opens with what is still to come, and never begins below what is there", () => {
  const half = fanOf(20, 40)!;
  expect(half.low).toBeGreaterThanOrEqual(20);
  expect(half.low).toBeLessThan(40);
  expect(half.high).toBeGreaterThan(40);
  const late = fanOf(38, 40)!;
  expect(late.high - late.low).toBeLessThan(half.high - half.low);
});

test("nothing is said of a month that has brought nothing, or that is over", () => {
  expect(fanOf(0, 10)).toBeUndefined();
  expect(fanOf(5, undefined)).toBeUndefined();
  expect(fanOf(40, 40)).toBeUndefined();
});

test("days are summed up to the last that has begun", () => {
  const days = ["2026-11-01", "2026-11-02", "2026-11-03"];
  expect(summedUp(days, "2026-11-02", (day) => Number(day.slice(-2)))).toEqual([1, 3]);
});
