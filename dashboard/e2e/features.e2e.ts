// What the head of sales looks into: where and why leads are lost, and the rows of the funnel's last step; and what who comes
// back from an identity provider in vain is told.
import type { Page } from "playwright-core";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { head, pathOfAllDays, playedDepartment } from "./sales_scene.js";
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

describe("losses", () => {
  it.each(["event", "cohort"])("by reason and step add up to all that were lost, by %s", async (basis) => {
    const page = await show(pathOfAllDays(`&basis=${basis}&lost=`));
    const table = page.getByTestId("loss-reasons");
    await table.waitFor();
    const all = await numberIn(page, '.losses-head [data-kpi="losses"]');
    expect(all).toBeGreaterThan(0);
    const inColumns = (row: string) => table.locator(`${row} [data-kpi^="losses_before_"]`).evaluateAll((cells) => cells.reduce((sum, cell) => sum + Number(cell.getAttribute("data-value")), 0));
    expect(await inColumns("tfoot")).toBe(all);
    expect(await inColumns("tbody")).toBe(all);
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

it("every step of the funnel opens its rows, the hand-over too", async () => {
  const page = await show(pathOfAllDays());
  const number = '[data-testid="step-hand_overs"] .funnel-count [data-kpi]';
  const count = await numberIn(page, `${number}.num`);
  expect(count).toBeGreaterThan(0);
  await page.locator(number).click();
  await expectRows(page, count);
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
