import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

const src = join(import.meta.dirname, "..");

// The style sheets of all areas a person has been to hold at once: a shared name would restyle another area.
it("has no class of another area in its style sheet", () => {
  const own = classesOf("work/work.css");
  const files = readdirSync(src, { recursive: true, encoding: "utf8" });
  const others = files.filter((file) => file.endsWith(".css") && !file.startsWith("work/"));
  expect(others.length).toBeGreaterThan(2);
  for (const file of others) expect(classesOf(file).filter((name) => own.includes(name) && name !== "button"), file).toEqual([]);
});

function classesOf(file: string): string[] {
  const text = readFileSync(join(src, file), "utf8").replace(/\/\*.*?\*\//gs, "");
  return [...new Set(Array.from(text.matchAll(/\.([a-z][a-z0-9-]*)/g), ([, name]) => name!))];
}
