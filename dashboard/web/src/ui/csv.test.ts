import { expect, test } from "vitest";

import { csv } from "./csv.ts";

test("a spreadsheet gets the mark, semicolons and whole lines", () => {
  expect(csv(["день", "лидов"], [["2026-11-26", 12]])).toBe("\ufeffдень;лидов\r\n2026-11-26;12\r\n");
});

test("what would break a cell is quoted, and what is not there is empty", () => {
  expect(csv(["a"], [['x;"y"\n', undefined]])).toBe('\ufeffa\r\n"x;""y""\n";\r\n');
});

test("text cannot become a formula; a number stays a number", () => {
  expect(csv(["a"], [["=1+1", -5]])).toBe("\ufeffa\r\n'=1+1;-5\r\n");
});
