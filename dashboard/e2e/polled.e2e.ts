// A network that lets no stream through: the page asks again and again instead, says so, and goes back to the stream.
import { afterEach, beforeAll, expect, it } from "vitest";
import { POLL_INTERVAL } from "../web/src/live/health.ts";
import { eventually } from "./processes.js";
import { head, leadsOn, letLeadCome, live, pathOfAllDays, playedDepartment } from "./sales_scene.js";
import type { Stage } from "./stage.js";

const STREAM = "**/WatchBoard";

let stage: Stage;

beforeAll(async () => {
  stage = await playedDepartment();
});
afterEach(() => stage.screens.clear());

it("without its stream the page shows the numbers of now all the same, and calls them polled until it is back", async () => {
  const context = await stage.screens.context(head);
  stage.screens.forgiving = true;
  await context.route(STREAM, (route) => route.abort());
  await context.clock.install();
  const page = await stage.screens.show(context, pathOfAllDays());
  await page.locator('[data-testid="status"][data-freshness="polled"]').waitFor();
  await eventually("a number to be polled", async () => (await leadsOn(page)) > 0);
  const before = await leadsOn(page);
  await letLeadCome(stage.cluster);
  await page.clock.runFor(POLL_INTERVAL);
  await eventually("the page to show the lead that came", async () => (await leadsOn(page)) === before + 1);
  expect(await page.getByTestId("status").getAttribute("data-freshness")).toBe("polled");
  await context.unroute(STREAM);
  await page.clock.runFor(POLL_INTERVAL);
  await live(page);
  expect(await leadsOn(page)).toBe(before + 1);
});
