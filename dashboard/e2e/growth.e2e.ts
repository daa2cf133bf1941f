// A working day at speed under the open page: what was taken for it is given back.
import { readFileSync } from "node:fs";
import type { CDPSession, Page } from "playwright-core";
import { afterEach, beforeAll, expect, it } from "vitest";
import { eventually } from "./processes.js";
import { head, leadsOn, live, pathOfAllDays, playedDepartment } from "./sales_scene.js";
import type { Stage } from "./stage.js";

// From midnight to midnight in half a minute, with the leads of a large department.
const SPEED = 2880;
const SECONDS = 30;
const LEADS = 200;
// The second half of the day is like the first, so what is kept after the first half is all that is ever needed: caches
// are warm, every part of the page has been there. A tenth is for what the page shows more of and for the allocators.
const MOST_GROWTH = 1.1;

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

it("a working day leaves neither the page nor the edge larger than half of it did", async () => {
  const context = await stage.screens.context(head);
  const page = await stage.screens.show(context, pathOfAllDays());
  await live(page);
  const before = await leadsOn(page);
  const session = await context.newCDPSession(page);
  const day = stage.cluster.beginCtl("simulate", "--department=demo", "--seed=2", `--leads=${LEADS}`, `--speed=${SPEED}`, `--duration=${SECONDS}`);
  const measured: Kept[] = [];
  for (const part of [0.5, 1]) {
    await eventually("the day to go on", async () => {
      await use(page);
      return day.ended || (await leadsOn(page)) - before >= part * LEADS;
    });
    measured.push(await kept(session));
  }
  const [middle, end] = measured;
  console.info(`kept after half a day ${JSON.stringify(middle)}, after the day ${JSON.stringify(end)}`);
  await eventually("the day to be over", () => day.ended);
  const came = Number(day.log.match(/^leads +(\d+)/m)?.[1]);
  await eventually("the page to show all of it", async () => (await leadsOn(page)) === before + came);
  for (const [what, size] of Object.entries(end!)) expect(size, what).toBeLessThan(middle![what as keyof Kept] * MOST_GROWTH);
}, 120_000);
