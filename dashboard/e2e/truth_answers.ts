// All that the API says of what Prometheus is told, and Prometheus at a moment when it was told the same.
import { Basis, Dimension, type KpiRow } from "@zamer/api/metrics/v1/kpi_pb";
import type { Prometheus } from "../catalogue/check/prometheus.ts";
import { eventually } from "./processes.js";
import type { Period, TruthScene } from "./truth_scene.js";

export const bases = { event: Basis.EVENT_DATE, cohort: Basis.COHORT };
export const dimensions = {
  channel: Dimension.CHANNEL,
  city: Dimension.CITY,
  lead_manager: Dimension.LEAD_MANAGER,
  designer: Dimension.DESIGNER,
};
export type By = keyof typeof dimensions | "all";

// The first day of each window, when it ends today.
const windows: Record<string, (scene: TruthScene) => string> = {
  today: (scene) => scene.day(),
  week: (scene) => scene.day((new Date(scene.day()).getUTCDay() + 6) % 7),
  month: (scene) => `${scene.day().slice(0, 8)}01`,
  "30d": (scene) => scene.day(29),
};
export const windowNames = Object.keys(windows);

export function periodOf(window: string, scene: TruthScene): Period {
  return { from: windows[window]!(scene), to: scene.day() };
}

export interface Answer {
  window: string;
  basis: string;
  by: By;
  rows: KpiRow[];
}

export async function askAll(scene: TruthScene): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (const window of windowNames) {
    for (const [basis, asked] of Object.entries(bases)) {
      answers.push({ window, basis, by: "all", rows: await scene.ask(periodOf(window, scene), asked) });
      for (const [by, dimension] of Object.entries(dimensions)) {
        answers.push({ window, basis, by: by as By, rows: await scene.ask(periodOf(window, scene), asked, dimension) });
      }
    }
  }
  return answers;
}

// Answers between which nothing changed, and the time of a scrape that lies between them.
export async function settled(scene: TruthScene, prometheus: Prometheus): Promise<{ answers: Answer[]; scrape: number }> {
  let answers = await askAll(scene);
  let scrape = 0;
  await eventually("the numbers to stand still", async () => {
    const before = answers;
    scrape = await nextScrape(prometheus);
    answers = await askAll(scene);
    return text(before) === text(answers);
  });
  return { answers, scrape };
}

function text(answers: Answer[]): string {
  return JSON.stringify(answers, (_, value: unknown) => (typeof value === "bigint" ? String(value) : value));
}

// The time of a scrape that begins from now on.
async function nextScrape(prometheus: Prometheus): Promise<number> {
  const now = Date.now() / 1000;
  let scrape = 0;
  await eventually("Prometheus to have scraped the metrics service", async () => {
    scrape = (await prometheus.now("timestamp(zamer_kpi_up == 1)"))[0]?.value ?? 0;
    return scrape > now;
  });
  return scrape;
}
