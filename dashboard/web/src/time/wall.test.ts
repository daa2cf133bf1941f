import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { dayOf, daysAfter, inputOf, instantOf, instantOfInput, startOfDay, wallOf } from "./wall.ts";

const zone = fc.constantFrom("Europe/Moscow", "Asia/Vladivostok", "Europe/Kaliningrad", "America/New_York", "UTC");
const minute = fc
  .integer({ min: Date.UTC(2000, 0), max: Date.UTC(2050, 0) })
  .map((instant) => new Date(Math.floor(instant / 60_000) * 60_000));

describe("a wall clock", () => {
  it("shows the zone's time", () => {
    expect(inputOf(new Date("2026-03-02T21:05:00Z"), "Europe/Moscow")).toBe("2026-03-03T00:05");
  });

  it("is read back to the instant at which it shows the time", () => {
    fc.assert(
      fc.property(minute, zone, (instant, name) => {
        const wall = wallOf(instant, name);
        expect(wallOf(instantOf(wall, name), name)).toEqual(wall);
        expect(instantOf(wall, name).getTime()).toBeLessThanOrEqual(instant.getTime());
      }),
    );
  });

  it("takes the earlier of two times, and moves one that is skipped", () => {
    expect(instantOfInput("2026-11-01T01:30", "America/New_York")).toEqual(new Date("2026-11-01T05:30:00Z"));
    expect(instantOfInput("2026-03-08T02:30", "America/New_York")).toEqual(new Date("2026-03-08T07:30:00Z"));
  });

  it("knows the days of the zone", () => {
    const evening = new Date("2026-03-02T21:05:00Z");
    expect(dayOf(evening, "Europe/Moscow")).toBe("2026-03-03");
    expect(startOfDay(evening, "Europe/Moscow")).toEqual(new Date("2026-03-02T21:00:00Z"));
    expect(startOfDay(evening, "Europe/Moscow", -2)).toEqual(new Date("2026-02-28T21:00:00Z"));
    expect(daysAfter({ year: 2026, month: 2, day: 28, hour: 10, minute: 0 }, 1)).toMatchObject({ month: 3, day: 1, hour: 10 });
  });

  it("does not read what is no time", () => {
    expect(instantOfInput("", "UTC")).toBeUndefined();
    expect(instantOfInput("tomorrow", "UTC")).toBeUndefined();
  });
});
