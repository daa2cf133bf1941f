// A part of Zamer is killed: people are told within 15 s that what they see is old, and once it is back all is well by
// itself. What becomes of ten tabs without the edge: tabs.e2e.ts.
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { eventually } from "./processes.js";
import { head, leadsOn, letLeadCome, live, pathOfAllDays, playedDepartment } from "./sales_scene.js";
import type { Stage } from "./stage.js";
import { SAID_WITHIN, startTranscript } from "./transcript.js";
import { pathOf, type WorkScene, workScene } from "./work_scene.js";

let stage: Stage;

beforeAll(async () => {
  stage = await playedDepartment();
});
afterEach(() => stage.screens.clear());

describe("the head of sales", () => {
  it.each(["metrics", "redis"] as const)("is told that the numbers are old while %s is gone, and sees those of now once it is back", async (part) => {
    const page = await stage.screens.show(await stage.screens.context(head), pathOfAllDays());
    await live(page);
    const before = await leadsOn(page);
    const transcript = await startTranscript(page);
    const start = Date.now();
    stage.screens.forgiving = true;
    await stage.cluster.without(part, async () => {
      await page.locator(".stale-banner").waitFor({ timeout: SAID_WITHIN });
      if (part !== "redis") await letLeadCome(stage.cluster);
    });
    if (part === "redis") await letLeadCome(stage.cluster);
    await eventually("the page to show the lead that came meanwhile", async () => (await leadsOn(page)) === before + 1);
    await live(page);
    expect(await page.locator(".stale-banner").count()).toBe(0);
    const [first, second, ...later] = await transcript.jsonValue();
    expect([first, second]).toMatchObject([{ old: false, leads: before }, { old: true, leads: before }]);
    expect(second!.at - start).toBeLessThan(SAID_WITHIN);
    expect(later.at(-1)).toMatchObject({ old: false, leads: before + 1 });
  });

  it("is told which cards are old while scheduling is gone, and that not all is known of what burns, until it is back", async () => {
    const page = await stage.screens.show(await stage.screens.context(head), "/");
    await live(page);
    const cards = ["meetings", "coverage"].map((id) => page.getByTestId(`card-${id}`));
    const strip = page.getByTestId("burning");
    for (const card of cards) await card.locator(".lead-in").waitFor();
    await strip.waitFor();
    expect(await strip.locator(".old").count()).toBe(0);
    stage.screens.forgiving = true;
    await stage.cluster.without("scheduling", async () => {
      await page.evaluate(() => dispatchEvent(new Event("online"))); // so that it asks now, rather than within a minute
      for (const card of cards) await card.getByText(/^Не прочитать с \d\d:\d\d/).waitFor({ timeout: SAID_WITHIN });
      await strip.getByText("Прочитано не всё").waitFor();
      expect(await page.locator(".stale-banner").count()).toBe(0);
    });
    for (const card of [...cards, strip]) await card.locator(".old").waitFor({ state: "detached" });
  });
});

describe("a lead manager", () => {
  let scene: WorkScene;

  beforeAll(async () => {
    scene = await workScene();
  });

  it("is told that the list is old while Redis is gone, loses nothing of what was typed, and does the step once by sending it again", async () => {
    const lead = await scene.enquiry("Агния", { phone: true });
    const list = await scene.page("anna", "/focus");
    const page = await scene.page("anna", pathOf(lead));
    await page.getByRole("button", { name: "Записать", exact: true }).click();
    const sheet = page.getByTestId("sheet");
    const text = sheet.getByLabel("О чём, если важно");
    const send = sheet.getByRole("button", { name: "Записать", exact: true });
    await sheet.getByText("поговорили", { exact: true }).click();
    await text.fill("Кухня 3 метра и буфет");
    stage.screens.forgiving = true;
    await stage.cluster.without("redis", async () => {
      const told = list.locator(".stale").getByText("список мог устареть", { exact: false }).waitFor({ timeout: SAID_WITHIN });
      for (let time = 1; time <= 2; ++time) {
        await send.click();
        await sheet.getByRole("alert").getByText("Отправьте ещё раз: дважды это не сделается.", { exact: false }).waitFor();
      }
      await told;
      expect(await text.inputValue()).toBe("Кухня 3 метра и буфет");
    });
    await stage.cluster.ready();
    await scene.enquiry("Василиса");
    await list.getByTestId("focus-entry").filter({ hasText: "Василиса" }).waitFor();
    expect(await list.locator(".stale").count()).toBe(0);
    await send.click();
    await page.getByText("Записано", { exact: true }).first().waitFor();
    const { interactions } = await scene.leads().listInteractions({ parent: lead.name });
    expect(interactions.filter((one) => one.text === "Кухня 3 метра и буфет")).toHaveLength(1);
    expect((await scene.leads().getLead({ name: lead.name })).attemptCount).toBe(1);
  });
});
