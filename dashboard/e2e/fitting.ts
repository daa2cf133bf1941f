// Whether a page fits its screen and can be used by everybody.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";
import { expect } from "vitest";

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

// Nothing sticks out sideways, and axe finds nothing wrong; the page must be shown with `audited`.
export async function expectFit(page: Page, what: string, within = "main"): Promise<void> {
  await expectNothingSticksOut(page, what);
  const violations = await page.evaluate(
    async ({ source, within }) => {
      new Function(source).call(window);
      const { axe } = window as unknown as { axe: { run(within: string): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } };
      return (await axe.run(within)).violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
    },
    { source: axe, within },
  );
  expect(violations, what).toEqual([]);
}

// Neither of the page nor of a dialog that is open. Held to the screen: a phone's window grows with what sticks out.
export async function expectNothingSticksOut(page: Page, what: string): Promise<void> {
  const wider = await page.evaluate((screen) => {
    const boxes = [document.documentElement, ...document.querySelectorAll("dialog[open]")];
    return boxes
      .map((box) => ({ box: box.className || box.localName, by: box.scrollWidth - Math.min(box.clientWidth, screen) }))
      .filter(({ by }) => by > 0);
  }, page.viewportSize()!.width);
  expect(wider, `${what}: sticks out`).toEqual([]);
}
