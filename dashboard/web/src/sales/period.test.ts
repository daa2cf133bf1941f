import fc from "fast-check";
import { expect, test } from "vitest";

import { addDays, dayIn, daysOf, isDay, lengthOf, minuteOfDay, periodAround, periodBefore, startOfDay, stepped, weekdayOf } from "./period.ts";

const day = fc.integer({ min: 0, max: 20_000 }).map((count) => addDays("1990-01-01", count));

test("a day is the department's, not the browser's", () => {
  const instant = new Date("2026-11-25T22:30:00Z");
  expect(dayIn("Europe/Moscow", instant)).toBe("2026-11-26");
  expect(dayIn("America/New_York", instant)).toBe("2026-11-25");
});

test("a week begins on Monday, and the running one ends today", () => {
  expect(periodAround("week", "2026-11-26", "2026-11-26")).toEqual({ start: "2026-11-23", end: "2026-11-26" });
  expect(periodAround("week", "2026-11-22", "2026-11-26")).toEqual({ start: "2026-11-16", end: "2026-11-22" });
});

test("three days of this week are compared with three days of the week before", () => {
  const running = periodAround("week", "2026-11-25", "2026-11-25");
  expect(periodBefore("week", running)).toEqual({ start: "2026-11-16", end: "2026-11-18" });
});

test("a running month is compared with as many days of the month before, a whole one with the whole", () => {
  expect(periodBefore("month", { start: "2026-11-01", end: "2026-11-26" })).toEqual({ start: "2026-10-01", end: "2026-10-26" });
  expect(periodBefore("month", { start: "2026-03-01", end: "2026-03-30" })).toEqual({ start: "2026-02-01", end: "2026-02-28" });
  expect(periodBefore("month", { start: "2026-02-01", end: "2026-02-28" })).toEqual({ start: "2026-01-01", end: "2026-01-31" });
});

test("a period of one's own is compared with as many days right before it", () => {
  fc.assert(
    fc.property(day, fc.integer({ min: 0, max: 400 }), (start, more) => {
      const period = { start, end: addDays(start, more) };
      const before = periodBefore("range", period);
      expect(lengthOf(before)).toBe(lengthOf(period));
      expect(addDays(before.end, 1)).toBe(period.start);
    }),
  );
});

test("a step and a step back lead to the same period", () => {
  fc.assert(
    fc.property(day, fc.constantFrom("today" as const, "week" as const, "month" as const), (on, kind) => {
      const there = stepped(kind, stepped(kind, on, 1), -1);
      expect(periodAround(kind, there, "2100-01-01")).toEqual(periodAround(kind, on, "2100-01-01"));
    }),
  );
});

test("a month away from the 31st is the next month", () => {
  expect(stepped("month", "2026-01-31", 1)).toBe("2026-02-01");
});

test("the days of a week are seven, from Monday to Sunday", () => {
  const days = daysOf(periodAround("week", "2026-11-20", "2027-01-01"));
  expect(days.map(weekdayOf)).toEqual([1, 2, 3, 4, 5, 6, 7]);
});

test("a day begins at midnight of its zone, also when the clocks change", () => {
  expect(startOfDay("Europe/Moscow", "2026-11-26").toISOString()).toBe("2026-11-25T21:00:00.000Z");
  expect(startOfDay("Europe/Berlin", "2026-03-29").toISOString()).toBe("2026-03-28T23:00:00.000Z");
  expect(startOfDay("Europe/Berlin", "2026-03-30").toISOString()).toBe("2026-03-29T22:00:00.000Z");
  fc.assert(
    fc.property(day, fc.constantFrom("Europe/Berlin", "America/New_York", "Asia/Kolkata", "UTC"), (each, zone) => {
      expect(dayIn(zone, startOfDay(zone, each))).toBe(each);
      expect(dayIn(zone, new Date(startOfDay(zone, each).getTime() - 1000))).toBe(addDays(each, -1));
    }),
  );
});

test("a minute of the day is that of the zone's clock", () => {
  expect(minuteOfDay("Europe/Moscow", new Date("2026-11-26T06:15:00Z"))).toBe(9 * 60 + 15);
});

test("text is a day only if the calendar has it", () => {
  expect(isDay("2026-02-29")).toBe(false);
  expect(isDay("2024-02-29")).toBe(true);
  expect(isDay("26.11.2026")).toBe(false);
});
