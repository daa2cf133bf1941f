import { expect, test } from "vitest";

import { kindOf, plannable, readAmount } from "./amount.ts";

test("amounts are read as people type them", () => {
  expect(readAmount("count", "52", 100)).toBe(52);
  expect(readAmount("money", "8 400 000,50", 100)).toBe(840_000_050);
  expect(readAmount("money", "1\u00a0500", 100)).toBe(150_000);
  expect(readAmount("share", "62,5 %", 100)).toBe(6250);
});

test("what is no amount of its kind is not read", () => {
  for (const text of ["", "много", "-3", "1.5", "0"]) expect(readAmount("count", text, 100), text).toBeUndefined();
  expect(readAmount("share", "120", 100)).toBeUndefined();
});

test("whatever can be planned is a count, money or a share of the catalogue", () => {
  for (const kpi of Object.values(plannable).flat()) expect(["count", "money", "share"], kpi).toContain(kindOf(kpi));
  expect(kindOf("revenue_net")).toBe("money");
  expect(kindOf("close_rate")).toBe("share");
});
