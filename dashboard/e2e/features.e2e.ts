// What the head of sales looks into: where and why leads are lost, the rows of the funnel's steps, the plan and each
// person's own numbers; and what who comes back from an identity provider in vain is told.
import { Dimension } from "@zamer/api/metrics/v1/kpi_pb";
import type { Page } from "playwright-core";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { steps } from "../web/src/sales/view.ts";
import { DAY, dayAt } from "./days.js";
import { expectFit } from "./fitting.js";
import { SalesNumbers } from "./sales_numbers.js";
import { allDays, head, pathOfAllDays, playedDepartment } from "./sales_scene.js";
import { looksAt } from "./screens.js";
import type { Stage } from "./stage.js";

let stage: Stage;

beforeAll(async () => {
  stage = await playedDepartment();
});
afterEach(() => stage.screens.clear());

const show = async (path: string) => stage.screens.show(await stage.screens.context(head), path);

// The value of a number once it is there.
async function numberIn(page: Page, selector: string): Promise<number> {
  const number = page.locator(selector).first();
  await number.waitFor();
  return Number(await number.getAttribute("data-value"));
}

// The rows behind a number are all there, and are the number.
async function expectRows(page: Page, count: number): Promise<void> {
  const rows = page.getByTestId("rows-count");
  await rows.waitFor();
  expect(await rows.getAttribute("data-rows")).toBe(String(count));
  expect(await rows.getAttribute("data-sum")).toBe(await rows.getAttribute("data-must"));
}

// Losses by reason and step add up to all that were lost.
async function expectSums(page: Page): Promise<void> {
  const table = page.getByTestId("loss-reasons");
  await table.waitFor();
  const all = await numberIn(page, '.losses-head [data-kpi="losses"]');
  expect(all).toBeGreaterThan(0);
  const inColumns = (row: string) => table.locator(`${row} [data-kpi^="losses_before_"]`).evaluateAll((cells) => cells.reduce((sum, cell) => sum + Number(cell.getAttribute("data-value")), 0));
  expect(await inColumns("tfoot")).toBe(all);
  expect(await inColumns("tbody")).toBe(all);
}

describe("losses", () => {
  it.each(["event", "cohort"])("by reason and step add up to all that were lost, by %s", async (basis) => {
    await expectSums(await show(pathOfAllDays(`&basis=${basis}&lost=`)));
  });

  it("by reason and step add up of a city, a channel and a lead manager together", async () => {
    const filters = [{ dimension: Dimension.CITY, values: [""] }, { dimension: Dimension.CHANNEL, values: ["departments/demo/channels/vk"] }];
    const name = await new SalesNumbers(stage).whoHasMost("losses", { ...allDays(), filters, split: Dimension.LEAD_MANAGER });
    await expectSums(await show(pathOfAllDays(`&city=&channel=vk&person=${name.split("/").at(-1)}&lost=`)));
  });

  it("are told in words, and each number opens the leads behind it", async () => {
    const page = await show(pathOfAllDays("&lost="));
    await page.getByTestId("loss-reasons").getByRole("rowheader", { name: "дорого" }).waitFor();
    const cell = '[data-testid="loss-reasons"] tbody [data-kpi="losses_before_booking"]';
    const count = await numberIn(page, cell);
    await page.locator(cell).first().click();
    await expectRows(page, count);
    await page.getByTestId("explain").getByText("причина").first().waitFor();
  });
});

it("every step of the funnel opens its rows", async () => {
  const page = await show(pathOfAllDays());
  for (const step of steps) {
    const number = `[data-testid="step-${step}"] .funnel-count > .num`;
    const count = await numberIn(page, number);
    expect(count, step).toBeGreaterThan(0);
    await page.locator(number).click();
    await expectRows(page, count);
    await page.keyboard.press("Escape");
    await page.getByTestId("explain").waitFor({ state: "detached" });
  }
});

it("what cards draw can be read: every hour of the shifts, every bar of the speed", async () => {
  const page = await show(pathOfAllDays());
  const [coverage, speed] = [page.getByTestId("card-coverage"), page.getByTestId("card-speed")];
  const hours = coverage.locator("td").filter({ hasText: /^\d+ из \d+$/ });
  await hours.first().waitFor({ state: "attached" });
  expect(await hours.count()).toBe(await coverage.locator(".cell").count());
  const steps = speed.getByRole("table", { name: "Сколько ответов за какое время" }).locator("tbody tr");
  await steps.first().waitFor({ state: "attached" });
  expect(await steps.count()).toBe(await speed.locator(".bin").count());
});

describe("the plan", () => {
  const designer = { department: "demo", login: "designer-1" };
  const sheet = (page: Page) => page.getByTestId("sheet");
  const send = (page: Page) => sheet(page).getByRole("button", { name: "Поставить план" }).click();

  it("is set for a month, and says what is still needed for it", async () => {
    // All of a month ahead is still to be done, whatever the day.
    const ahead = dayAt(Date.now() + 45 * DAY).slice(0, 7);
    const page = await show(`/plan?month=${ahead}`);
    await page.getByRole("button", { name: "Поставить план" }).click();
    await sheet(page).getByText("Договоры", { exact: true }).click();
    await sheet(page).getByLabel("Сколько за месяц").fill("52");
    await send(page);
    const goal = page.getByTestId("goal").filter({ hasText: "Договоры" });
    await goal.getByText(/Нужно ещё 52 договора, [\d,]+ в рабочий день/).waitFor();
    const card = await show(`/?period=month&on=${ahead}-01`);
    await card.getByTestId("plan-need").getByText(/Нужно ещё 52 договора/).waitFor();
    await card.getByTestId("plan-note-contracts").getByText(/до плана 52/).waitFor();
    await goal.getByRole("button", { name: "Убрать" }).click();
    await page.getByText("План на этот месяц не поставлен.").waitFor();
  });

  it("of one person is seen by that person, beside the same numbers that the head of sales sees", async () => {
    const page = await show("/plan");
    await page.getByRole("button", { name: "Поставить план" }).click();
    await sheet(page).getByLabel("Чей план").selectOption("departments/demo/employees/designer-1");
    await sheet(page).getByText("Встреча → договор", { exact: true }).click();
    await sheet(page).getByLabel("Сколько за месяц, %").fill("60");
    await send(page);
    await page.getByTestId("goal").filter({ hasText: "Встреча → договор" }).first().waitFor();
    stage.cluster.addLogin(designer.department, designer.login);
    const own = await stage.screens.show(await stage.screens.context(designer, { width: 390 }), "/me");
    await own.getByTestId("my-plan").getByText(/из 60/).waitFor();
    await own.getByRole("button", { name: "30 дней" }).click();
    const days = `/?period=range&from=${dayAt(Date.now() - 29 * DAY)}&to=${dayAt(Date.now())}`;
    const meetings = await numberIn(await show(`${days}&person=designer-1`), '[data-testid="tile-meetings"] [data-kpi="meetings"]');
    await own.locator(`[data-testid="my-numbers"] .score-value [data-kpi="meetings"][data-value="${meetings}"]`).waitFor();
  });

  it.each(looksAt(390, 1440))("has a page that fits and is accessible at $width, $theme, $lang", async (look) => {
    const page = await stage.screens.show(await stage.screens.context(head, { ...look, audited: true }), "/plan");
    await page.getByTestId("goal").first().waitFor();
    await expectFit(page, "the plan");
    await page.locator(".work-head .button-primary").click();
    await expectFit(page, "its form");
  });
});

describe("who comes back from an identity provider in vain", () => {
  it.each([
    ["IDENTITY_PROVIDER_FAILED", "Вход через компанию не подтвердил"],
    ["OVERLOADED", "Сервер перегружен"],
    ["<b>call 8 800</b>", "На сервере ошибка"],
  ])("is told why: %s", async (reason, sentence) => {
    const page = await stage.screens.show(await stage.screens.context(undefined), `/?problem=${encodeURIComponent(reason)}`);
    await page.getByRole("alert").filter({ hasText: sentence }).waitFor();
  });
});
