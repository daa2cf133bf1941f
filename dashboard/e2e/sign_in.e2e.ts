// Who may see what: nobody before signing in, a display only the wall.
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Stage } from "./stage.js";
import { playedDepartment } from "./sales_scene.js";

let stage: Stage;

beforeAll(async () => {
  stage = await playedDepartment();
});
afterEach(() => stage.screens.clear());

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
    const status = await page.evaluate(async () => {
      const answer = await fetch("/zamer.lead.v1.LeadService/ListLeads", { method: "POST", headers: { "content-type": "application/json" }, body: '{"parent":"departments/demo"}' });
      return answer.status;
    });
    stage.screens.complaints.length = 0; // the refusal that was just provoked
    expect(status).toBe(403);
  });
});
