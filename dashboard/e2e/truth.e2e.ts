// One truth: what the page says, what the API says, what Prometheus says and what every expression of Grafana's
// dashboards makes of it, for every KPI; after everything was started again too.
import type { Locator, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { withValues } from "../catalogue/check/promql.ts";
import { Prometheus } from "../catalogue/check/prometheus.ts";
import { questions } from "../grafana/src/dashboards.ts";
import type { Query } from "../grafana/src/panels.ts";
import { kpis } from "../web/src/catalogue.gen.ts";
import { type Value, valueOf } from "../web/src/sales/value.ts";
import type { Part } from "../web/src/sales/view.ts";
import { formatsFor } from "../web/src/ui/format.ts";
import { isOfNothing, type Samples, samplesOf, seriesOf, shownOf } from "./exposition.js";
import { eventually } from "./processes.js";
import { Screens } from "./screens.js";
import { type Answer, bases, dimensions, periodOf, settled, windowNames } from "./truth_answers.js";
import { HEAD, TruthScene } from "./truth_scene.js";

type Basis = keyof typeof bases;

let scene: TruthScene;
let screens: Screens;
let prometheus: Prometheus;

beforeAll(async () => {
  scene = await TruthScene.open();
  scene.cluster.begin("prometheus");
  prometheus = new Prometheus(scene.cluster.prometheusUrl);
  screens = await Screens.open(scene.cluster.url);
});
afterAll(async () => {
  await screens?.close();
  await scene?.close();
});
afterEach(() => screens.clear());

const lately = () => periodOf("30d", scene);
const explained = (kpi: string, basis: Basis) => {
  const { from, to } = lately();
  return `/?period=range&from=${from}&to=${to}&basis=${basis}&explain=${kpi}`;
};

async function expectPageToSayWhatTheApiSays(basis: Basis): Promise<void> {
  const values = new Map((await scene.ask(lately(), bases[basis]))[0]?.values.map((value) => [value.kpi, value]));
  // On a phone, where a browser has least to draw around the number.
  const page = await screens.show(await screens.context(HEAD, { width: 390 }), explained("leads", basis));
  await page.locator('[data-testid="status"][data-freshness="live"]').waitFor();
  for (const kpi of Object.keys(kpis)) {
    const number = await explain(page, kpi, explained(kpi, basis));
    const value = valueOf(values.get(kpi)!);
    // A share of nothing may be there as 0/0.
    const raw = (await number.getAttribute("data-value"))?.replace(/^0\/0$/, "");
    expect(raw, `${kpi} by ${basis}`).toBe(value.raw.replace(/^0\/0$/, ""));
    const text = spaced((await number.textContent())!);
    expect(text.slice(0, spaced(textOf(value)).length), `${kpi} by ${basis}`).toBe(spaced(textOf(value)));
  }
}

// The number of a KPI, once it is there.
async function explain(page: Page, kpi: string, path: string): Promise<Locator> {
  await page.evaluate((to) => {
    history.pushState(undefined, "", to);
    dispatchEvent(new PopStateEvent("popstate"));
  }, path);
  const number = page.locator(`.explain-number[data-kpi="${kpi}"][data-value]`);
  await number.waitFor();
  return number;
}

// A KPI of each kind, with what the rows of each of its parts must add up to.
const ROWS: [kpi: string, part: Part, amount: (value: Value) => number | undefined][] = [
  ["leads", "numerator", (value) => (value.kind === "count" ? value.count : undefined)],
  ["close_rate", "numerator", (value) => (value.kind === "ratio" ? value.k : undefined)],
  ["close_rate", "denominator", (value) => (value.kind === "ratio" ? value.n : undefined)],
  ["revenue_net", "numerator", (value) => (value.kind === "money" ? value.minorUnits : undefined)],
  ["average_contract", "numerator", (value) => (value.kind === "cost" ? value.total : undefined)],
  ["average_contract", "denominator", (value) => (value.kind === "cost" ? value.of : undefined)],
  ["speed_to_attempt", "numerator", (value) => (value.kind === "duration" ? value.count : undefined)],
  ["attempts_per_lead", "numerator", (value) => (value.kind === "spread" ? value.count : undefined)],
];

const formats = formatsFor("ru", "Europe/Moscow");
// Languages have spaces of several widths.
const spaced = (text: string) => text.replace(/\s/g, " ");

// What a person reads.
function textOf(value: Value): string {
  switch (value.kind) {
    case "count":
      return formats.count(value.count);
    case "money":
      return formats.money(value.minorUnits, value.currency);
    case "cost":
      return value.minorUnits === undefined ? "—" : formats.money(value.minorUnits, value.currency);
    case "ratio":
      return value.rate === undefined ? "—" : formats.share(value.rate);
    case "duration":
      return value.p50 === undefined ? "—" : formats.duration(value.p50);
    case "spread":
      return String(value.p50 ?? "—");
  }
}

function expectSame(actual: Samples, expected: Samples, where: string, precision: number): void {
  const isSame = (series: string) => {
    const [a, b] = [actual.get(series), expected.get(series)];
    return a !== undefined && b !== undefined && Math.abs(a - b) <= precision * Math.max(1, Math.abs(b));
  };
  const different = [...new Set([...actual.keys(), ...expected.keys()])].filter((series) => !isSame(series));
  expect(different.map((series) => `${series}: ${actual.get(series)}, not ${expected.get(series)}`), where).toEqual([]);
}

// The last part of a resource's name, or a value that is no name.
const bare = (name: string) => name.split("/").at(-1)!;

function exposed({ window, basis, by, rows }: Answer): Samples {
  const monthlyToo = window === "month" && basis === "event" && ["all", "city"].includes(by);
  const samples = rows.flatMap((row) => [...samplesOf(row, { window, basis, by, ...(by !== "all" && { [by]: bare(row.dimensionValues[0]!) }) })]);
  return new Map(samples.filter(([series]) => monthlyToo || !series.startsWith("zamer_market_saturation")));
}

async function scraped(time: number): Promise<Samples> {
  const samples = await prometheus.now('{__name__=~"zamer_.+",department="demo",by!="",window!=""}', time);
  // Nothing unknown is only said where something might be.
  const telling = samples.filter(({ metric, value }) => value !== 0 || !metric.__name__!.endsWith("_unknown"));
  return new Map(telling.map(({ metric: { __name__, department, instance, job, service, ...labels }, value }) => [seriesOf(__name__!, labels), value]));
}

// With everything chosen at the top of the dashboard.
function exprOf({ expr }: Query, window: string, basis: string): string {
  const all = Object.fromEntries(Object.keys(dimensions).map((name) => [name, ".*"]));
  return withValues(expr, { ...all, department: "demo", window, basis });
}

async function answerOf(expr: string, time: number): Promise<Samples> {
  const samples = await prometheus.now(expr, time);
  return new Map(samples.map(({ metric: { department, ...labels }, value }) => [seriesOf("", labels), value]));
}

function shownBy({ shows }: Query, answers: Answer[], window: string, basis: string): Samples {
  const samples: Samples = new Map();
  for (const { kpi, part, by = "all", labels, ...fixed } of shows!) {
    const asked = { window, basis, ...fixed };
    const { rows } = answers.find((each) => each.window === asked.window && each.basis === asked.basis && each.by === by)!;
    for (const row of rows) {
      const value = shownOf(part, row.values.find((each) => each.kpi === kpi)!);
      const own = by === "all" ? {} : { [by]: bare(row.dimensionValues[0]!) || "не указан" };
      if (value !== undefined) samples.set(seriesOf("", { ...labels, ...own }), value);
    }
  }
  return samples;
}

function everybodySaysTheSame(): void {
  it("the page says of every KPI, in both bases, what the API says", async () => {
    await settled(scene, prometheus);
    await Promise.all([expectPageToSayWhatTheApiSays("event"), expectPageToSayWhatTheApiSays("cohort")]);
  }, 240_000);

  it("Prometheus says of every KPI what the API says, in every window, basis and dimension, and nothing else", async () => {
    const { answers, scrape } = await settled(scene, prometheus);
    const expected: Samples = new Map(answers.flatMap((answer) => [...exposed(answer)]));
    expectSame(await scraped(scrape), expected, "Prometheus", 1e-12);
  });

  it("Grafana shows by every expression what the API says, whatever is chosen", async () => {
    const { answers, scrape } = await settled(scene, prometheus);
    const asked = questions().filter(({ query }) => query.shows);
    for (const window of windowNames) {
      for (const basis of Object.keys(bases)) {
        await Promise.all(asked.map(async ({ where, query }) => {
          const expr = exprOf(query, window, basis);
          // The ends of intervals are made of rounded constants there.
          expectSame(await answerOf(expr, scrape), shownBy(query, answers, window, basis), `${where}: ${expr}`, 1e-6);
        }));
      }
    }
  });

  it("the rows behind a number of each kind add up to what the API says", async () => {
    const values = new Map((await scene.ask(lately(), bases.event))[0]?.values.map((value) => [value.kpi, valueOf(value)]));
    const page = await screens.show(await screens.context(HEAD), explained("leads", "event"));
    for (const [kpi, part, amount] of ROWS) {
      await explain(page, kpi, `${explained(kpi, "event")}&part=${part}`);
      const rows = page.getByTestId("rows-count");
      await rows.waitFor();
      const [sum, count] = [await rows.getAttribute("data-sum"), await rows.getAttribute("data-rows")].map(Number);
      expect(sum, `${kpi}, ${part}`).toBe(amount(values.get(kpi)!));
      expect(count, `${kpi}, ${part}`).toBeGreaterThan(0);
    }
  });
}

describe("one truth", () => {
  it("is told of a department with something of every KPI", async () => {
    await eventually("something to be counted of every KPI", async () => {
      // With the first day of the month, on which the market counts.
      const [row] = await scene.ask({ from: scene.day(30), to: scene.day() }, bases.event);
      expect(row!.values.filter(isOfNothing).map(({ kpi }) => kpi)).toEqual([]);
      return true;
    }, 30_000);
  });

  describe("at first", everybodySaysTheSame);

  describe("after everything was started again", () => {
    beforeAll(() => scene.cluster.restartAll());
    everybodySaysTheSame();
  });
});
