import fc from "fast-check";
import { expect, test } from "vitest";

import { verdict, wilson } from "./wilson.ts";

test("41 of 97 lies between 33 % and 52 %", () => {
  const { lower, upper } = wilson(41, 97)!;
  expect(lower).toBeCloseTo(0.3292, 3);
  expect(upper).toBeCloseTo(0.5221, 3);
});

test("41 of 97 is below a norm of 55 %; 9 of 22 says nothing", () => {
  expect(verdict(97, wilson(41, 97), 0.55)).toBe("below");
  expect(verdict(22, wilson(9, 22), 0.9)).toBe("few");
  expect(verdict(97, wilson(41, 97), 0.5)).toBe("same");
  expect(verdict(970, wilson(700, 970), 0.5)).toBe("above");
});

test("an interval holds its rate and lies between 0 and 1", () => {
  fc.assert(
    fc.property(fc.nat(100_000), fc.nat(100_000), (a, b) => {
      const [k, n] = [Math.min(a, b), Math.max(a, b, 1)];
      const { lower, upper } = wilson(k, n)!;
      expect(lower).toBeGreaterThanOrEqual(0);
      expect(lower).toBeLessThanOrEqual(k / n + 1e-12);
      expect(upper).toBeGreaterThanOrEqual(k / n - 1e-12);
      expect(upper).toBeLessThanOrEqual(1);
    }),
  );
});

test("there is no interval of nothing, or of more than all", () => {
  expect(wilson(0, 0)).toBeUndefined();
  expect(wilson(3, 2)).toBeUndefined();
  expect(wilson(-1, 2)).toBeUndefined();
});
