import { describe, expect, it } from "vitest";

import { Steps } from "./submission.ts";

interface Sent {
  text: string;
  requestId?: string;
}

// A service that refuses what it is told to.
function service(refused: Set<string>) {
  const sent: Sent[] = [];
  const call = async (request: Sent) => {
    sent.push(request);
    if (refused.has(request.text)) throw new Error("refused");
    return `answer to ${request.text}`;
  };
  return { sent, call };
}

describe("the steps of a form", () => {
  it("that failed are sent again with the same request id, those done are not", async () => {
    const refused = new Set(["next step"]);
    const { sent, call } = service(refused);
    const steps = new Steps();
    const submit = async () => {
      const once = steps.begin();
      return [await once(call, { text: "call" }), await once(call, { text: "next step" })];
    };
    await expect(submit()).rejects.toThrow("refused");
    refused.clear();
    expect(await submit()).toEqual(["answer to call", "answer to next step"]);
    expect(sent.map(({ text }) => text)).toEqual(["call", "next step", "next step"]);
    expect(sent[1]?.requestId).toBe(sent[2]?.requestId);
    expect(sent[0]?.requestId).not.toBe(sent[1]?.requestId);
  });

  it("get another request id when they say something else", async () => {
    const { sent, call } = service(new Set(["tomorrow"]));
    const steps = new Steps();
    await expect(steps.begin()(call, { text: "tomorrow" })).rejects.toThrow();
    await steps.begin()(call, { text: "on Friday" });
    expect(sent[0]?.requestId).not.toBe(sent[1]?.requestId);
  });
});
