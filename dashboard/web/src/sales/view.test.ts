import fc from "fast-check";
import { expect, test } from "vitest";

import { addDays } from "./period.ts";
import { type View, readView, steps, writeView } from "./view.ts";

const day = fc.integer({ min: 0, max: 20_000 }).map((count) => addDays("1990-01-01", count));
const split = fc.constantFrom("channel" as const, "city" as const, "lead_manager" as const, "designer" as const);
const noKeys = { requiredKeys: [] };

const chosen = fc.oneof(
  fc.record({ kind: fc.constantFrom("today" as const, "week" as const, "month" as const), on: day }, { requiredKeys: ["kind"] }),
  fc.tuple(day, fc.integer({ min: 0, max: 1000 })).map(([start, more]) => ({ kind: "range" as const, range: { start, end: addDays(start, more) } })),
);

const explained = fc.record(
  {
    kpi: fc.string({ minLength: 1 }),
    part: fc.constantFrom("numerator" as const, "denominator" as const, "within" as const, "unknown" as const),
    of: fc.record({ split: fc.oneof(split, fc.constant("loss_reason" as const)), value: fc.string() }),
    hour: fc.string({ minLength: 1 }),
    state: fc.integer({ min: 1 }),
    window: fc.constantFrom("today" as const, "before" as const, "month" as const),
  },
  { requiredKeys: ["kpi", "part"] },
);

const view = fc
  .tuple(
    chosen,
    fc.record({ basis: fc.constantFrom("event" as const, "cohort" as const) }),
    fc.record({ city: fc.string(), channel: fc.string(), person: fc.string(), plan: fc.string(), split, step: fc.constantFrom(...steps), lost: fc.constant(true as const), explain: explained }, noKeys),
  )
  .map((parts) => Object.assign({}, ...parts) as View);

test("what is written into the address is read from it again", () => {
  fc.assert(
    fc.property(view, (each) => {
      expect(readView(writeView(each))).toEqual(each);
    }),
  );
});

test("what is not the page's own stays in the address", () => {
  expect(writeView({ kind: "week", basis: "event" }, "?lang=en&city=x")).toBe("?lang=en&period=week");
});

test("an address that makes no sense shows this week", () => {
  expect(readView("?period=fortnight&from=x&basis=y&split=z")).toEqual({ kind: "week", basis: "event" });
  expect(readView("?period=range&from=2026-02-30&to=2026-03-01")).toEqual({ kind: "week", basis: "event" });
  expect(readView("?period=range&from=2026-03-02&to=2026-03-01")).toEqual({ kind: "week", basis: "event" });
});

test("a filter on what is not given is not the same as no filter", () => {
  expect(readView("?city=").city).toBe("");
  expect(readView("").city).toBeUndefined();
});
