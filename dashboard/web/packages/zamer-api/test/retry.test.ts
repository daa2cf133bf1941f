import { Code } from "@connectrpc/connect";
import { describe, expect, it } from "vitest";
import { retried, type RetryOptions } from "../src/index.js";
import { refusal } from "./refusal.js";

const unavailable = refusal(Code.Unavailable, "Redis is out of reach.", { reason: "STORE_UNAVAILABLE" });
const conflict = refusal(Code.Aborted, "Others were faster.", { reason: "CONFLICT" });

// Tries a call that fails with these errors before it answers, and tells what was waited.
async function tryWith(errors: Error[], options: RetryOptions = {}) {
  const waits: number[] = [];
  let calls = 0;
  const sleep = async (milliseconds: number) => void waits.push(milliseconds);
  const call = async () => {
    const error = errors[calls++];
    if (error) throw error;
    return "answer";
  };
  const outcome = await retried(call, { random: () => 1, sleep, ...options }).catch((caught: unknown) => caught);
  return { outcome, calls, waits };
}

describe("a retried call", () => {
  it("is made again after UNAVAILABLE and after ABORTED/CONFLICT, with growing delays", async () => {
    const { outcome, calls, waits } = await tryWith([unavailable, conflict, unavailable]);
    expect(outcome).toBe("answer");
    expect(calls).toBe(4);
    expect(waits).toEqual([200, 400, 800]);
  });

  it("is given up after the last attempt, with its error", async () => {
    const { outcome, calls } = await tryWith([unavailable, unavailable, conflict], { attempts: 3 });
    expect(outcome).toBe(conflict);
    expect(calls).toBe(3);
  });

  it.each([
    ["another's change", refusal(Code.Aborted, "It changed.", { reason: "ETAG_STALE" })],
    ["a refusal", refusal(Code.FailedPrecondition, "Taken.", { reason: "SLOT_TAKEN" })],
    ["too many sign-ins", refusal(Code.ResourceExhausted, "Wait.", { reason: "SIGN_INS_TOO_MANY", retrySeconds: 1 })],
    ["a passed deadline", refusal(Code.DeadlineExceeded, "Too slow.", { reason: "DEADLINE_EXPIRED" })],
  ])("is not made again after %s", async (_, error) => {
    const { outcome, calls } = await tryWith([error]);
    expect(outcome).toBe(error);
    expect(calls).toBe(1);
  });

  it.each(["OVERLOADED", "RATE_LIMITED"])("waits as long as who refuses it for %s asks", async (reason) => {
    const busy = refusal(Code.ResourceExhausted, "Busy.", { reason, retrySeconds: 3 });
    expect((await tryWith([busy])).waits).toEqual([3000]);
  });

  it("is given up rather than begun too late", async () => {
    const later = refusal(Code.Unavailable, "Later.", { reason: "DRAINING", retrySeconds: 60 });
    expect(await tryWith([later])).toMatchObject({ outcome: later, calls: 1, waits: [] });
  });

  it("leaves half of each delay to chance", async () => {
    expect((await tryWith([unavailable], { random: () => 0 })).waits).toEqual([100]);
  });

  it("stops waiting when it is cancelled", async () => {
    const cancel = new AbortController();
    const call = retried(() => Promise.reject(unavailable), { signal: cancel.signal, firstDelay: 5000 });
    cancel.abort(new Error("nobody waits any more"));
    await expect(call).rejects.toThrow();
  });
});
