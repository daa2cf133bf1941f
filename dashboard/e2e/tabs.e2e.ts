// Many tabs of one browser: one stream for all of them, also when the edge goes away and comes back.
import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventually } from "./processes.js";
import { head, leadsOn, letLeadCome, live, pathOfAllDays, playedDepartment } from "./sales_scene.js";
import type { Stage } from "./stage.js";
import { SAID_WITHIN, startTranscript } from "./transcript.js";

const TABS = 10;
// The first waits are at least 0.5, 1, 2, 4 and 7.5 s, so there is no time for more.
const MOST_ATTEMPTS = 5;

let stage: Stage;
let tabs: Page[];
// The tabs that have asked for the stream, each as often as it did.
const attempts: Page[] = [];

beforeAll(async () => {
  stage = await playedDepartment();
  const context = await stage.screens.context(head);
  noteAttempts(context);
  tabs = [];
  for (let tab = 0; tab < TABS; ++tab) tabs.push(await stage.screens.show(context, pathOfAllDays()));
});
afterAll(() => stage.screens.clear());

function noteAttempts(context: BrowserContext): void {
  context.on("request", (request) => {
    if (request.url().endsWith("/WatchBoard")) attempts.push(request.frame().page());
  });
}

async function openStreams(): Promise<number> {
  const exposition = await (await fetch(stage.cluster.expositionUrl("gateway"))).text();
  return Number(exposition.match(/^zamer_edge_open_streams (\d+)$/m)?.[1]);
}

describe("ten tabs of one browser", () => {
  it("are all live with one stream, though the browser opens six connections", async () => {
    await Promise.all(tabs.map(live));
    await eventually("the streams of before to be closed", async () => (await openStreams()) === 1);
  }, 120_000);

  it("say that their numbers are old while the edge is gone, and one of them calls for it, more and more seldom", async () => {
    const before = await leadsOn(tabs[0]!);
    const transcripts = await Promise.all(tabs.map(startTranscript));
    stage.screens.forgiving = true;
    attempts.length = 0;
    await stage.cluster.without("gateway", async () => {
      await letLeadCome(stage.cluster);
      await Promise.all(tabs.map((tab) => tab.locator(".stale-banner").waitFor({ timeout: SAID_WITHIN })));
    });
    await stage.cluster.ready();
    await Promise.all(tabs.map(live));
    for (const transcript of transcripts) {
      expect(await transcript.jsonValue()).toMatchObject([
        { old: false, leads: before },
        { old: true, leads: before },
        { old: false, leads: before + 1 },
      ]);
    }
    expect(new Set(attempts).size).toBe(1);
    expect(attempts.length).toBeLessThanOrEqual(MOST_ATTEMPTS);
    expect(await openStreams()).toBe(1);
  }, 120_000);
});
