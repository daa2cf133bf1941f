// From the estimate to production, on the pages of those who sign.
import { newRequestId } from "@zamer/api";
import { type Lead, Lead_State } from "@zamer/api/lead/v1/lead_pb";
import { Outcome_Result } from "@zamer/api/scheduling/v1/meeting_pb";
import type { Page } from "playwright-core";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { expectFit } from "./fitting.js";
import { eventually } from "./processes.js";
import { inEveryLook } from "./screens.js";
import { pathOf, type WorkScene, workScene } from "./work_scene.js";

const HOUR = 3_600_000;

let scene: WorkScene;
let met = 0;

beforeAll(async () => {
  scene = await workScene();
});
afterEach(() => scene.clear());

// A client whom Daria has met some hours ago, each at another time.
async function metClient(clientName: string): Promise<Lead> {
  const lead = await scene.enquiry(clientName, { phone: true });
  const meeting = await scene.book(lead, new Date(Math.floor(Date.now() / HOUR) * HOUR - (2 + 4 * ++met) * HOUR));
  const value = { result: Outcome_Result.ESTIMATE_GIVEN };
  await scene.scheduling("daria").recordOutcome({ name: meeting.name, what: { case: "outcome", value }, requestId: newRequestId() });
  await eventually("the lead to know of the meeting", async () => (await again(lead)).state === Lead_State.MEETING_HELD);
  return lead;
}

const again = (lead: Lead) => scene.leads().getLead({ name: lead.name });
const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();
const inSheet = (page: Page) => page.getByTestId("sheet");

async function makeEstimate(page: Page, price: string, discount = ""): Promise<void> {
  await press(page, "Смета");
  await inSheet(page).getByLabel("Что").fill("Кухня угловая");
  await inSheet(page).getByLabel("Цена за единицу").fill(price);
  await inSheet(page).getByLabel("Скидка на всё, RUB").fill(discount);
  await inSheet(page).getByRole("button", { name: "Сохранить смету" }).click();
  await page.getByTestId("estimate").waitFor();
}

describe("a designer", () => {
  it("makes an estimate, has it signed and paid, and hands it over to production", async () => {
    const lead = await metClient("Лидия");
    const page = await scene.page("daria", pathOf(lead));
    await makeEstimate(page, "300 000");
    await press(page, "Подписать договор");
    await inSheet(page).getByRole("button", { name: "Клиент подписал" }).click();
    const contract = page.getByTestId("contract");
    await contract.getByText("подписан, не оплачен").waitFor();
    expect(await contract.getByTestId("due").getAttribute("data-value")).toBe("30000000");
    await contract.getByRole("button", { name: "Записать деньги" }).click();
    expect(await inSheet(page).getByLabel("Сумма, RUB").inputValue()).toBe("150000");
    await inSheet(page).getByRole("button", { name: "Записать деньги" }).click();
    await contract.getByText("предоплачен", { exact: true }).waitFor();
    await contract.getByRole("button", { name: "Передать в производство" }).click();
    await contract.getByText("в производстве").waitFor();
    await eventually("the lead to be in production", async () => (await again(lead)).state === Lead_State.IN_PRODUCTION);
  });

  it("sees on one page what waits for a signature and for money, and nobody else's", async () => {
    const lead = await metClient("Маргарита");
    await makeEstimate(await scene.page("daria", pathOf(lead)), "90 000");
    const own = await scene.page("daria", "/contracts");
    await own.getByTestId("estimate").filter({ hasText: "Маргарита" }).waitFor();
    await own.getByTestId("contract").filter({ hasText: "Лидия" }).waitFor();
    const manager = await scene.page("anna", "/focus");
    expect(await manager.getByRole("link", { name: "Договоры" }).count()).toBe(0);
  });

  it("is told that a discount is beyond the own limit, and can sign once the head of sales has approved it", async () => {
    const lead = await metClient("Римма");
    const page = await scene.page("daria", pathOf(lead));
    await makeEstimate(page, "100 000", "20 000");
    await page.getByTestId("estimate").getByText("скидку решает РОП").waitFor();
    const sign = page.getByRole("button", { name: "Подписать договор" });
    expect(await sign.count()).toBe(0);
    const head = await scene.page("vera", "/contracts");
    const asked = head.getByTestId("estimate").filter({ hasText: "Римма" });
    await asked.getByRole("button", { name: "Одобрить скидку" }).click();
    await head.getByText("Скидка одобрена", { exact: true }).waitFor();
    await page.reload();
    await sign.waitFor();
  });

  it.each([390, 1440])("has it fit and accessible at %i in both themes and languages", async (width) => {
    const page = await scene.page("daria", "/contracts", { width, audited: true });
    await inEveryLook(page, async (look) => {
      await page.getByTestId("contract").first().waitFor();
      await expectFit(page, `contracts, ${look}`);
      await page.getByRole("button", { name: /^(Записать деньги|Record money)$/ }).first().click();
      await expectFit(page, `a form, ${look}`);
      await page.keyboard.press("Escape");
    });
  });
});
