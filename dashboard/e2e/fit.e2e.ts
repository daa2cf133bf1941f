// Every screen in every look: nothing sticks out, and axe finds nothing wrong. The screen on the wall: wall.e2e.ts.
import { afterEach, beforeAll, describe, it } from "vitest";
import { expectFit } from "./fitting.js";
import { head, live, pathOfAllDays, playedDepartment } from "./sales_scene.js";
import { inEveryLook } from "./screens.js";
import type { Stage } from "./stage.js";
import { pathOf, type WorkScene, workScene } from "./work_scene.js";

// What of each card comes last.
const CARDS = [".funnel [data-kpi]", ".split-table [data-kpi]", '[data-testid="loss-reasons"]', ".lanes [role=listitem]", ".people [data-kpi]", ".channels [data-kpi]", '[data-testid="card-coverage"] figure'];

let stage: Stage;
let scene: WorkScene;

beforeAll(async () => {
  stage = await playedDepartment();
  scene = await workScene();
});
afterEach(() => stage.screens.clear());

describe("every screen fits and is accessible in both themes and languages", () => {
  it.each([390, 1440])("the page of the head of sales at %i, a step split, losses told, a number explained", async (width) => {
    const page = await stage.screens.show(await stage.screens.context(head, { width, audited: true }), pathOfAllDays("&step=bookings&lost="));
    await inEveryLook(page, async (look) => {
      await live(page);
      for (const shown of CARDS) await page.locator(shown).first().waitFor();
      await expectFit(page, look, "body");
      await page.locator('[data-testid="step-contracts"] .funnel-share b .num').click();
      await page.getByTestId("rows-count").waitFor();
      await expectFit(page, `${look}, explained`, ".explain");
      await page.keyboard.press("Escape");
      await page.getByTestId("explain").waitFor({ state: "detached" });
    });
  }, 120_000);

  it.each([390, 1440])("signing in at %i", async (width) => {
    const page = await stage.screens.show(await stage.screens.context(undefined, { width, audited: true }), "/?problem=OVERLOADED");
    await inEveryLook(page, async (look) => {
      await page.getByRole("alert").filter({ hasText: /\S/ }).waitFor();
      await expectFit(page, look, "body");
    });
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
