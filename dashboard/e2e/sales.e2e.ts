// The page of the head of sales, over a department that was played: live, loud when it cannot be, and fit for every screen.
// That its numbers are right: truth.e2e.ts.
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { Cluster } from "./cluster.js";
import { eventually } from "./processes.js";
import { expectFit, looksAt, Screens } from "./screens.js";

const head = { department: "demo", login: "sales-head" };
const DAY = 86_400_000;

let cluster: Cluster;
let screens: Screens;

beforeAll(async () => {
  cluster = await Cluster.start();
  // Ends when every number is exact; the days lie a month back.
  cluster.ctl("simulate", "--department=demo", "--leads=120", "--days=2", "--speed=0");
  cluster.addLogin(head.department, head.login);
  screens = await Screens.open(cluster.url);
});
afterAll(async () => {
  await screens?.close();
  await cluster?.stop();
});
afterEach(() => screens.clear());

// A day of the played department.
const day = (time: number) => new Intl.DateTimeFormat("en-CA", { timeZone: "Europe/Moscow" }).format(time);
const allDays = { from: day(Date.now() - 60 * DAY), to: day(Date.now()) };
const pathOf = ({ from, to }: { from: string; to: string }, rest = "") => `/?period=range&from=${from}&to=${to}${rest}`;

async function live(page: Page): Promise<void> {
  await page.locator('[data-testid="status"][data-freshness="live"]').waitFor();
}

async function numberOf(page: Page, kpi: string, within = ""): Promise<string | null> {
  return page.locator(`${within} [data-kpi="${kpi}"]`).first().getAttribute("data-value");
}

describe("live", () => {
  it("a change is seen without asking for it", async () => {
    const page = await screens.show(await screens.context(head), pathOf(allDays));
    await live(page);
    const before = Number(await numberOf(page, "leads", '[data-testid="tile-leads"]'));
    cluster.ctl("simulate", "--department=demo", "--leads=3", "--seed=77", "--speed=0");
    await eventually("the tile to have moved", async () => Number(await numberOf(page, "leads", '[data-testid="tile-leads"]')) > before);
  });

  it("the edge that is gone is said loudly within 15 s, and its return is noticed", async () => {
    const page = await screens.show(await screens.context(head), pathOf(allDays));
    await live(page);
    screens.forgiving = true;
    await cluster.kill("gateway");
    await page.locator(".stale-banner").waitFor({ timeout: 15_000 });
    cluster.begin("gateway");
    await cluster.ready();
    await live(page);
    expect(await page.locator(".stale-banner").count()).toBe(0);
  });

  it("the metrics service that is gone is said loudly within 15 s, and its return is noticed", async () => {
    const page = await screens.show(await screens.context(head), pathOf(allDays));
    await live(page);
    screens.forgiving = true;
    await cluster.kill("metrics");
    await page.locator(".stale-banner").waitFor({ timeout: 15_000 });
    cluster.begin("metrics");
    await live(page);
  });

  it("ten tabs of one browser are all live, though it opens six connections", async () => {
    const context = await screens.context(head);
    const pages: Page[] = [];
    for (let tab = 0; tab < 10; ++tab) pages.push(await screens.show(context, pathOf(allDays)));
    for (const page of pages) await live(page);
  }, 180_000);
});

describe("signing in", () => {
  it("is asked for before anything is shown, and refuses a wrong password with a sentence", async () => {
    const page = await screens.show(await screens.context(undefined), "/");
    screens.forgiving = true; // the browser notes the refusal
    await page.getByTestId("sign-in").waitFor();
    await page.locator('input[name="department"]').fill("demo");
    await page.locator('input[name="login"]').fill("sales-head");
    await page.locator('input[name="password"]').fill("not the password");
    await page.keyboard.press("Enter");
    await page.getByRole("alert").filter({ hasText: /\S/ }).first().waitFor();
    expect(await page.getByTestId("sign-in").count()).toBe(1);
  });

  it("a display sees the wall and nothing else", async () => {
    const secret = cluster.ctl("display", "create", "--department=demo", "--name=Зал").match(/\/display\/(\S+)/)?.[1];
    expect(secret).toBeDefined();
    const page = await screens.show(await screens.context(undefined, { width: 1920, height: 1080 }), `/display/${secret}`);
    await page.getByTestId("tv").waitFor();
    const status = await page.evaluate(async () => {
      const answer = await fetch("/zamer.lead.v1.LeadService/ListLeads", { method: "POST", headers: { "content-type": "application/json" }, body: '{"parent":"departments/demo"}' });
      return answer.status;
    });
    screens.complaints.length = 0; // the refusal that was just provoked
    expect(status).toBe(403);
  });
});

describe("every screen", () => {
  it.each(looksAt(390, 1440))("fits and is accessible at $width, $theme, $lang", async (look) => {
    const page = await screens.show(await screens.context(head, { ...look, audited: true }), pathOf(allDays));
    await live(page);
    await page.getByTestId("card-funnel").locator("[data-kpi]").first().waitFor();
    await expectFit(page, "the page", "body");
  });

  it.each(looksAt(1920))("the wall shows its scenes without scrolling, $theme, $lang", async (look) => {
    const page = await screens.show(await screens.context(head, { ...look, height: 1080, audited: true }), "/tv");
    await page.locator('[data-testid="tv"][data-freshness="live"]').waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollHeight - innerHeight)).toBeLessThanOrEqual(0);
    await expectFit(page, "the wall", "body");
  });
});
