// The page of the head of sales, over a department that was played: one truth for page, API and Prometheus, live, loud
// when it cannot be, and fit for every screen.
import { createGrpcTransport } from "@connectrpc/connect-node";
import { bearerToken, metricsClient } from "@zamer/api";
import { Basis, type KpiValue } from "@zamer/api/metrics/v1/kpi_pb";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { kpis } from "../web/src/catalogue.gen.ts";
import { valueOf } from "../web/src/sales/value.ts";
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
  cluster.begin("prometheus");
  screens = await Screens.open(cluster.url);
});
afterAll(async () => {
  await screens?.close();
  await cluster?.stop();
});
afterEach(() => screens.clear());

// A day of the played department.
const day = (time: number) => new Intl.DateTimeFormat("en-CA", { timeZone: "Europe/Moscow" }).format(time);
// What Prometheus calls `30d`.
const lastDays = { from: day(Date.now() - 29 * DAY), to: day(Date.now()) };
const allDays = { from: day(Date.now() - 60 * DAY), to: day(Date.now()) };
const pathOf = ({ from, to }: { from: string; to: string }, rest = "") => `/?period=range&from=${from}&to=${to}${rest}`;
const dateOf = (text: string) => {
  const [year, month, date] = text.split("-").map(Number);
  return { year: year!, month: month!, day: date! };
};

async function valuesOf(period: { from: string; to: string }, basis: Basis): Promise<Map<string, KpiValue>> {
  const token = cluster.token("demo", "sales-head", "SALES_HEAD");
  const metrics = metricsClient(createGrpcTransport({ baseUrl: cluster.serviceUrl("metrics"), interceptors: [bearerToken(() => token)], defaultTimeoutMs: 10_000 }));
  const { rows } = await metrics.queryKpis({
    parent: "departments/demo",
    period: { startDate: dateOf(period.from), endDate: dateOf(period.to) },
    basis,
  });
  return new Map(rows.find(({ date }) => !date)?.values.map((value) => [value.kpi, value]));
}

async function live(page: Page): Promise<void> {
  await page.locator('[data-testid="status"][data-freshness="live"]').waitFor();
}

async function numberOf(page: Page, kpi: string, within = ""): Promise<string | null> {
  return page.locator(`${within} [data-kpi="${kpi}"]`).first().getAttribute("data-value");
}

describe("one truth", () => {
  async function expectPageToSay(period: { from: string; to: string }): Promise<void> {
    for (const [name, basis] of [["event", Basis.EVENT_DATE], ["cohort", Basis.COHORT]] as const) {
      const values = await valuesOf(period, basis);
      const page = await screens.show(await screens.context(head), pathOf(period, `&basis=${name}`));
      await live(page);
      for (const kpi of Object.keys(kpis)) {
        const path = pathOf(period, `&basis=${name}&explain=${kpi}`);
        await page.evaluate((to) => {
          history.pushState(undefined, "", to);
          dispatchEvent(new PopStateEvent("popstate"));
        }, path);
        const number = page.locator(`.explain-number[data-kpi="${kpi}"][data-value]`);
        await number.waitFor();
        const value = values.get(kpi);
        // A share of nothing is not there, as 0/0 beside others or without a row of its own.
        const nothing = ["count", "money"].includes(kpis[kpi]!.unit) ? "0" : "";
        const said = value ? valueOf(value).raw.replace(/^0\/0$/, "") : nothing;
        expect((await number.getAttribute("data-value"))?.replace(/^0\/0$/, ""), `${kpi} by ${name}`).toBe(said);
      }
      await page.context().close();
    }
  }

  it("the page says of every KPI, in both bases, what the API says", () => expectPageToSay(allDays), 240_000);

  it("Prometheus says of every count and share what the API says", async () => {
    const byName = { event: await valuesOf(lastDays, Basis.EVENT_DATE), cohort: await valuesOf(lastDays, Basis.COHORT) };
    const ask = async (query: string) => {
      const answer = await fetch(`${cluster.prometheusUrl}/api/v1/query?${new URLSearchParams({ query })}`);
      const { data } = (await answer.json()) as { data: { result: { value: [number, string] }[] } };
      return data.result.map(({ value }) => value[1]);
    };
    await eventually("Prometheus to have scraped the metrics service", async () => (await ask("zamer_kpi_up == 1")).length > 0);
    for (const [basis, values] of Object.entries(byName)) {
      for (const [kpi, { value }] of values) {
        if (kpi === "market_saturation") continue; // it is of whole months
        const labels = `{department="demo",window="30d",by="all",basis="${basis}"}`;
        if (value.case === "count") expect(await ask(`zamer_${kpi}${labels}`), `${kpi} by ${basis}`).toEqual([String(value.value)]);
        if (value.case !== "ratio") continue;
        expect(await ask(`zamer_${kpi}_num${labels}`), `${kpi} by ${basis}`).toEqual([String(value.value.numerator)]);
        expect(await ask(`zamer_${kpi}_den${labels}`), `${kpi} by ${basis}`).toEqual([String(value.value.denominator)]);
      }
    }
  });

  it("the rows behind a number are as many as it says", async () => {
    const page = await screens.show(await screens.context(head), pathOf(allDays, "&explain=leads"));
    const rows = page.getByTestId("rows-count");
    await rows.waitFor();
    expect(await rows.getAttribute("data-sum")).toBe(await numberOf(page, "leads", ".explain-number, dialog"));
  });

  it("stays one after everything was started again", async () => {
    await cluster.restartAll();
    await expectPageToSay(allDays);
  }, 240_000);
});

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
