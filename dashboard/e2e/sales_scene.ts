// The page of the head of sales over a department that was played: what the tests of it stand on.
import { createGrpcTransport } from "@connectrpc/connect-node";
import { bearerToken, leadClient, newRequestId } from "@zamer/api";
import type { Page } from "playwright-core";

import type { Cluster } from "./cluster.js";
import { DAY, dayAt } from "./days.js";
import { eventually } from "./processes.js";
import { type Stage, theStage } from "./stage.js";

export const head = { department: "demo", login: "sales-head" };

let played: Promise<Stage> | undefined;

// The stage with two days of the department on it; they lie a month back, and their numbers are exact.
export function playedDepartment(): Promise<Stage> {
  return (played ??= play());
}

async function play(): Promise<Stage> {
  const stage = await theStage();
  stage.cluster.ctl("simulate", "--department=demo", "--leads=120", "--days=2", "--speed=0");
  stage.cluster.addLogin(head.department, head.login);
  return stage;
}

// Everything that was played.
export function allDays(): { from: string; to: string } {
  return { from: dayAt(Date.now() - 60 * DAY), to: dayAt(Date.now()) };
}

// The page over it.
export function pathOfAllDays(rest = ""): string {
  const { from, to } = allDays();
  return `/?period=range&from=${from}&to=${to}${rest}`;
}

// Until the page says that its numbers are those of now; ten of them at a time on two cores take a while to open.
export async function live(page: Page): Promise<void> {
  await page.locator('[data-testid="status"][data-freshness="live"]').waitFor({ timeout: 60_000 });
}

export async function leadsOn(page: Page): Promise<number> {
  return Number(await page.locator('[data-testid="tile-leads"] [data-kpi="leads"]').first().getAttribute("data-value"));
}

let came = 0;

// A lead comes, as soon as the services can take it.
export async function letLeadCome(cluster: Cluster, city = ""): Promise<void> {
  const token = cluster.token("*", "services/gateway", "SERVICE");
  const baseUrl = cluster.serviceUrl("lead");
  const leads = leadClient(createGrpcTransport({ baseUrl, interceptors: [bearerToken(() => token)], defaultTimeoutMs: 5_000 }));
  const lead = { clientName: "Ирина", city, phones: [{ raw: `+7914000000${++came}` }] };
  const request = { parent: "departments/demo", lead, requestId: newRequestId() };
  await eventually("the lead to be taken", async () => (await leads.createLead(request)).name !== "");
}
