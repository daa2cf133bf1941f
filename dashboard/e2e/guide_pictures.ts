// What the pictures of the guide show: `docs/ru/pictures/{name}.png`, and its text beside it.
import type { Page } from "playwright-core";
import type { GuideScene } from "./guide_scene.js";
import type { Look } from "./screens.js";

export interface Picture {
  name: string;
  path: string;
  look?: Look & { signedIn?: boolean };
  // Brings the page to what is shown.
  prepare?: (page: Page, scene: GuideScene) => Promise<void>;
  // What is shown, without what is left out.
  of: string;
  without?: string;
  // Parts whose words chance brings or not: rows of tables, sentences about somebody.
  varies?: string;
}

// The second of the two weeks, and both.
const WEEK = "/?period=week&on=2026-05-03";
const BOTH_WEEKS = "/?period=range&from=2026-04-20&to=2026-05-03";

const card = (id: string) => `[data-testid="card-${id}"]`;
const press = (name: string) => async (page: Page) => page.getByRole("button", { name }).first().click();
const SENTENCES = ".burning, .tile-note, .losses-head";

export const pictures: readonly Picture[] = [
  { name: "sign-in", path: "/", look: { signedIn: false, width: 900, height: 620 }, of: '[data-testid="sign-in"]' },
  { name: "page", path: WEEK, look: { width: 1040, height: 300 }, of: "body", without: ".grid", varies: SENTENCES },
  { name: "controls", path: `${WEEK}&basis=cohort&channel=vk`, look: { width: 1100 }, of: ".controls" },
  { name: "burning", path: "/", look: { width: 1100 }, prepare: (page) => page.locator(".burning summary").click(), of: ".burning", varies: "li, summary" },
  { name: "funnel", path: `${BOTH_WEEKS}&basis=cohort`, of: card("funnel"), varies: SENTENCES },
  { name: "split", path: `${BOTH_WEEKS}&step=bookings&split=channel`, of: '[data-testid="split"]', varies: ".split-verdict" },
  { name: "losses", path: `${BOTH_WEEKS}&lost=all`, of: '[data-testid="losses"]', varies: "tbody, .losses-head" },
  { name: "plan", path: "/?plan=contracts", of: card("plan"), varies: ".plan-need, .plan-numbers" },
  { name: "speed", path: BOTH_WEEKS, of: card("speed") },
  { name: "hours", path: BOTH_WEEKS, prepare: press("по часам и дням недели"), of: `${card("speed")} .losses` },
  { name: "managers", path: WEEK, look: { width: 1280 }, of: '[data-testid="people-lead_manager"]', varies: "tbody" },
  { name: "designers", path: BOTH_WEEKS, look: { width: 1280 }, of: '[data-testid="people-designer"]', varies: "tbody" },
  { name: "channels", path: `${BOTH_WEEKS}&basis=cohort`, of: card("channels") },
  { name: "coverage", path: "/", of: card("coverage"), varies: ".lead-in" },
  { name: "meetings", path: "/", look: { width: 1100 }, of: card("meetings"), varies: ".lead-in, .lanes" },
  { name: "report", path: WEEK, look: { width: 1040, height: 300 }, prepare: (page) => page.emulateMedia({ media: "print" }), of: "main", without: ".grid > :nth-child(n + 2), .tiles", varies: SENTENCES },
  { name: "wall", path: "/tv?zone=Europe/Moscow&scene=3", look: { width: 960, height: 540 }, of: '[data-testid="tv"]' },
  { name: "phone", path: WEEK, look: { width: 390, height: 1180 }, of: "body", without: ".grid", varies: SENTENCES },
  { name: "rows", path: `${WEEK}&explain=contracts`, look: { width: 900, height: 640 }, of: '[data-testid="explain"]', varies: "tbody" },
  // The last one, since it takes the edge away.
  { name: "stale", path: WEEK, look: { width: 1100, height: 420 }, prepare: (page, scene) => scene.loseTheEdge(page), of: ".stale-banner" },
];
