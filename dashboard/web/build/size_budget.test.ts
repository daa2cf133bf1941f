import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";

import { type Bundle, sizes } from "./size_budget.ts";

const piece = (code: string, more: object = {}) => ({ type: "chunk" as const, code, isEntry: false, imports: [], facadeModuleId: null, ...more });
const gzip = (text: string) => gzipSync(text).length;

test("the first load is the entry and the first page with all that they import, once", () => {
  const bundle: Bundle = {
    "index.js": piece("entry", { isEntry: true, imports: ["shared.js"] }),
    "page.js": piece("page", { facadeModuleId: "/x/src/Page.tsx", imports: ["shared.js"], viteMetadata: { importedCss: new Set(["page.css"]) } }),
    "shared.js": piece("shared"),
    "later.js": piece("much that comes later"),
    "page.css": { type: "asset", source: "p{}" },
  };
  const { first, largest } = sizes(bundle, ["src/Page.tsx"]);
  expect(first).toBe(gzip("entry") + gzip("page") + gzip("shared") + gzip("p{}"));
  expect(largest).toBe(gzip("much that comes later"));
});
