import { Code, ConnectError } from "@connectrpc/connect";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { followed } from "../src/index.js";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

// Streams that follow one another: the messages of each, and how it goes on after them.
type Stream = { messages: number[]; every?: number; then: Error | "end" | "silence" };

async function* play({ messages, every, then }: Stream, signal: AbortSignal) {
  for (const message of messages) {
    if (every) await new Promise((resolve) => setTimeout(resolve, every));
    yield message;
  }
  if (then === "silence") {
    await new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
  }
  if (then instanceof Error) throw then;
}

function follow(streams: Stream[]) {
  const end = new AbortController();
  const got: number[] = [];
  let lost = 0;
  const done = followed({
    open: (signal) => play(streams.shift() ?? { messages: [], then: "silence" }, signal),
    onMessage: (message) => got.push(message),
    onLost: () => ++lost,
    signal: end.signal,
  });
  return { end, got, done, lost: () => lost };
}

describe("a followed stream", () => {
  it("is opened again when it ends or breaks", async () => {
    const { end, got, done, lost } = follow([
      { messages: [1, 2], then: "end" },
      { messages: [3], then: new ConnectError("draining", Code.Unavailable) },
      { messages: [4], then: "silence" },
    ]);
    await vi.advanceTimersByTimeAsync(5000);
    expect(got).toEqual([1, 2, 3, 4]);
    expect(lost()).toBe(1);
    end.abort();
    await done;
  });

  it("counts as lost when it falls silent", async () => {
    const { end, got, done, lost } = follow([
      { messages: [1], then: "silence" },
      { messages: [2], then: "silence" },
    ]);
    await vi.advanceTimersByTimeAsync(14_900);
    expect(got).toEqual([1]);
    await vi.advanceTimersByTimeAsync(2000);
    expect(got).toEqual([1, 2]);
    expect(lost()).toBe(1);
    end.abort();
    await done;
  });

  it("lives as long as it beats", async () => {
    const { end, got, done, lost } = follow([{ messages: [1, 2, 3, 4, 5], every: 10_000, then: "silence" }]);
    await vi.advanceTimersByTimeAsync(51_000);
    expect(got).toEqual([1, 2, 3, 4, 5]);
    expect(lost()).toBe(0);
    end.abort();
    await done;
  });

  it("is opened more and more seldom while it does not work", async () => {
    const broken = Array.from({ length: 50 }, (): Stream => ({ messages: [], then: new Error("no connection") }));
    const { end, done, lost } = follow(broken);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(lost()).toBeGreaterThan(4);
    expect(lost()).toBeLessThan(14);
    end.abort();
    await done;
  });

  it.each([
    [0, 2],
    [0.99, 1],
  ])("is opened again earlier by one browser than by another, so that they do not all come at once (%f)", async (random, times) => {
    vi.spyOn(Math, "random").mockReturnValue(random);
    const { end, done, lost } = follow(Array.from({ length: 3 }, (): Stream => ({ messages: [], then: new Error("no connection") })));
    await vi.advanceTimersByTimeAsync(700);
    expect(lost()).toBe(times);
    end.abort();
    await done;
  });

  it("is given up when it is refused for good", async () => {
    const { done } = follow([{ messages: [], then: new ConnectError("not yours", Code.PermissionDenied) }]);
    await expect(done).rejects.toThrow("not yours");
  });

  it("ends when nobody wants it any more", async () => {
    const { end, done, lost } = follow([{ messages: [1], then: "silence" }]);
    await vi.advanceTimersByTimeAsync(100);
    end.abort();
    await done;
    expect(lost()).toBe(0);
  });
});
