import { expect, test } from "vitest";

import { type Ask, union } from "./sharing.ts";

const ask = (tab: string, ...keys: string[]): Ask<string> => ({ tab, queries: new Map(keys.map((key) => [key, key])) });

test("what several tabs show is asked once", () => {
  expect([...union([ask("1", "a", "b"), ask("2", "b", "c")]).queries.keys()]).toEqual(["a", "b", "c"]);
});

test("a tab whose queries do not fit is told so, and those after it that fit are taken", () => {
  const { queries, crowded } = union([ask("1", "a", "b"), ask("2", "c", "d"), ask("3", "a", "e")], 3);
  expect([...queries.keys()]).toEqual(["a", "b", "e"]);
  expect(crowded).toEqual(["2"]);
});
