import { describe, expect, it } from "vitest";
import { commandsOf, examplesOf, isAs, printedBy, programOf } from "./page.js";

const PAGE = ["text", "```ts browser", "const a = 1;", "```", "```sh", "ls", "```", "```ts node", "log(2);", "```", "```text", "2", "```"].join("\n");

describe("a page of examples", () => {
  it("has those that are marked, with what they print", () => {
    expect(examplesOf(PAGE)).toEqual([
      { line: 2, place: "browser", code: "const a = 1;", prints: [] },
      { line: 8, place: "node", code: "log(2);", prints: ["2"] },
    ]);
  });

  it("has commands", () => {
    expect(commandsOf(PAGE)).toEqual(["ls\n"]);
  });

  it("becomes a program for each place, whose output tells which example printed what", () => {
    expect(programOf(examplesOf(PAGE), "node")).toBe('console.log("#line 8");\nlog(2);\n');
    expect(printedBy("#line 8\n2\n\n#line 12\n")).toEqual(new Map([[8, ["2"]], [12, []]]));
  });

  it("compares what is printed, but for what may be anything", () => {
    expect(isAs("a (1)", "a (1)")).toBe(true);
    expect(isAs("lead …, 3 days", "lead xyz, 3 days")).toBe(true);
    expect(isAs("lead …", "lead ")).toBe(false);
    expect(isAs("a.c", "abc")).toBe(false);
  });
});
