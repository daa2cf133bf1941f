import { expect, test } from "vitest";

import { canSplit, filter } from "./queries.ts";
import type { Group } from "./view.ts";

const rows: [filters: Group[], split: Group, possible: boolean][] = [
  [[], "loss_reason", true],
  [["city"], "loss_reason", true],
  [["city", "channel"], "loss_reason", false],
  [["city", "channel"], "lead_manager", true],
  [["city", "channel"], "designer", true],
  [["city", "designer"], "channel", true],
  [["city", "channel", "designer"], "city", true],
  [["city", "channel", "designer"], "lead_manager", false],
  [["city", "designer"], "lead_manager", false],
  [["designer"], "lead_manager", true],
];

test.each(rows)("beside filters on %j a split by %s is counted: %j", (filters, split, possible) => {
  expect(canSplit(filters.map((each) => filter(each, "")), split)).toBe(possible);
});
