import { expect, test } from "vitest";

import { fewAtOnce } from "./few_at_once.ts";

test("each is asked for once, never more than so many at a time, and the answers keep the order", async () => {
  let now = 0;
  let most = 0;
  const answers = await fewAtOnce([5, 1, 3, 2, 4], 2, async (item) => {
    most = Math.max(most, ++now);
    for (let turn = 0; turn < item; ++turn) await Promise.resolve();
    --now;
    return item * 10;
  });
  expect(answers).toEqual([50, 10, 30, 20, 40]);
  expect(most).toBe(2);
});

test("a failure is the caller's", async () => {
  await expect(fewAtOnce([1, 2], 2, () => Promise.reject(new Error("refused")))).rejects.toThrow("refused");
});
