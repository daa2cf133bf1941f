// Every screen in every look: nothing sticks out, and axe finds nothing wrong.
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { expectFit } from "./fitting.js";
import { head, live, pathOfAllDays, playedDepartment } from "./sales_scene.js";
import { inEveryLook, looksAt } from "./screens.js";
import type { Stage } from "./stage.js";
import { pathOf, type WorkScene, workScene } from "./work_scene.js";

// What of each card comes last.
const CARDS = [".funnel [data-kpi]", ".lanes [role=listitem]", ".people [data-kpi]", ".channels [data-kpi]", '[data-testid="card-coverage"] figure'];

let stage: Stage;
let scene: WorkScene;

beforeAll(async () => {
  stage = await playedDepartment();
  scene = await workScene();
});
afterEach(() => stage.screens.clear());

describe("every screen fits and is accessible in both themes and languages", () => {
  it.each([390, 1440])("the page of the head of sales at %i", async (width) => {
    const page = await stage.screens.show(await stage.screens.context(head, { width, audited: true }), pathOfAllDays());
    await inEveryLook(page, async (look) => {
      await live(page);
      for (const shown of CARDS) await page.locator(shown).first().waitFor();
      await expectFit(page, look, "body");
    });
  }, 120_000);

  it.each(looksAt(1920))("the wall, without scrolling, $theme, $lang", async (look) => {
    const page = await stage.screens.show(await stage.screens.context(head, { ...look, height: 1080, audited: true }), "/tv");
    await page.locator('[data-testid="tv"][data-freshness="live"]').waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollHeight - innerHeight)).toBeLessThanOrEqual(0);
    await expectFit(page, "the wall", "body");
  });

  it.each([390, 1440])("the work pages at %i", async (width) => {
    const lead = await scene.enquiry("Екатерина Константинопольская-Воздвиженская", { phone: true });
    await scene.book(lead);
    const page = await scene.page("anna", "/focus", { width, audited: true });
    for (const path of ["/focus", "/leads", pathOf(lead), "/meetings", "/me"]) {
      await page.goto(path);
      await inEveryLook(page, async (look) => {
        await page.locator(".row, .lead, .meeting, .all-done, .score").first().waitFor();
        await expectFit(page, `${path}, ${look}`);
        if (path !== pathOf(lead)) return;
        await page.getByRole("button", { name: /^(Записать|Log)$/ }).click();
        await expectFit(page, `${path}, ${look}, a form`);
        await page.keyboard.press("Escape");
      });
    }
  }, 120_000);
});
