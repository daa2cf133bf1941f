import { describe, expect, it } from "vitest";
import { examplesOf, isAs, onlyBoxOf, printedBy, programOf } from "./page.js";

const PAGE = ["text", "```ts browser", "const a = 1;", "```", "```sh", "ls", "```", "```ts node", "log(2);", "```", "```text", "2", "```", "```kotlin", "println(3)", "```", "```swift", "print(4)", "```"].join("\n");

describe("a page of examples", () => {
  it("has those that are marked, with what they print", () => {
    expect(examplesOf(PAGE)).toEqual([
      { line: 2, place: "browser", code: "const a = 1;", prints: [] },
      { line: 8, place: "node", code: "log(2);", prints: ["2"] },
      { line: 14, place: "kotlin", code: "println(3)", prints: [] },
      { line: 17, place: "swift", code: "print(4)", prints: [] },
    ]);
  });

  it("has one command", () => {
    expect(onlyBoxOf(PAGE, "sh")).toBe("ls\n");
    expect(() => onlyBoxOf(PAGE, "yaml")).toThrow("not 0");
    expect(() => onlyBoxOf(PAGE + "\n" + PAGE, "sh")).toThrow("not 2");
  });

  it("becomes a program for each place, whose output tells which example printed what", () => {
    expect(programOf(examplesOf(PAGE), "node")).toBe('console.log("#line 8");\nlog(2);\n');
    expect(programOf(examplesOf(PAGE), "kotlin")).toBe('println("#line 14");\nprintln(3)\n');
    expect(programOf(examplesOf(PAGE), "swift")).toBe('print("#line 17");\nprint(4)\n');
    expect(printedBy("#line 8\n2\n\n#line 12\n")).toEqual(new Map([[8, ["2"]], [12, []]]));
  });

  it("compares what is printed, but for what may be anything", () => {
    expect(isAs("a (1)", "a (1)")).toBe(true);
    expect(isAs("lead …, 3 days", "lead xyz, 3 days")).toBe(true);
    expect(isAs("lead …", "lead ")).toBe(false);
    expect(isAs("a.c", "abc")).toBe(false);
  });
});
