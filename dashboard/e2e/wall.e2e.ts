// The screen on the wall: three scenes to be read from across the room, of which nothing is cut off.
import type { Page } from "playwright-core";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { expectFit } from "./fitting.js";
import { SalesNumbers } from "./sales_numbers.js";
import { head, playedDepartment } from "./sales_scene.js";
import { type Look, looksAt } from "./screens.js";
import type { Stage } from "./stage.js";

const SCREEN = { width: 1920, height: 1080 };
// Of a letter, on that screen: a thirty-third of its height.
const SMALLEST = 32;
// What each scene has once its numbers are there, and how many of it.
const SCENES = [
  { shows: ".tv-number[data-value]", count: 6 },
  { shows: ".tv-step-count[data-value]", count: 6 },
  { shows: ".tv-bar-count[data-value]", count: 3 * 14 },
];

let stage: Stage;
let evening: Date;

beforeAll(async () => {
  stage = await playedDepartment();
  evening = new Date(`${await new SalesNumbers(stage).busiestDay()}T21:00:00+03:00`);
});
afterEach(() => stage.screens.clear());

// On a day with something of everything, at its evening.
async function wall(look: Look = {}, scene = ""): Promise<Page> {
  const context = await stage.screens.context(head, { ...SCREEN, ...look, audited: true });
  await context.clock.setFixedTime(evening);
  return stage.screens.show(context, `/tv?zone=Europe/Moscow${scene}`);
}

async function arrived(page: Page, scene: number): Promise<void> {
  const { shows, count } = SCENES[scene - 1]!;
  await page.locator(`[data-testid="tv"][data-scene="${scene}"][data-freshness="live"]`).waitFor();
  await page.locator(shows).nth(count - 1).waitFor();
}

// What lies outside the screen or its own part of it, and text that is wider than its place.
function cutOff(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const isWithin = (inner: DOMRect, outer: DOMRect) => inner.left >= outer.left - 1 && inner.top >= outer.top - 1 && inner.right <= outer.right + 1 && inner.bottom <= outer.bottom + 1;
    // What is in a line of text has no width of its own.
    const isTooWide = ({ scrollWidth, clientWidth }: Element) => clientWidth > 0 && scrollWidth > clientWidth + 1;
    const screen = new DOMRect(0, 0, innerWidth, innerHeight);
    return [...document.querySelectorAll(".tv > *")].flatMap((part) => {
      const place = part.getBoundingClientRect();
      const out = [...part.querySelectorAll("*")].filter((one) => !isWithin(one.getBoundingClientRect(), place) || isTooWide(one));
      return [...(isWithin(place, screen) ? [] : [part]), ...out].map((one) => `${one.getAttribute("class") ?? one.localName}: ${one.textContent}`);
    });
  });
}

// Of all that has words of its own.
function smallestLetters(page: Page): Promise<number> {
  return page.evaluate(() => {
    const texts = [...document.querySelectorAll(".tv *")].filter((one) => [...one.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent!.trim() !== ""));
    return Math.min(...texts.map((one) => parseFloat(getComputedStyle(one).fontSize)));
  });
}

describe("the screen on the wall", () => {
  it.each(looksAt(SCREEN.width))("shows all of its three scenes in large letters, $theme, $lang", async (look) => {
    const page = await wall(look);
    for (let scene = 1; scene <= SCENES.length; ++scene) {
      await arrived(page, scene);
      expect(await cutOff(page), `scene ${scene}`).toEqual([]);
      expect(await smallestLetters(page), `scene ${scene}`).toBeGreaterThanOrEqual(SMALLEST);
      await expectFit(page, `scene ${scene}`, "body");
      await page.keyboard.press("ArrowRight");
    }
    await arrived(page, 1);
  });

  it("goes back by a key, and stays at the scene of its address", async () => {
    const turned = await wall();
    await arrived(turned, 1);
    await turned.keyboard.press("ArrowLeft");
    await arrived(turned, 3);
    await arrived(await wall({}, "&scene=2"), 2);
  });
});
