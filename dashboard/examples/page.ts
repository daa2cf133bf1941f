// The runnable examples of a page: boxes ```ts browser, ```ts node, ```kotlin and ```swift, each followed by what it prints
// in a box ```text, unless it prints nothing. A box ```sh is one command, and prints what it likes.
export type Place = "browser" | "node" | "kotlin" | "swift";

export interface Example {
  // Of the page, where the box begins.
  line: number;
  place: Place;
  code: string;
  prints: string[];
}

const FENCE = "```";

export function examplesOf(page: string): Example[] {
  const examples: Example[] = [];
  let box: { head: string; line: number; text: string[] } | undefined;
  for (const [index, line] of page.split("\n").entries()) {
    if (!line.startsWith(FENCE)) {
      box?.text.push(line);
    } else if (!box) {
      box = { head: line.slice(FENCE.length).trim(), line: index + 1, text: [] };
    } else {
      take(box, examples);
      box = undefined;
    }
  }
  return examples;
}

// What is in the only box of a language, such as the command in ```sh.
export function onlyBoxOf(page: string, language: string): string {
  const [box, ...more] = page.matchAll(new RegExp(`^${FENCE}${language}\\n([^]*?)^${FENCE}$`, "gm"));
  if (!box || more.length > 0) throw new Error(`the page must have one box of ${language}, not ${box ? more.length + 1 : 0}`);
  return box[1]!;
}

const PLACES = new Map<string, Place>([["ts browser", "browser"], ["ts node", "node"], ["kotlin", "kotlin"], ["swift", "swift"]]);
const PRINTS: Record<Place, string> = { browser: "console.log", node: "console.log", kotlin: "println", swift: "print" };

function take({ head, line, text }: { head: string; line: number; text: string[] }, examples: Example[]): void {
  const place = PLACES.get(head);
  if (place) {
    examples.push({ line, place, code: text.join("\n"), prints: [] });
  } else if (head === "text") {
    const last = examples.at(-1);
    if (!last) throw new Error(`line ${line}: nothing prints this`);
    last.prints = text;
  }
}

// Examples of one place as one program, from the top of the page to its end, that says before each which it is.
export function programOf(examples: Example[], place: Place): string {
  const parts = examples.filter((example) => example.place === place);
  return parts.map(({ line, code }) => `${PRINTS[place]}("${markOf(line)}");\n${code}\n`).join("\n");
}

// What each of them printed, by its line of the page.
export function printedBy(output: string): Map<number, string[]> {
  const printed = new Map<number, string[]>();
  let lines: string[] = [];
  for (const line of output.split("\n")) {
    const mark = /^#line (\d+)$/.exec(line);
    if (mark) printed.set(Number(mark[1]), (lines = []));
    else if (line !== "") lines.push(line);
  }
  return printed;
}

function markOf(line: number): string {
  return `#line ${line}`;
}

// Whether a printed line is the expected one, where `…` stands for anything.
export function isAs(expected: string, printed: string): boolean {
  const pattern = expected.split("…").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${pattern.join(".+")}$`).test(printed);
}
