// Working days at speed under the open page: what was taken for one is given back.
import { readFileSync } from "node:fs";
import type { CDPSession, Page } from "playwright-core";
import { afterEach, beforeAll, expect, it } from "vitest";
import { eventually } from "./processes.js";
import { head, leadsOn, live, pathOfAllDays, playedDepartment } from "./sales_scene.js";
import type { Stage } from "./stage.js";

// From midnight to midnight in a quarter of a minute, with the leads of a large department.
const DAY = ["--days=1", "--leads=120", "--speed=5760", "--duration=15"];
// What is kept after a first day is all that is ever needed: caches are warm, every part of the page has been there. Of
// seven days in a row each was within a tenth of the one before, more or less, with no trend; twice that is a leak.
const MOST_GROWTH = 1.2;

let stage: Stage;

beforeAll(async () => {
  stage = await playedDepartment();
});
afterEach(() => stage.screens.clear());

interface Kept {
  // Bytes of the page's heap after a collection.
  heap: number;
  nodes: number;
  listeners: number;
  // Bytes of the edge that are its own.
  edge: number;
}

// The least of several looks: what is under way comes and goes.
async function kept(page: CDPSession): Promise<Kept> {
  const looks: Kept[] = [];
  for (let look = 0; look < 5; ++look) looks.push(await keptNow(page));
  const least = (what: keyof Kept) => Math.min(...looks.map((look) => look[what]));
  return { heap: least("heap"), nodes: least("nodes"), listeners: least("listeners"), edge: least("edge") };
}

async function keptNow(page: CDPSession): Promise<Kept> {
  await page.send("HeapProfiler.collectGarbage");
  const { usedSize: heap } = await page.send("Runtime.getHeapUsage");
  const { nodes, jsEventListeners: listeners } = await page.send("Memory.getDOMCounters");
  const status = readFileSync(`/proc/${stage.cluster.pid("gateway")}/status`, "utf8");
  return { heap, nodes, listeners, edge: Number(status.match(/^RssAnon:\s+(\d+) kB$/m)?.[1]) * 1024 };
}

// What somebody does who has the page open all day: the network comes and goes, a number is looked at and left.
async function use(page: Page): Promise<void> {
  for (const explained of ["leads", undefined]) {
    await page.evaluate((explained) => {
      dispatchEvent(new Event("online"));
      const path = new URL(location.href);
      if (explained) path.searchParams.set("explain", explained);
      else path.searchParams.delete("explain");
      history.replaceState(undefined, "", path);
      dispatchEvent(new PopStateEvent("popstate"));
    }, explained);
    if (explained) await page.locator(`.explain-number[data-kpi="${explained}"][data-value]`).waitFor();
  }
}

// A day, used to its end; gives what is kept once the page shows all of it.
async function liveThrough(page: Page, session: CDPSession, seed: number): Promise<Kept> {
  const before = await leadsOn(page);
  const day = stage.cluster.beginCtl("simulate", "--department=demo", `--seed=${seed}`, ...DAY);
  while (!day.ended) await use(page);
  const came = Number(day.log.match(/^leads +(\d+)/m)?.[1]);
  await eventually("the page to show all of the day", async () => (await leadsOn(page)) === before + came);
  return kept(session);
}

it("a second working day leaves neither the page nor the edge larger than the first", async () => {
  const context = await stage.screens.context(head);
  const page = await stage.screens.show(context, pathOfAllDays());
  await live(page);
  const session = await context.newCDPSession(page);
  const first = await liveThrough(page, session, 2);
  const second = await liveThrough(page, session, 3);
  console.info(`kept after a day ${JSON.stringify(first)}, after another ${JSON.stringify(second)}`);
  for (const what of ["heap", "nodes", "listeners", "edge"] as const) expect(second[what], what).toBeLessThan(first[what] * MOST_GROWTH);
}, 180_000);
