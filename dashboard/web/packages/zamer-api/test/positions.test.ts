import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Positions } from "../src/index.js";

describe("positions", () => {
  it("keeps the newest of each service and partition", () => {
    const positions = new Positions();
    positions.note("lead/3/1700000000000-2");
    positions.note("lead/3/1700000000000-10");
    positions.note("lead/3/1700000000000-9");
    positions.note("lead/4/5-0, scheduling/3/7-1");
    expect(positions.all()).toEqual(["lead/3/1700000000000-10", "lead/4/5-0", "scheduling/3/7-1"]);
  });

  it("leaves what is no position alone", () => {
    const positions = new Positions();
    positions.note(null);
    positions.note("");
    positions.note("nonsense");
    expect(positions.all()).toEqual([]);
  });

  it("sends no more than a service looks at, the last noted ones", () => {
    const positions = new Positions();
    for (let partition = 0; partition < 12; ++partition) positions.note(`lead/${partition}/1-0`);
    expect(positions.all()).toHaveLength(8);
    expect(positions.all().at(-1)).toBe("lead/11/1-0");
  });

  it("comes to the same whatever the order in which answers arrive", () => {
    const cursor = fc.tuple(fc.nat(1000), fc.nat(20)).map(([time, number]) => `lead/0/${time}-${number}`);
    const newestOf = (order: string[]) => {
      const positions = new Positions();
      for (const position of order) positions.note(position);
      return positions.all();
    };
    fc.assert(
      fc.property(fc.array(cursor, { minLength: 1 }), (order) => {
        expect(newestOf([...order].reverse())).toEqual(newestOf(order));
      }),
    );
  });
});
