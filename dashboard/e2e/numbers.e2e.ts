// Every number on the page of the head of sales can be pressed, and opens what it means, as of when, and the rows that it
// counts, which are as many as it says.
import { timestampDate, timestampFromDate } from "@bufbuild/protobuf/wkt";
import { metricsClient, newRequestId, Positions, schedulingClient, leadClient } from "@zamer/api";
import { TimeOff_Kind } from "@zamer/api/scheduling/v1/department_pb";
import { type Meeting, Meeting_Kind } from "@zamer/api/scheduling/v1/meeting_pb";
import { Role } from "@zamer/api/type/v1/role_pb";
import type { Locator, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { onShiftIn } from "../web/src/sales/shifts.ts";
import { transportTo } from "./calls.js";
import { DAY, dateOf, dayAt } from "./days.js";
import { head, live, pathOfAllDays, playedDepartment } from "./sales_scene.js";
import type { Stage } from "./stage.js";

const DEMO = "departments/demo";
const ZONE = "Europe/Moscow";
const HOUR = 3_600_000;
const DESIGNER = `${DEMO}/employees/designer-1`;

let stage: Stage;
let services: ReturnType<typeof servicesOf>;
let targets: string[];

beforeAll(async () => {
  stage = await playedDepartment();
  services = servicesOf(stage);
  await leaveHoursThin();
  targets = [await setTarget({ kpi: "contracts", value: { case: "count", value: 500n } }), await setTarget({ kpi: "meetings", employee: DESIGNER, value: { case: "count", value: 400n } })];
});
afterAll(async () => {
  for (const name of targets) await services.metrics.deleteTarget({ name, requestId: newRequestId() });
});
afterEach(() => stage.screens.clear());

// All lead managers are off for three hours of a morning ahead.
async function leaveHoursThin(): Promise<void> {
  const { employees } = await services.scheduling.listEmployees({ parent: DEMO, pageSize: 1000 });
  const morning = Date.parse(`${dayAt(Date.now() + 10 * DAY)}T10:00:00+03:00`);
  const [startTime, endTime] = [new Date(morning), new Date(morning + 3 * HOUR)].map(timestampFromDate);
  for (const { name } of employees.filter(({ roles }) => roles.includes(Role.LEAD_MANAGER))) {
    await services.scheduling.createTimeOff({ parent: name, timeOff: { timeOffId: "thin", startTime, endTime, kind: TimeOff_Kind.DAY_OFF }, requestId: newRequestId() });
  }
}

// The services past the page, as the head of sales.
function servicesOf({ cluster }: Stage) {
  const token = cluster.token("demo", "sales-head", "SALES_HEAD");
  const positions = new Positions();
  const to = (service: "metrics" | "scheduling" | "lead") => transportTo(cluster, service, token, positions);
  return { metrics: metricsClient(to("metrics")), scheduling: schedulingClient(to("scheduling")), leads: leadClient(to("lead")) };
}

const show = async (path: string) => stage.screens.show(await stage.screens.context(head), path);
const numbersOn = (page: Page, within = "") => page.locator(`main ${within} .num`);

// Numbers of one kind in one place open in the same way; one of each is pressed.
async function oneOfEachKind(page: Page): Promise<Locator[]> {
  const kinds = await numbersOn(page).evaluateAll((all) =>
    all.map((one) => {
      const query = new URL(one.getAttribute("href")!, location.href).searchParams;
      const place = one.closest("section, article")!;
      const asked = ["explain", "part", "of", "window"].map((name) => query.get(name) ?? "");
      return [place.id || place.className, ...asked, query.has("hour") ? one.querySelector("g")!.getAttribute("class") : "", one.textContent === "0"].join(" ");
    }),
  );
  return [...new Set(kinds)].map((kind) => numbersOn(page).nth(kinds.indexOf(kind)));
}

// Presses a number, holds it to what opens, and closes that again.
async function expectToOpenItsRows(page: Page, number: Locator): Promise<void> {
  const { text, value, href } = await number.evaluate((one) => ({ text: one.textContent, value: one.getAttribute("data-value"), href: one.getAttribute("href") }));
  const what = `${text} at ${href}`;
  await number.click();
  const panel = page.getByTestId("explain");
  const rows = panel.getByTestId("rows-count");
  await rows.waitFor();
  const opened = await panel.evaluate((one) => ({
    title: one.querySelector("h2")!.textContent,
    definition: one.querySelector(".explain-definition")!.textContent,
    asOf: one.querySelector(".explain-facts time")?.textContent ?? "",
    number: one.querySelector<HTMLElement>(".explain-number")!.dataset["value"] ?? "",
  }));
  expect(opened.title.length, what).toBeGreaterThan(3);
  expect(opened.definition.length, what).toBeGreaterThan(10);
  expect(opened.asOf, what).toMatch(/\d\d:\d\d/);
  const [sum, must] = [await rows.getAttribute("data-sum"), await rows.getAttribute("data-must")];
  expect(sum, what).toBe(must);
  if (/^[+−]/.test(text!)) expect(opened.number, what).not.toBe("");
  else expect([sum, opened.number], what).toContain(value);
  if (/^[\d\s]+$/.test(text!)) expect(text!.replace(/\s/g, ""), what).toBe(value);
  await page.keyboard.press("Escape");
  await panel.waitFor({ state: "detached" });
}

// Where digits stand that count nothing.
const NO_NUMBERS = [
  ".card-basis, .card-foot, .tile-days, .period, .print-only, .status, .block", // days and times
  ".tick, .limit-label", // axes of drawings
  ".only-read", // what is read in place of drawings
  ".note:not(.plan-numbers .note), thead, .funnel-share-head", // texts that explain
  'h1, th[scope="row"], .lane-name, option', // names
];

// Digits that can be seen and not pressed.
function digitsOutside(page: Page): Promise<string[]> {
  return page.evaluate((allowed) => {
    const found: string[] = [];
    const texts = document.createTreeWalker(document.querySelector("main")!, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const { textContent, parentElement } = texts.currentNode;
      if (/\d/.test(textContent!) && !parentElement!.closest(`.num, .burning a, .burning summary, ${allowed}`)) found.push(`${parentElement!.outerHTML}`);
    }
    return found;
  }, NO_NUMBERS.join());
}

// The page with all that it can show.
async function wholePage(rest = ""): Promise<Page> {
  const page = await show(pathOfAllDays(`&step=meetings_held&lost=${rest}`));
  await live(page);
  await page.getByRole("button", { name: "по часам и дням недели" }).click();
  const parts = [".heat-cells", ".split-table .num", '[data-testid="loss-reasons"]', '[data-testid="plan-people"] .num', "#meetings .lead-in", ".people .num", ".channels .num", '[data-testid="thin-hours"]', "#speed .heat .num"];
  for (const part of parts) await page.locator(part).first().waitFor();
  return page;
}

describe("every number of the page", () => {
  it.each(["event", "cohort"])("opens its rows, by %s", async (basis) => {
    const page = await wholePage(`&basis=${basis}`);
    const numbers = await oneOfEachKind(page);
    expect(numbers.length).toBeGreaterThan(80);
    for (const number of numbers) await expectToOpenItsRows(page, number);
  }, 120_000);

  it("can be pressed: there are no digits beside them that count anything", async () => {
    expect(await digitsOutside(await wholePage())).toEqual([]);
  });
});

describe("a day's meetings", () => {
  // A client who is met online: at a time that may have come already.
  async function book(start: Date): Promise<Meeting> {
    const lead = await services.leads.createLead({ parent: DEMO, lead: { clientName: "Ирина", phones: [{ raw: `+7914100${String(start.getTime() / 60_000).slice(-4)}` }] }, occurredTime: timestampFromDate(new Date(Date.now() - 3 * DAY)), requestId: newRequestId() });
    const meeting = { lead: lead.name, kind: Meeting_Kind.ONLINE, designer: DESIGNER, startTime: timestampFromDate(start) };
    return services.scheduling.bookMeeting({ parent: DEMO, what: { case: "meeting", value: meeting }, ...(start.getTime() < Date.now() && { occurredTime: timestampFromDate(new Date(start.getTime() - DAY)) }), requestId: newRequestId() });
  }

  it("without an outcome, and those not confirmed, open the meetings that they count", async () => {
    const { slots } = await services.scheduling.searchSlots({ parent: DEMO, kind: Meeting_Kind.ONLINE, designer: DESIGNER, pageSize: 200 });
    const ahead = slots.map(({ startTime }) => timestampDate(startTime!)).find((start) => dayAt(start.getTime()) > dayAt(Date.now()))!;
    for (const [start, missing] of [[new Date(Date.parse(`${dayAt(Date.now() - DAY)}T12:00:00+03:00`)), "without_outcome"], [ahead, "unconfirmed"]] as const) {
      await book(start);
      const page = await show(`/?period=today&on=${dayAt(start.getTime())}`);
      for (const kpi of ["day_meetings", `day_meetings_${missing}`]) {
        const number = numbersOn(page, `#meetings`).and(page.locator(`[data-kpi="${kpi}"]`));
        await number.waitFor();
        await expectToOpenItsRows(page, number);
      }
    }
  });

  it("are opened by a link, too", async () => {
    const page = await show(`/?period=today&on=${dayAt(Date.now() - DAY)}&explain=day_meetings_without_outcome`);
    const rows = page.getByTestId("rows-count");
    await rows.waitFor();
    expect(Number(await rows.getAttribute("data-rows"))).toBeGreaterThan(0);
    await page.getByTestId("explain").getByRole("link", { name: "Ирина" }).first().waitFor();
  });
});

it("the people on shift are as many as the service counts, in every hour", async () => {
  const [{ employees: people }, { days: calendar }, { settings }, { hours }] = await Promise.all([
    services.scheduling.listEmployees({ parent: DEMO, pageSize: 1000 }),
    services.scheduling.getCalendar({ name: DEMO }),
    services.scheduling.getDepartment({ name: DEMO }),
    services.scheduling.getCoverage({ name: DEMO, days: 28 }),
  ]);
  const roster = { people, calendar, openingHours: settings?.openingHours ?? [], zone: ZONE };
  const different = hours.filter(({ startTime, leadManagers }) => onShiftIn(timestampDate(startTime!), roster).length !== leadManagers);
  expect(hours.length).toBeGreaterThan(300);
  expect(different.map(({ startTime }) => timestampDate(startTime!))).toEqual([]);
});

function setTarget(target: { kpi: string; employee?: string; value: { case: "count"; value: bigint } }): Promise<string> {
  const month = { ...dateOf(dayAt(Date.now())), day: 0 };
  const dimension = target.employee ? 5 : 0;
  return services.metrics.setTarget({ parent: DEMO, target: { ...target, month, dimension }, requestId: newRequestId() }).then(({ name }) => name);
}
