import { describe, expect, it } from "vitest";

import { isWithin } from "./limit.ts";

describe("a duration is within the limit as the metrics service counts it", () => {
  it.each([
    [300, 299.9, true],
    [300, 300.9, true],
    [300, 301, false],
    [3600, 3659, true],
    [3600, 3660, false],
    [59, 3600, false],
  ])("limit %i s, duration %f s: %s", (limit, duration, within) => {
    expect(isWithin(limit, duration)).toBe(within);
  });
});
