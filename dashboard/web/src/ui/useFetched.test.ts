import { expect, test } from "vitest";

import { oneAtATime } from "./useFetched.ts";

// Calls that a test answers, one after the other.
function calls() {
  const waiting: (() => void)[] = [];
  const act = () => new Promise<void>((resolve) => waiting.push(resolve));
  const answer = async () => {
    waiting.at(-1)!();
    await new Promise((resolve) => setTimeout(resolve));
  };
  return { waiting, act, answer };
}

test("what is wanted while a call is under way is asked for once after it", async () => {
  const { waiting, act, answer } = calls();
  const run = oneAtATime(act);
  run();
  run();
  run();
  expect(waiting).toHaveLength(1);
  await answer();
  expect(waiting).toHaveLength(2);
  await answer();
  expect(waiting).toHaveLength(2);
});
