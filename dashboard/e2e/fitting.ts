// Whether a page fits its screen and can be used by everybody.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";
import { expect } from "vitest";

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

// Nothing sticks out sideways, and axe finds nothing wrong; the page must be shown with `audited`.
export async function expectFit(page: Page, what: string, within = "main"): Promise<void> {
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), `${what}: overflow`).toBeLessThanOrEqual(0);
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
