import { create } from "@bufbuild/protobuf";
import { Lead_State } from "@zamer/api/lead/v1/lead_pb";
import { CountLeadsResponseSchema } from "@zamer/api/lead/v1/lead_service_pb";
import { describe, expect, it } from "vitest";

import { leadNumbers } from "./numbers.ts";

describe("one's own numbers", () => {
  it("count leads by where they stand, those merged into others not again", () => {
    const answer = create(CountLeadsResponseSchema, {
      states: [
        { state: Lead_State.LOST, count: 2n },
        { state: Lead_State.NEW, count: 3n },
        { state: Lead_State.MERGED, count: 7n },
      ],
    });
    expect(leadNumbers(answer)).toEqual({ total: 5, states: [[Lead_State.NEW, 3], [Lead_State.LOST, 2]] });
  });
});
