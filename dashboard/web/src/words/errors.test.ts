import { readFileSync } from "node:fs";
import { join } from "node:path";

import { expect, test } from "vitest";

import { sentences } from "./errors.ts";

const list = readFileSync(join(import.meta.dirname, "../../../../services/common/status/reason_list.h"), "utf8");
const reasons = Array.from(list.matchAll(/^ {2}X\(k\w+, "([A-Z_]+)"/gm), ([, reason]) => reason!);

// Told to other programs only: channels, imports, who runs the services.
const unseen = [
  "WAY_IN_NOT_FOUND",
  "DELIVERY_REFUSED",
  "DELIVERY_UNREADABLE",
  "DELIVERY_NOT_FOUND",
  "CURSOR_UNKNOWN",
  "ADDRESS_UNUSABLE",
  "CREDENTIALS_UNUSABLE",
  "IMPORT_NOT_FOUND",
  "DEPARTMENT_ALREADY_EXISTS",
];

test("every reason that a person can meet is told in words", () => {
  expect(reasons.length).toBeGreaterThan(100);
  expect(reasons.filter((reason) => !(reason in sentences)).sort()).toEqual([...unseen].sort());
});

test("no sentence is for a reason that does not exist", () => {
  expect(Object.keys(sentences).filter((reason) => !reasons.includes(reason))).toEqual([]);
});
