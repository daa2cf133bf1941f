import { expect, test } from "vitest";

import { binned } from "./SpeedChart.tsx";

test("each duration is counted once, also beyond the ends of the scale", () => {
  const bins = binned([0, 2, 61, 62, 900, 10_000_000]);
  expect(bins.map(({ count }) => count)).toEqual([2, 2, 1, 1]);
  const minute = bins[1]!;
  expect([minute.from < 61, minute.to > 62]).toEqual([true, true]);
});
