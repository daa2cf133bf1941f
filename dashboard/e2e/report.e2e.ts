// What can be taken away from the page of the head of sales: a card as a picture, rows for a spreadsheet, the page on paper.
import { readFile } from "node:fs/promises";
import type { Locator, Page } from "playwright-core";
import { afterEach, beforeAll, expect, it } from "vitest";
import { expectNothingSticksOut } from "./fitting.js";
import { head, live, pathOfAllDays, playedDepartment } from "./sales_scene.js";
import type { Look } from "./screens.js";
import type { Stage } from "./stage.js";

// What lies between the margins of A4 landscape, at 96 dots an inch.
const PAPER = { width: Math.floor(((297 - 2 * 12) / 25.4) * 96) };
// Of the light theme.
const INK = "rgb(26, 35, 45)";
const CARDS = ["funnel", "plan", "speed", "channels", "meetings", "people", "coverage"];

let stage: Stage;

beforeAll(async () => {
  stage = await playedDepartment();
});
afterEach(() => stage.screens.clear());

const show = async (rest = "", look: Look = {}) => stage.screens.show(await stage.screens.context(head, look), pathOfAllDays(rest));

async function taken(page: Page, button: Locator): Promise<{ name: string; bytes: Buffer }> {
  const download = page.waitForEvent("download");
  await button.click();
  const file = await download;
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
}

// No cell of these has a separator or a quotation mark in it.
async function takenRows(page: Page, button: Locator) {
  const { name, bytes } = await taken(page, button);
  const text = bytes.toString("utf8");
  expect(text.startsWith("\uFEFF") && text.endsWith("\r\n")).toBe(true);
  const [header = [], ...rows] = text.slice(1, -2).split("\r\n").map((line) => line.split(";"));
  for (const row of rows) expect(row).toHaveLength(header.length);
  return { name, header, rows };
}

it("a card is a spreadsheet of its rows, and a picture twice as large and with a margin", async () => {
  const page = await show();
  const card = page.getByTestId("card-funnel");
  await card.locator(".funnel-count > .num").last().waitFor();
  const { name, header, rows } = await takenRows(page, card.getByRole("button", { name: "Воронка: скачать CSV" }));
  expect(name).toBe("funnel.csv");
  expect(header.slice(0, 2)).toEqual(["Шаг", "Лидов"]);
  const counts = await card.locator(".funnel-count > .num").evaluateAll((all) => all.map((one) => one.getAttribute("data-value")));
  expect(rows.map(([, count]) => count)).toEqual(counts);
  const picture = await taken(page, card.getByRole("button", { name: "Воронка: скачать PNG" }));
  const { width, height } = (await card.boundingBox())!;
  expect(picture.name).toBe("funnel.png");
  expect(picture.bytes.subarray(0, 8).toString("latin1")).toBe("\x89PNG\r\n\x1A\n");
  expect(picture.bytes.subarray(12, 16).toString("latin1")).toBe("IHDR");
  expect(Math.abs(picture.bytes.readUInt32BE(16) - 2 * (width + 32))).toBeLessThan(2);
  expect(Math.abs(picture.bytes.readUInt32BE(20) - 2 * (height + 32))).toBeLessThan(2);
});

it("the rows behind a number fill a spreadsheet, as many as it says, and of what is filtered only", async () => {
  const counts: number[] = [];
  for (const filters of ["", "&channel=vk"]) {
    const page = await show(`${filters}&explain=leads`);
    const count = Number(await page.getByTestId("rows-count").getAttribute("data-rows"));
    const { name, header, rows } = await takenRows(page, page.getByTestId("explain").getByRole("button", { name: "Скачать CSV" }));
    expect(name).toBe("leads.csv");
    expect(header).toEqual(["date", "subject", "amount", "seconds", "channel", "city", "lead_manager", "designer", "loss_reason"]);
    expect(rows).toHaveLength(count);
    const channels = new Set(rows.map((row) => row[header.indexOf("channel")]));
    if (filters !== "") expect([...channels]).toEqual(["departments/demo/channels/vk"]);
    counts.push(count);
  }
  const [all = 0, filtered = 0] = counts;
  expect(0 < filtered && filtered < all, `${filtered} of ${all}`).toBe(true);
});

it.each([
  { theme: "light", filter: "", said: [] },
  { theme: "dark", filter: "&channel=vk", said: ["ВКонтакте"] },
] as const)("on paper there is every card in dark letters and what was chosen, nothing to press, and nothing beside the sheet, $theme", async ({ theme, filter, said }) => {
  const page = await show(`&step=bookings&lost=${filter}`, { ...PAPER, theme });
  await live(page);
  for (const card of CARDS) await page.getByTestId(`card-${card}`).waitFor();
  for (const table of [".people .num", ".channels .num", '[data-testid="loss-reasons"]', ".split-table .num"]) await page.locator(table).first().waitFor();
  await page.emulateMedia({ media: "print" });
  for (const card of CARDS) expect(await page.getByTestId(`card-${card}`).isVisible(), card).toBe(true);
  expect(await page.evaluate(() => getComputedStyle(document.body).color)).toBe(INK);
  expect(await page.locator("select:visible").evaluateAll((all) => all.map((one) => (one as HTMLSelectElement).selectedOptions[0]!.text))).toEqual(said);
  const pressable = await page.locator("button:visible, input:visible, .menu:visible, .quiet:visible, .segments a:not([aria-current]):visible").evaluateAll((all) => all.map((one) => one.outerHTML));
  expect(pressable).toEqual([]);
  await page.locator(".print-only").waitFor();
  await expectNothingSticksOut(page, "the report");
});
