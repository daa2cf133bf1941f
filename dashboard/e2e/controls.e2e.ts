// What the head of sales chooses at the top of the page is what is counted, and is in the address.
import { Dimension } from "@zamer/api/metrics/v1/kpi_pb";
import type { Page } from "playwright-core";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { DAY, dayAt } from "./days.js";
import { type Question, SalesNumbers } from "./sales_numbers.js";
import { allDays, head, letLeadCome, live, pathOfAllDays, playedDepartment } from "./sales_scene.js";
import type { Stage } from "./stage.js";

const always = allDays();

let stage: Stage;
let numbers: SalesNumbers;

beforeAll(async () => {
  stage = await playedDepartment();
  numbers = new SalesNumbers(stage);
});
afterEach(() => stage.screens.clear());

async function show(): Promise<Page> {
  const page = await stage.screens.show(await stage.screens.context(head), pathOfAllDays());
  await live(page);
  return page;
}

const parameter = (page: Page, name: string) => new URL(page.url()).searchParams.get(name);

// A tile says what the API says.
async function expectTile(page: Page, kpi: string, question: Question): Promise<string> {
  const { raw } = (await numbers.ask(question)).get(kpi) ?? { raw: "0" };
  await page.locator(`[data-testid="tile-${kpi}"] .tile-number [data-kpi="${kpi}"][data-value="${raw}"]`).waitFor();
  return raw;
}

// So does the funnel's first step.
async function expectLeads(page: Page, question: Question): Promise<number> {
  const count = Number(await expectTile(page, "leads", question));
  await page.locator(`[data-testid="step-leads"] .funnel-count [data-kpi="leads"][data-value="${count}"]`).waitFor();
  return count;
}

async function choosePerson(page: Page, name: string): Promise<void> {
  const id = name.slice(name.lastIndexOf("/") + 1);
  await page.getByTestId("filter-person").selectOption(`=${id}`);
  expect(parameter(page, "person")).toBe(id);
}

describe("what is chosen is counted", () => {
  it("of a city, of those of whom none is known, of a channel and a person beside it, and again without them by the Back button", async () => {
    await letLeadCome(stage.cluster, "Клин");
    const page = await show();
    const all = await expectLeads(page, always);
    await page.getByTestId("filter-city").selectOption("=Клин");
    expect(parameter(page, "city")).toBe("Клин");
    expect(await expectLeads(page, { ...always, filters: [{ dimension: Dimension.CITY, values: ["Клин"] }] })).toBe(1);
    await page.getByTestId("filter-city").selectOption({ label: "не указан" });
    expect(parameter(page, "city")).toBe("");
    const city = { dimension: Dimension.CITY, values: [""] };
    const inCity = await expectLeads(page, { ...always, filters: [city] });
    await page.getByTestId("filter-channel").selectOption("=vk");
    expect(parameter(page, "channel")).toBe("vk");
    const channel = { dimension: Dimension.CHANNEL, values: ["departments/demo/channels/vk"] };
    const ofChannel = await expectLeads(page, { ...always, filters: [city, channel] });
    expect(0 < ofChannel && ofChannel < inCity && inCity < all, `${ofChannel} < ${inCity} < ${all}`).toBe(true);
    const meetings = Number(await expectTile(page, "meetings", { ...always, filters: [city, channel] }));
    const name = await numbers.whoHasMost("meetings", { ...always, filters: [city, channel], split: Dimension.DESIGNER });
    await choosePerson(page, name);
    const designer = { dimension: Dimension.DESIGNER, values: [name] };
    const held = Number(await expectTile(page, "meetings", { ...always, filters: [city, channel, designer] }));
    expect(0 < held && held < meetings, `${held} < ${meetings}`).toBe(true);
    await page.goBack();
    expect(parameter(page, "person")).toBeNull();
    await page.goBack();
    expect([parameter(page, "city"), parameter(page, "channel")]).toEqual(["", null]);
    await expectLeads(page, { ...always, filters: [city] });
    await page.goBack();
    await page.goBack();
    expect(parameter(page, "city")).toBeNull();
    expect(await expectLeads(page, always)).toBe(all);
  });

  it("of a person, by what that person does", async () => {
    const page = await show();
    for (const dimension of [Dimension.LEAD_MANAGER, Dimension.DESIGNER]) {
      const all = await expectTile(page, "meetings", always);
      const name = await numbers.whoHasMost("meetings", { ...always, split: dimension });
      await choosePerson(page, name);
      const question = { ...always, filters: [{ dimension, values: [name] }] };
      await expectLeads(page, question);
      expect([all, "", "0"]).not.toContain(await expectTile(page, "meetings", question));
      await page.getByTestId("filter-person").selectOption("");
      expect(parameter(page, "person")).toBeNull();
    }
  });

  it("of a day, a week, a month, and of a period from one day to another", async () => {
    const page = await show();
    const today = always.to;
    const sinceMonday = (new Date(today).getUTCDay() + 6) % 7;
    const begins = { today, week: dayAt(Date.now() - sinceMonday * DAY), month: `${today.slice(0, 8)}01` };
    for (const [period, from] of Object.entries(begins)) {
      await page.getByTestId(`period-${period}`).click();
      expect(parameter(page, "period")).toBe(period);
      await expectLeads(page, { from, to: today });
    }
    const day = await numbers.busiestDay();
    await page.getByTestId("period-range").click();
    await page.locator(".period-range input").first().fill(day);
    await page.locator(".period-range input").last().fill(day);
    expect([parameter(page, "period"), parameter(page, "from"), parameter(page, "to")]).toEqual(["range", day, day]);
    expect(await expectLeads(page, { from: day, to: day })).toBeGreaterThan(0);
  });
});
