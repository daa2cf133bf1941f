import { expect, test } from "vitest";

import { routes } from "./routes.ts";

const catalogues = import.meta.glob<{ messages: Record<string, unknown> }>("../locales/*.po", { eager: true });

test("the title of every page is among the texts that every page begins with, in each language", () => {
  expect(Object.keys(catalogues)).toHaveLength(2);
  for (const { messages } of Object.values(catalogues)) {
    for (const { path, title } of routes) expect(messages, path).toHaveProperty([title.id]);
  }
});
