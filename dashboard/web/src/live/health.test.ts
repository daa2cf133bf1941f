import { expect, test } from "vitest";

import { freshness, heardNow, unheard } from "./health.ts";

test("numbers are live for two heartbeats, and stale after that", () => {
  const heard = heardNow("stream", 1_000_000);
  expect(freshness(heard, 1_010_000, 0)).toBe("live");
  expect(freshness(heard, 1_011_001, 0)).toBe("stale");
});

test("polled numbers hold for two polls", () => {
  const heard = heardNow("polling", 1_000_000);
  expect(freshness(heard, 1_020_000, 0)).toBe("polled");
  expect(freshness(heard, 1_022_000, 0)).toBe("stale");
});

test("a page that has never heard anything waits a while, then says so", () => {
  expect(freshness(unheard, 5_000, 0)).toBe("waiting");
  expect(freshness(unheard, 15_000, 0)).toBe("stale");
});
