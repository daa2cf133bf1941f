import { create } from "@bufbuild/protobuf";
import { QueryKpisResponseSchema } from "@zamer/api/metrics/v1/metrics_service_pb";
import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { DRAW_PAUSE, paced } from "./pacing.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const answer = (count: number) =>
  create(QueryKpisResponseSchema, { rows: [{ values: [{ kpi: "leads", value: { case: "count", value: BigInt(count) } }] }] });

// What was passed on, as key and count.
function listener() {
  const heard: [string, bigint][][] = [];
  const tell = paced((news) => heard.push([...news].map(([key, { rows }]) => [key, rows[0]!.values[0]!.value.value as bigint])));
  return { heard, tell: (key: string, count: number) => tell(new Map([[key, answer(count)]]), undefined, "stream") };
}

test("a single change is passed on at once", () => {
  const { heard, tell } = listener();
  tell("a", 1);
  expect(heard).toEqual([[["a", 1n]]]);
});

test("of a flood the newest of each is passed on, together", () => {
  const { heard, tell } = listener();
  for (let count = 1; count <= 100; ++count) tell("a", count);
  tell("b", 7);
  expect(heard).toHaveLength(1);
  vi.advanceTimersByTime(DRAW_PAUSE);
  expect(heard.slice(1)).toEqual([[["a", 100n], ["b", 7n]]]);
});

test("nothing is passed on twice, and what comes after a pause is at once again", () => {
  const { heard, tell } = listener();
  tell("a", 1);
  vi.advanceTimersByTime(3 * DRAW_PAUSE);
  expect(heard).toHaveLength(1);
  tell("a", 2);
  expect(heard).toHaveLength(2);
});
