// Every number on the page of the head of sales can be pressed, and opens what it means, as of when, and the rows that it
// counts, which are as many as it says.
import { timestampDate, timestampFromDate } from "@bufbuild/protobuf/wkt";
import { leadClient, newRequestId, Positions, schedulingClient } from "@zamer/api";
import { TimeOff_Kind } from "@zamer/api/scheduling/v1/department_pb";
import { Meeting_Kind } from "@zamer/api/scheduling/v1/meeting_pb";
import { Role } from "@zamer/api/type/v1/role_pb";
import type { Page } from "playwright-core";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { transportTo } from "./calls.js";
import { DAY, dayAt } from "./days.js";
import { expectFit } from "./fitting.js";
import { head, live, pathOfAllDays, playedDepartment } from "./sales_scene.js";
import type { Stage } from "./stage.js";

const DEMO = "departments/demo";
const HOUR = 3_600_000;
const DESIGNER = `${DEMO}/employees/designer-1`;

let stage: Stage;
let services: ReturnType<typeof servicesOf>;

beforeAll(async () => {
  stage = await playedDepartment();
  services = servicesOf(stage);
  await leaveHoursThin();
});
afterEach(() => stage.screens.clear());

const thinDay = () => dayAt(Date.now() + 10 * DAY);

// All lead managers are off for three hours of a morning ahead.
async function leaveHoursThin(): Promise<void> {
  const { employees } = await services.scheduling.listEmployees({ parent: DEMO, pageSize: 1000 });
  const morning = Date.parse(`${thinDay()}T10:00:00+03:00`);
  const [startTime, endTime] = [new Date(morning), new Date(morning + 3 * HOUR)].map(timestampFromDate);
  for (const { name } of employees.filter(({ roles }) => roles.includes(Role.LEAD_MANAGER))) {
    await services.scheduling.createTimeOff({ parent: name, timeOff: { timeOffId: "thin", startTime, endTime, kind: TimeOff_Kind.DAY_OFF }, requestId: newRequestId() });
  }
}

// The services past the page, as the head of sales.
function servicesOf({ cluster }: Stage) {
  const token = cluster.token("demo", "sales-head", "SALES_HEAD");
  const positions = new Positions();
  const to = (service: "scheduling" | "lead") => transportTo(cluster, service, token, positions);
  return { scheduling: schedulingClient(to("scheduling")), leads: leadClient(to("lead")) };
}

// What of a number is seen, and what opens when it is pressed.
interface Opened {
  href: string;
  // All numbers that open it: what is read, the number itself, and whether it only stands beside that.
  shown: { text: string; value: string; aside: boolean }[];
  title: string;
  definition: string;
  asOf: string;
  number: string;
  sum: string;
  must: string;
}

// Presses one number after another within the page, each over what the one before has opened: of those of one kind, of one
// channel and of another, only the first.
function pressEachKind(page: Page, within = "main"): Promise<Opened[]> {
  return page.evaluate(async (within) => {
    const hrefOf = (one: Element) => new URL(one.getAttribute("href")!, location.href).search;
    const kindOf = ([href, [one]]: [string, HTMLElement[]]) => {
      const query = new URLSearchParams(href);
      const asked = ["explain", "part", "of", "window", "state"].map((name) => query.get(name));
      return JSON.stringify([...asked, query.has("hour"), one!.querySelector(".is-bad") !== null]);
    };
    const kinds = Map.groupBy(Map.groupBy(document.querySelectorAll<HTMLElement>(`${within} .num`), hrefOf), kindOf);
    const panel = () => document.querySelector(".explain");
    const opened: Opened[] = [];
    for (const [first] of kinds.values()) {
      const [href, numbers] = first!;
      const before = panel()?.querySelector("h2");
      numbers[0]!.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }));
      const until = performance.now() + 10_000;
      const isReady = () => panel()?.querySelector(".rows-count") && panel()!.querySelector("h2") !== before;
      while (!isReady() && performance.now() < until) await new Promise(requestAnimationFrame);
      const textOf = (selector: string) => panel()?.querySelector(selector)?.textContent ?? "";
      const dataOf = (selector: string, name: string) => panel()?.querySelector<HTMLElement>(selector)?.dataset[name] ?? "";
      opened.push({
        href,
        shown: numbers.map((one) => ({ text: one.textContent, value: one.dataset["value"] ?? "", aside: one.getAttribute("tabindex") === "-1" })),
        title: textOf("h2"),
        definition: textOf(".explain-definition"),
        asOf: textOf(".explain-facts time"),
        number: dataOf(".explain-number", "value"),
        sum: dataOf(".rows-count", "sum"),
        must: dataOf(".rows-count", "must"),
      });
    }
    return opened;
  }, within);
}

function expectToSayWhatItIs({ href, title, definition, asOf }: Opened): void {
  expect(title.length, href).toBeGreaterThan(3);
  expect(definition.length, href).toBeGreaterThan(10);
  expect(asOf, href).toMatch(/\d\d:\d\d/);
}

function expectToBeItsRows(opened: Opened): void {
  const { href, shown, number, sum, must } = opened;
  expectToSayWhatItIs(opened);
  expect(sum, href).not.toBe("");
  expect(sum, href).toBe(must);
  for (const { text, value, aside } of shown) {
    // A difference is that of the number that opens.
    if (!/^[+−]/.test(text)) expect([sum, number], `${text} at ${href}`).toContain(value);
    if (!aside && /^[\d\s]+$/.test(text)) expect(text.replace(/\s/g, ""), href).toBe(value);
  }
}

// Where digits stand that count nothing.
const NO_NUMBERS = [
  ".card-basis, .card-foot, .tile-days, .period, .print-only, .status, .block, .pick-button, .shift", // days and times
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
  const page = await stage.screens.show(await stage.screens.context(head), pathOfAllDays(`&step=meetings_held&lost=${rest}`));
  await live(page);
  await page.getByRole("button", { name: "по часам и дням недели" }).click();
  const parts = [".heat-cells", ".split-table .num", '[data-testid="loss-reasons"]', '[data-testid="plan-people"] .num', "#meetings .lead-in", ".people .num", ".channels .num", '[data-testid="thin-hours"]', "#speed .heat .num"];
  for (const part of parts) await page.locator(part).first().waitFor();
  return page;
}

describe("every number of the page", () => {
  it("opens its rows, and no digit beside them counts anything", async () => {
    const page = await wholePage();
    expect(await digitsOutside(page)).toEqual([]);
    const opened = await pressEachKind(page);
    expect(opened.length).toBeGreaterThan(60);
    for (const each of opened) expectToBeItsRows(each);
  });

  it("of the funnel opens its rows by cohort, too", async () => {
    const opened = await pressEachKind(await wholePage("&basis=cohort"), "#funnel .funnel");
    expect(opened.length).toBeGreaterThan(15);
    for (const each of opened) expectToBeItsRows(each);
  });
});

describe("a day's meetings", () => {
  // A client to be met online at a time that may have been already.
  async function book(start: Date): Promise<void> {
    const before = (days: number) => timestampFromDate(new Date(Math.min(start.getTime(), Date.now()) - days * DAY));
    const phone = `+7914100${String(start.getTime() / 60_000).slice(-4)}`;
    const lead = await services.leads.createLead({ parent: DEMO, lead: { clientName: "Ирина", phones: [{ raw: phone }] }, occurredTime: before(2), requestId: newRequestId() });
    const meeting = { lead: lead.name, kind: Meeting_Kind.ONLINE, designer: DESIGNER, startTime: timestampFromDate(start) };
    await services.scheduling.bookMeeting({ parent: DEMO, what: { case: "meeting", value: meeting }, occurredTime: before(1), requestId: newRequestId() });
  }

  async function freeTomorrow(): Promise<Date> {
    const { slots } = await services.scheduling.searchSlots({ parent: DEMO, kind: Meeting_Kind.ONLINE, designer: DESIGNER, pageSize: 500 });
    return slots.map(({ startTime }) => timestampDate(startTime!)).find((start) => dayAt(start.getTime()) > dayAt(Date.now()))!;
  }

  it.each([
    ["without an outcome", "day_meetings_without_outcome", async () => new Date(`${dayAt(Date.now() - DAY)}T12:00:00+03:00`)],
    ["not confirmed", "day_meetings_unconfirmed", freeTomorrow],
  ])("that are %s open by a press and by a link, on a phone too", async (_, kpi, when) => {
    const start = await when();
    await book(start);
    const context = await stage.screens.context(head, { width: 390, audited: true });
    const page = await stage.screens.show(context, `/?period=today&on=${dayAt(start.getTime())}`);
    await page.locator(`#meetings [data-kpi="${kpi}"]`).waitFor();
    for (const each of await pressEachKind(page, "#meetings")) expectToBeItsRows(each);
    await page.reload();
    await page.getByTestId("explain").getByRole("link", { name: "Ирина" }).first().waitFor();
    expect(await page.locator(".explain-number").getAttribute("data-kpi")).toBe(kpi);
    await expectFit(page, kpi, ".explain");
  });
});

describe("one's own page", () => {
  const people = [
    { login: "designer-1", dimension: "DESIGNER", colleague: "designer-2" },
    { login: "manager-late-1", dimension: "LEAD_MANAGER", colleague: "manager-early-1" },
  ];

  async function ownPage(login: string): Promise<Page> {
    stage.cluster.addLogin("demo", login);
    const context = await stage.screens.context({ department: "demo", login }, { width: 390, audited: true });
    const page = await stage.screens.show(context, `/me${pathOfAllDays().slice(1)}`);
    await page.locator('[data-testid="my-numbers"] .num').first().waitFor();
    return page;
  }

  it.each(people)("has numbers that open their rows as those of the head of sales do: $login", async ({ login, dimension }) => {
    const page = await ownPage(login);
    if (dimension === "LEAD_MANAGER") await page.locator(".number-main .num").waitFor();
    expect(await digitsOutside(page)).toEqual([]);
    const opened = await pressEachKind(page);
    expect(opened.length).toBeGreaterThan(10);
    for (const each of opened) expectToBeItsRows(each);
    expect(opened.some(({ sum }) => Number(sum) > 0)).toBe(true);
    await expectFit(page, "what a number of one's own is", ".explain");
  });

  it.each(people)("opens a client of one's own number, and nobody else's rows: $login", async ({ login, dimension, colleague }) => {
    const page = await ownPage(login);
    await page.locator('[data-testid="my-numbers"] .score-value [data-kpi="meetings"]').click();
    await page.getByTestId("explain").locator("tbody a").first().click();
    await page.waitForURL("**/leads/*");
    await page.locator("h1").waitFor();
    const of = (person: string) => [{ dimension, values: [`${DEMO}/employees/${person}`] }];
    expect(await casesAsked(page, of(login))).toBe(200);
    expect(await casesAsked(page, of(colleague))).toBe(403);
    expect(await casesAsked(page, [])).toBe(403);
  });

  // What the edge says to who is on the page and asks for the cases of some meetings.
  async function casesAsked(page: Page, filters: { dimension: string; values: string[] }[]): Promise<number> {
    const { origin } = new URL(page.url());
    const day = { year: 2026, month: 3, day: 1 };
    const data = { parent: DEMO, period: { startDate: day, endDate: day }, basis: "EVENT_DATE", kpi: "meetings", part: "NUMERATOR", filters };
    const answer = await page.request.post(`${origin}/zamer.metrics.v1.MetricsService/ListCases`, { headers: { origin }, data });
    return answer.status();
  }
});

it("a row leads to its client only those who may read the client", async () => {
  stage.cluster.addLogin("demo", "marketer");
  const context = await stage.screens.context({ department: "demo", login: "marketer" });
  const page = await stage.screens.show(context, pathOfAllDays("&explain=phones"));
  const rows = page.getByTestId("explain").locator("tbody tr");
  await rows.first().getByText(/лид \S/).waitFor();
  expect(await rows.locator("a").count()).toBe(0);
});

// One hour for each number of people on shift, of the day on which some have nobody, with whom the service names.
async function hoursByCount(): Promise<Map<number, { start: Date; names: string[] }>> {
  const startTime = timestampFromDate(new Date(`${thinDay()}T00:00:00+03:00`));
  const [{ hours, leadManagers }, { employees }] = await Promise.all([
    services.scheduling.getCoverage({ name: DEMO, startTime, days: 1, withLeadManagers: true }),
    services.scheduling.listEmployees({ parent: DEMO, pageSize: 1000 }),
  ]);
  const nameOf = (employee: string) => employees.find(({ name }) => name === employee)!.displayName;
  const namesIn = (place: number) => leadManagers.filter(({ hours }) => hours.includes(place)).map(({ employee }) => nameOf(employee));
  return new Map(hours.map((hour, place) => [hour.leadManagers, { start: timestampDate(hour.startTime!), names: namesIn(place) }]));
}

it("who is on shift in an hour is whom the service names, as many as it counts", async () => {
  const hours = await hoursByCount();
  expect([...hours.keys()]).toContain(0);
  expect(hours.size).toBeGreaterThan(1);
  const context = await stage.screens.context(head);
  for (const [count, { start, names }] of hours) {
    const page = await stage.screens.show(context, `/?explain=coverage_hour&hour=${start.toISOString()}`);
    await page.getByTestId("rows-count").waitFor();
    expect(await page.locator(".explain-number").getAttribute("data-value")).toBe(`${count}`);
    expect(await page.locator(".explain tbody td").allTextContents()).toEqual(names);
    expect(names).toHaveLength(count);
  }
});
