import { describe, expect, it } from "vitest";

import { RequestIds } from "./request_ids.ts";

describe("the request ids of a form", () => {
  it("stay while the request does", () => {
    const ids = new RequestIds();
    const request = { name: "departments/d1/leads/l1", talkDuration: { seconds: 60n } };
    expect(ids.of(0, request)).toBe(ids.of(0, { ...request }));
  });

  it("are others for other content, other steps and other forms", () => {
    const ids = new RequestIds();
    const all = [ids.of(0, { note: "a" }), ids.of(0, { note: "b" }), ids.of(1, { note: "a" }), new RequestIds().of(0, { note: "a" })];
    expect(new Set(all).size).toBe(4);
  });

  it("come back when the content does", () => {
    const ids = new RequestIds();
    const first = ids.of(0, { note: "a" });
    ids.of(0, { note: "b" });
    expect(ids.of(0, { note: "a" })).toBe(first);
  });
});
