// What fires goes the whole way: from a service by Prometheus, its rules, Alertmanager and its webhook to the edge and onto
// the page, and away again.
import { newRequestId, Positions, schedulingClient } from "@zamer/api";
import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openDepartment } from "../examples/department.js";
import { transportTo } from "./calls.js";
import { Clock } from "./clock.js";
import { Cluster } from "./cluster.js";
import { eventually } from "./processes.js";
import { Screens } from "./screens.js";

const DEPARTMENT = "departments/d1";
const ALERT = "NoLeadManagerOnShift";
const SENTENCE = "Отдел открыт, а на смене ни одного лид-менеджера";
const MINUTE = 60_000;
const PATIENCE = 30_000;

// It stands still, a little ahead of the machine's, by which tokens are made. So what the edge remembers of Alertmanager
// never grows old: only the webhook has it ask again.
const clock = new Clock(Date.now() + MINUTE);
let cluster: Cluster;
let screens: Screens;

beforeAll(async () => {
  cluster = await Cluster.start({ flags: [`--clock-file=${clock.file}`], alerts: true });
  screens = await Screens.open(cluster.url);
  await openDepartment(cluster);
  cluster.addLogin("d1", "vera");
});
afterAll(async () => {
  await screens?.close();
  await cluster?.stop();
  clock.remove();
});

const scheduling = (person: string, role: string) =>
  schedulingClient(transportTo(cluster, "scheduling", cluster.token("d1", `${DEPARTMENT}/employees/${person}`, role), new Positions()));

// From now on the department is always open, and only who has checked in is on shift: nobody has. The shifts themselves are
// full, so that nothing else fires of which the edge would be told.
async function wantCheckIns(): Promise<void> {
  const openingHours = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, startMinute: 0, endMinute: 24 * 60 }));
  await scheduling("vera", "SALES_HEAD").updateDepartment({
    department: { name: DEPARTMENT, settings: { openingHours, requireCheckIn: true, requiredLeadManagers: 1 } },
    updateMask: { paths: ["settings.opening_hours", "settings.require_check_in", "settings.required_lead_managers"] },
    requestId: newRequestId(),
  });
}

async function checkIn(person: string): Promise<void> {
  await scheduling(person, "LEAD_MANAGER").checkIn({ name: `${DEPARTMENT}/employees/${person}`, requestId: newRequestId() });
}

// Whether the edge says that it fires.
async function fires({ request }: BrowserContext): Promise<boolean> {
  const answer = await request.get("/alerts");
  expect(answer.status()).toBe(200);
  const alerts = (await answer.json()) as { labels: Record<string, string> }[];
  return alerts.some(({ labels }) => labels["alertname"] === ALERT && labels["department"] === "d1");
}

// The sentence of the alert, once the page has asked again: now, rather than within a quarter of a minute.
async function sentenceOn(page: Page) {
  await page.evaluate(() => dispatchEvent(new Event("online")));
  return page.getByTestId("burning").getByText(SENTENCE, { exact: false });
}

describe("an alert", () => {
  it("is on the page of the head of sales from when it fires until its cause is gone", async () => {
    const context = await screens.context({ department: "d1", login: "vera" });
    await eventually("Alertmanager to be heard", async () => !(await fires(context)), PATIENCE);
    const page = await screens.show(context, "/");
    await page.getByTestId("burning").waitFor();
    expect(await (await sentenceOn(page)).count()).toBe(0);

    await wantCheckIns();
    await eventually("the alert to reach the edge", () => fires(context), PATIENCE);
    await (await sentenceOn(page)).waitFor();

    await checkIn("anna");
    await eventually("the edge to hear that it is over", async () => !(await fires(context)), PATIENCE);
    await (await sentenceOn(page)).waitFor({ state: "detached" });
    await screens.clear();
  }, 4 * PATIENCE);
});
