import { create } from "@bufbuild/protobuf";
import { BoardAnswerSchema, QueryKpisResponseSchema, WatchBoardResponseSchema } from "@zamer/api/metrics/v1/metrics_service_pb";
import fc from "fast-check";
import { expect, test } from "vitest";

import { type Answers, keptOnly, nothing, withMessage } from "./answers.ts";

const keys = ["a", "b", "c", "d"];

const answer = (count: number) =>
  create(QueryKpisResponseSchema, { rows: [{ values: [{ kpi: "leads", value: { case: "count", value: BigInt(count) } }] }] });

const message = (counts: ReadonlyMap<number, number>) =>
  create(WatchBoardResponseSchema, {
    answers: [...counts].map(([query, count]) => create(BoardAnswerSchema, { query, answer: answer(count) })),
  });

const shown = (answers: Answers) => Object.fromEntries([...answers.byKey].sort().map(([key, { rows }]) => [key, rows[0]?.values[0]?.value.value]));

const changes = fc.array(fc.dictionary(fc.integer({ min: 0, max: 3 }).map(String), fc.nat(50)));

test("the first message with all changes after it is what a fresh stream would begin with", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(50), { minLength: 4, maxLength: 4 }), changes, (first, later) => {
      const truth = [...first];
      let known = withMessage(nothing, keys, message(new Map(first.map((count, query) => [query, count]))));
      for (const delta of later) {
        const counts = new Map(Object.entries(delta).map(([query, count]) => [Number(query), count]));
        for (const [query, count] of counts) truth[query] = count;
        known = withMessage(known, keys, message(counts));
      }
      const fresh = withMessage(nothing, keys, message(new Map(truth.map((count, query) => [query, count]))));
      expect(shown(known)).toEqual(shown(fresh));
    }),
  );
});

test("a heartbeat changes no answer, not even its identity", () => {
  const known = withMessage(nothing, keys, message(new Map([[0, 1]])));
  expect(withMessage(known, keys, message(new Map())).byKey).toBe(known.byKey);
});

test("an answer to a query that was not asked is passed over", () => {
  expect(withMessage(nothing, ["a"], message(new Map([[7, 1]]))).byKey.size).toBe(0);
});

test("what nobody asks for any more is forgotten", () => {
  const known = withMessage(nothing, keys, message(new Map([[0, 1], [1, 2]])));
  expect(shown(keptOnly(known, new Set(["b"])))).toEqual({ b: 2n });
});
