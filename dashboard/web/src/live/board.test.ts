import { create } from "@bufbuild/protobuf";
import { ConnectError, Code } from "@connectrpc/connect";
import { type QueryKpisRequest, QueryKpisRequestSchema, QueryKpisResponseSchema, type WatchBoardResponse, WatchBoardResponseSchema } from "@zamer/api/metrics/v1/metrics_service_pb";
import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { createBoard } from "./board.ts";
import type { Source } from "./link.ts";
import { DRAW_PAUSE } from "./pacing.ts";
import type { Note, Tabs } from "./sharing.ts";

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("document", Object.assign(new EventTarget(), { hidden: false }));
  const page = new EventTarget();
  vi.stubGlobal("addEventListener", page.addEventListener.bind(page));
  vi.stubGlobal("removeEventListener", page.removeEventListener.bind(page));
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const query = (kpi: string) => create(QueryKpisRequestSchema, { parent: "departments/d", kpis: [kpi] });
const answer = (kpi: string, count: number) =>
  create(QueryKpisResponseSchema, { rows: [{ values: [{ kpi, value: { case: "count", value: BigInt(count) } }] }] });

// A metrics service whose numbers a test sets: all streams tell them at once.
class Metrics implements Source {
  readonly numbers = new Map<string, number>();
  streams: { queries: readonly QueryKpisRequest[]; tell: (message: WatchBoardResponse) => void; fail: () => void }[] = [];
  down = false;
  polls = 0;

  async *watch(queries: readonly QueryKpisRequest[], signal: AbortSignal): AsyncIterable<WatchBoardResponse> {
    if (this.down) throw new ConnectError("down", Code.Unavailable);
    const waiting: (WatchBoardResponse | undefined)[] = [this.#message(queries)];
    let wake = () => {};
    const stream = {
      queries,
      tell: (message: WatchBoardResponse) => (waiting.push(message), wake()),
      fail: () => (waiting.push(undefined), wake()),
    };
    this.streams.push(stream);
    signal.addEventListener("abort", stream.fail);
    try {
      while (true) {
        while (waiting.length > 0) {
          const message = waiting.shift();
          if (!message) throw new ConnectError("broken", Code.Unavailable);
          yield message;
        }
        await new Promise<void>((resolve) => (wake = resolve));
      }
    } finally {
      this.streams = this.streams.filter((each) => each !== stream);
    }
  }

  async query({ kpis }: QueryKpisRequest) {
    this.polls += 1;
    return answer(kpis[0]!, this.numbers.get(kpis[0]!) ?? 0);
  }

  set(kpi: string, count: number): void {
    this.numbers.set(kpi, count);
    for (const { queries, tell } of this.streams) tell(this.#message(queries));
  }

  breakAll(): void {
    for (const { fail } of [...this.streams]) fail();
  }

  #message(queries: readonly QueryKpisRequest[]) {
    return create(WatchBoardResponseSchema, { answers: queries.map(({ kpis }, index) => ({ query: index, answer: answer(kpis[0]!, this.numbers.get(kpis[0]!) ?? 0) })) });
  }
}

// Tabs of one browser: the first one leads until it is closed.
class Browser {
  #open: { tab: string; listeners: ((note: Note) => void)[]; lead: () => void; gone: (() => void)[] }[] = [];

  tabs(tab: string): Tabs {
    const own = { tab, listeners: [] as ((note: Note) => void)[], lead: () => {}, gone: [] as (() => void)[] };
    this.#open.push(own);
    return {
      tab,
      say: (note) => this.#open.filter((each) => each !== own).forEach(({ listeners }) => listeners.forEach((hear) => hear(structuredClone(note)))),
      onNote: (listener) => own.listeners.push(listener),
      onLead: (lead) => {
        own.lead = lead;
        if (this.#open[0] === own) lead();
      },
      onGone: (other, gone) => this.#open.find((each) => each.tab === other)?.gone.push(gone),
    };
  }

  close(tab: string): void {
    const [closed] = this.#open.splice(this.#open.findIndex((each) => each.tab === tab), 1);
    closed?.gone.forEach((gone) => gone());
    this.#open[0]?.lead();
  }
}

const count = (board: ReturnType<typeof createBoard>, key: string) => board.answers.get().byKey.get(key)?.rows[0]?.values[0]?.value.value;
// Until what was told is passed on, also when something was just before.
const settle = () => vi.advanceTimersByTimeAsync(DRAW_PAUSE);

test("a tab shows what the stream says, and what it says later", async () => {
  const metrics = new Metrics();
  metrics.set("leads", 3);
  const board = createBoard(metrics, undefined);
  board.ask(new Map([["leads", query("leads")]]));
  await settle();
  expect(count(board, "leads")).toBe(3n);
  metrics.set("leads", 4);
  await settle();
  expect(count(board, "leads")).toBe(4n);
});

test("what is no longer asked is no longer known", async () => {
  const board = createBoard(new Metrics(), undefined);
  const stop = board.ask(new Map([["leads", query("leads")]]));
  await settle();
  stop();
  await settle();
  expect(board.answers.get().byKey.size).toBe(0);
});

test("when more is asked, the old stream ends only once the new one has answered", async () => {
  const metrics = new Metrics();
  const board = createBoard(metrics, undefined);
  board.ask(new Map([["leads", query("leads")]]));
  await settle();
  board.ask(new Map([["spend", query("spend")]]));
  await settle();
  await settle();
  expect(metrics.streams.map(({ queries }) => queries.length)).toEqual([2]);
});

test("while the stream cannot be had the numbers are polled, and the stream is taken up again", async () => {
  const metrics = new Metrics();
  const board = createBoard(metrics, undefined);
  board.ask(new Map([["leads", query("leads")]]));
  await settle();
  metrics.down = true;
  metrics.breakAll();
  metrics.numbers.set("leads", 9);
  await settle();
  expect(count(board, "leads")).toBe(9n);
  expect(board.heard.get().mode).toBe("polling");
  metrics.down = false;
  await vi.advanceTimersByTimeAsync(3_000);
  expect(board.heard.get().mode).toBe("stream");
  const { polls } = metrics;
  await vi.advanceTimersByTimeAsync(5_000);
  expect(metrics.polls).toBe(polls);
});

test("a stream that falls silent is opened anew", async () => {
  const metrics = new Metrics();
  const board = createBoard(metrics, undefined);
  board.ask(new Map([["leads", query("leads")]]));
  await settle();
  const [silent] = metrics.streams;
  await vi.advanceTimersByTimeAsync(13_000);
  expect(metrics.streams).not.toContain(silent);
  expect(metrics.streams).toHaveLength(1);
});

test("several tabs share one stream, each with the numbers that it shows", async () => {
  const metrics = new Metrics();
  const browser = new Browser();
  const first = createBoard(metrics, browser.tabs("1"));
  const second = createBoard(metrics, browser.tabs("2"));
  first.ask(new Map([["leads", query("leads")]]));
  second.ask(new Map([["leads", query("leads")], ["spend", query("spend")]]));
  await settle();
  metrics.set("leads", 7);
  await settle();
  expect(metrics.streams).toHaveLength(1);
  expect([count(first, "leads"), count(second, "leads")]).toEqual([7n, 7n]);
  expect(first.answers.get().byKey.has("spend")).toBe(false);
  expect(second.heard.get().mode).toBe("stream");
});

test("when the leading tab is closed, another one goes on", async () => {
  const metrics = new Metrics();
  const browser = new Browser();
  createBoard(metrics, browser.tabs("1")).ask(new Map([["leads", query("leads")]]));
  const second = createBoard(metrics, browser.tabs("2"));
  second.ask(new Map([["leads", query("leads")]]));
  await settle();
  browser.close("1");
  metrics.breakAll();
  await settle();
  await vi.advanceTimersByTimeAsync(1_000);
  metrics.set("leads", 8);
  await settle();
  expect(count(second, "leads")).toBe(8n);
});

test("a tab that asks for too much for one stream has its own", async () => {
  const metrics = new Metrics();
  const browser = new Browser();
  const many = (prefix: string) => new Map(Array.from({ length: 20 }, (_, index) => [`${prefix}${index}`, query(`${prefix}${index}`)]));
  createBoard(metrics, browser.tabs("1")).ask(many("a"));
  const second = createBoard(metrics, browser.tabs("2"));
  second.ask(many("b"));
  await settle();
  await settle();
  expect(metrics.streams).toHaveLength(2);
  metrics.set("b7", 5);
  await settle();
  expect(count(second, "b7")).toBe(5n);
});
