// The page of the head of sales without a mouse, without eyes, without motion.
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { head, live, pathOfAllDays, playedDepartment } from "./sales_scene.js";
import type { Stage } from "./stage.js";

let stage: Stage;

beforeAll(async () => {
  stage = await playedDepartment();
});
afterEach(() => stage.screens.clear());

const show = async (audited = false) => stage.screens.show(await stage.screens.context(head, { audited }), pathOfAllDays());

describe("by keys alone", () => {
  it("a number is explained, and one is back at it afterwards", async () => {
    const page = await show();
    await live(page);
    const number = page.locator('[data-testid="tile-leads"] .tile-number .num');
    await number.focus();
    await page.keyboard.press("Enter");
    const dialog = page.getByTestId("explain");
    await dialog.getByTestId("rows-count").waitFor();
    const isIn = () => dialog.evaluate((it) => it.contains(document.activeElement));
    expect(await isIn()).toBe(true);
    // Behind it nothing can be reached.
    await page.keyboard.press("Tab");
    expect(await isIn()).toBe(true);
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
    expect(await number.evaluate((it) => it === document.activeElement)).toBe(true);
    expect(new URL(page.url()).searchParams.has("explain")).toBe(false);
  });
});

it("every drawing in a card is passed over by a screen reader, which has a table in its place", async () => {
  const page = await show();
  await live(page);
  for (const drawn of ["funnel", "speed", "people", "meetings", "coverage"]) await page.locator(`[data-testid="card-${drawn}"] svg`).first().waitFor();
  await page.getByRole("button", { name: "по часам и дням недели" }).click();
  await page.locator('[data-testid="card-speed"] .heat').waitFor();
  const drawings = await page.locator(".card svg:not(.icon)").evaluateAll((all) =>
    all.map((one) => ({
      what: one.getAttribute("class"),
      silent: one.closest('[aria-hidden="true"]') !== null,
      columns: (one.closest("table") ?? (one.closest("figure") ?? one.closest(".card")!).querySelector("table"))?.querySelectorAll("th").length ?? 0,
    })),
  );
  expect(drawings.length).toBeGreaterThan(10);
  expect(drawings.filter(({ silent, columns }) => !silent || columns < 2)).toEqual([]);
});

it("nothing moves for who wants no motion", async () => {
  const page = await show(true);
  await live(page);
  const moving = () => page.evaluate(() => document.getAnimations().length);
  // The page has no motion yet; whatever it will have is as still as this.
  await page.addStyleTag({ content: "@keyframes turning { to { rotate: 1turn } } .tile, .tile::before { content: ''; animation: turning 1s infinite; }" });
  expect(await moving()).toBeGreaterThan(0);
  await page.emulateMedia({ reducedMotion: "reduce" });
  expect(await moving()).toBe(0);
});
