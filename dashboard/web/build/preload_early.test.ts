import { expect, test } from "vitest";

import { tagsFor } from "./preload_early.ts";

test("the texts and the way to the edge are fetched together with the entry, and nothing else is", () => {
  const tags = tagsFor({
    "assets/ru-1.js": { type: "chunk", moduleIds: ["/x/src/locales/ru.po"] },
    "assets/api-1.js": { type: "chunk", moduleIds: ["/x/src/live/link.ts", "/x/src/app/api.ts"] },
    "assets/ru-2.js": { type: "chunk", moduleIds: ["/x/src/work/locales/ru.po"] },
    "assets/page.css": { type: "asset" },
  });
  expect(tags.map(({ attrs }) => attrs?.["href"])).toEqual(["/assets/ru-1.js", "/assets/api-1.js"]);
});
