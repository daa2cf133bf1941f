import { expect, test } from "vitest";

import { byReason, countsOf, lostOf } from "./lost.ts";

const passed = {
  phones: new Set(["phone", "booked", "met", "signed"]),
  bookings: new Set(["booked", "met"]),
  meetings_held: new Set(["met", "walked in", "signed"]),
  contracts: new Set(["signed"]),
};

test("a lead is lost before the step after the furthest one that it passed", () => {
  const lost = lostOf(["new", "phone", "booked", "met", "walked in", "signed"], passed, {});
  expect(Object.fromEntries(lost.map(({ lead, before }) => [lead, before]))).toEqual({
    new: "phones",
    phone: "bookings",
    booked: "meetings_held",
    met: "contracts",
    "walked in": "contracts",
    signed: "hand_overs",
  });
});

test("where history does not know the next step, nobody guesses", () => {
  const unknown = { phones: new Set(["imported"]), bookings: new Set(["phone", "met"]) };
  const lost = lostOf(["imported", "phone", "met"], passed, unknown);
  expect(lost.map(({ before }) => before)).toEqual(["unknown", "unknown", "contracts"]);
});

test("reasons are counted by step, the most frequent first, and add up", () => {
  const lost = lostOf(["a", "b", "phone", "met"], passed, {});
  const reasons: Record<string, string> = { a: "price", b: "price", phone: "timing", met: "" };
  const rows = byReason(lost, (lead) => reasons[lead]!);
  expect(rows.map(({ reason, all }) => [reason, all])).toEqual([["price", 2], ["", 1], ["timing", 1]]);
  expect(rows[0]!.counts.get("phones")).toBe(2);
  expect([...countsOf(lost).values()].reduce((sum, n) => sum + n, 0)).toBe(4);
});
