import { create } from "@bufbuild/protobuf";
import { timestampFromMs } from "@bufbuild/protobuf/wkt";
import { LeadSchema } from "@zamer/api/lead/v1/lead_pb";
import { WatchLeadsResponseSchema } from "@zamer/api/lead/v1/lead_service_pb";
import { describe, expect, it } from "vitest";

import { inOrderOfWork, withMessage } from "./own_leads.ts";

const lead = (name: string, times: { waiting?: number; next?: number } = {}) =>
  create(LeadSchema, {
    name,
    ...(times.waiting !== undefined && { waitingSinceTime: timestampFromMs(times.waiting) }),
    ...(times.next !== undefined && { nextStepTime: timestampFromMs(times.next) }),
  });
const message = (what: Parameters<typeof create<typeof WatchLeadsResponseSchema>>[1]) => create(WatchLeadsResponseSchema, what);

describe("a watched list", () => {
  it("is what the stream has told so far", () => {
    let known = withMessage(new Map(), message({ snapshot: true, leads: [lead("a"), lead("b")] }));
    known = withMessage(known, message({ leads: [lead("b", { next: 5 }), lead("c")], left: ["a", "unheard of"] }));
    expect([...known.keys()]).toEqual(["b", "c"]);
    expect(known.get("b")?.nextStepTime).toBeDefined();
  });

  it("begins anew with a snapshot", () => {
    const known = withMessage(new Map([["old", lead("old")]]), message({ snapshot: true, leads: [lead("new")] }));
    expect([...known.keys()]).toEqual(["new"]);
  });

  it("has who waits before who has a step, and who has none last", () => {
    const order = inOrderOfWork([lead("none"), lead("tomorrow", { next: 200 }), lead("now", { next: 100 }), lead("waits", { waiting: 90, next: 10 }), lead("waits longest", { waiting: 50 })]);
    expect(order.map(({ name }) => name)).toEqual(["waits longest", "waits", "now", "tomorrow", "none"]);
  });
});
