// Who may see what: nobody before signing in, a display only the wall, and no person's numbers.
import type { Page } from "playwright-core";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Stage } from "./stage.js";
import { playedDepartment } from "./sales_scene.js";

let stage: Stage;

beforeAll(async () => {
  stage = await playedDepartment();
});
afterEach(() => stage.screens.clear());

// What each call is answered, in the name of who looks at the page.
async function statusesOf(page: Page, calls: Record<string, object>): Promise<number[]> {
  return page.evaluate(async (calls) => {
    const headers = { "content-type": "application/json" };
    const answers = Object.entries(calls).map(([method, request]) => fetch(`/zamer.${method}`, { method: "POST", headers, body: JSON.stringify(request) }));
    return (await Promise.all(answers)).map(({ status }) => status);
  }, calls);
}

describe("signing in", () => {
  it("is asked for before anything is shown, and refuses a wrong password with a sentence", async () => {
    const page = await stage.screens.show(await stage.screens.context(undefined), "/");
    stage.screens.forgiving = true; // the browser notes the refusal
    await page.getByTestId("sign-in").waitFor();
    await page.locator('input[name="department"]').fill("demo");
    await page.locator('input[name="login"]').fill("sales-head");
    await page.locator('input[name="password"]').fill("not the password");
    await page.keyboard.press("Enter");
    await page.getByRole("alert").filter({ hasText: /\S/ }).first().waitFor();
    expect(await page.getByTestId("sign-in").count()).toBe(1);
  });

  it("a display sees the wall and nothing else", async () => {
    const secret = stage.cluster.ctl("display", "create", "--department=demo", "--name=Зал").match(/\/display\/(\S+)/)?.[1];
    expect(secret).toBeDefined();
    const page = await stage.screens.show(await stage.screens.context(undefined, { width: 1920, height: 1080 }), `/display/${secret}`);
    await page.getByTestId("tv").waitFor();
    const day = { year: 2026, month: 3, day: 2 };
    const statuses = await statusesOf(page, {
      "lead.v1.LeadService/ListLeads": { parent: "departments/demo" },
      "metrics.v1.MetricsService/QueryKpis": { parent: "departments/demo", period: { startDate: day, endDate: day }, basis: "COHORT", dimensions: ["LEAD_MANAGER"] },
    });
    stage.screens.complaints.length = 0; // the refusals that were just provoked
    expect(statuses).toEqual([403, 403]);
  });
});
