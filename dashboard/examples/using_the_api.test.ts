// Runs every example of docs/using-the-api.md, from top to bottom, against Zamer as it is built, and compares what it
// prints.
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, it } from "vitest";
import { Cluster, password } from "../e2e/cluster.js";
import { openDepartment } from "./department.js";
import { runKotlin } from "./kotlin.js";
import { type Example, examplesOf, isAs, onlyBoxOf, type Place, printedBy, programOf } from "./page.js";
import { runIn } from "./recipe.js";
import { runSwift, SWIFT, SWIFT_PATIENCE } from "./swift.js";

const DASHBOARD = join(import.meta.dirname, "..");
const PAGE = join(DASHBOARD, "../docs/using-the-api.md");
const PATIENCE = 120_000;

// What a browser has and Node lacks: a place where the page is, addresses relative to it, and the cookie of who has signed
// in there.
const BROWSER = `
const { origin } = new URL(process.env.EXAMPLE_ORIGIN!);
globalThis.location = new URL(origin + "/") as unknown as Location;
const { fetch: fetchOfNode } = globalThis;
globalThis.fetch = (input, init) => {
  const headers = new Headers(init?.headers);
  headers.set("cookie", process.env.EXAMPLE_COOKIE!);
  headers.set("origin", origin);
  return fetchOfNode(typeof input === "string" ? new URL(input, location.href) : input, { ...init, headers });
};
`;

let cluster: Cluster;
let folder: string;
let cookie: string;

beforeAll(async () => {
  cluster = await Cluster.start();
  await openDepartment(cluster);
  cluster.addLogin("d1", "anna");
  cookie = await signIn();
  const cache = join(DASHBOARD, "node_modules/.cache");
  await mkdir(cache, { recursive: true });
  folder = await mkdtemp(join(cache, "examples-"));
}, PATIENCE);

afterAll(async () => {
  await cluster?.stop();
  await rm(folder, { recursive: true, force: true });
}, PATIENCE);

const page = await readFile(PAGE, "utf8");
const examples = examplesOf(page);

it.each(["browser", "node", "kotlin"] as const)("every example for %s is true", areTrue, PATIENCE);

it(
  "every example for swift is true",
  async ({ skip }) => {
    skip(!SWIFT, "ZAMER_SWIFT names no command that compiles Swift with gRPC");
    await areTrue("swift");
  },
  SWIFT_PATIENCE,
);

it("the command without the package is answered", async () => {
  const script = onlyBoxOf(page, "sh").replace("https://sales.example.ru", cluster.url);
  const { stdout } = await promisify(execFile)("bash", ["-c", script], { env: { ...process.env, cookie } });
  const { leads } = JSON.parse(stdout) as { leads: { clientName: string }[] };
  expect(leads.map(({ clientName }) => clientName)).toEqual(expect.arrayContaining(["Мария", "Олег"])); // of the examples above
});

async function areTrue(place: Place): Promise<void> {
  const printed = printedBy(await run(place, programOf(examples, place)));
  const wanted = examples.filter((example) => example.place === place);
  expect(wanted.length).toBeGreaterThan(3);
  for (const example of wanted) compare(example, printed.get(example.line));
}

async function signIn(): Promise<string> {
  const answer = await fetch(`${cluster.url}/auth/sign-in`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: cluster.url },
    body: JSON.stringify({ department: "d1", login: "anna", password }),
  });
  return answer.headers.getSetCookie().map((one) => one.split(";")[0]).join("; ");
}

async function run(place: Place, program: string): Promise<string> {
  const lead = new URL(cluster.serviceUrl("lead"));
  const token = { ZAMER_TOKEN: cluster.token("d1", "anna", "LEAD_MANAGER") };
  const recipe = onlyBoxOf(page, "yaml");
  switch (place) {
    case "browser":
      return runTypeScript(place, BROWSER + program, { EXAMPLE_ORIGIN: cluster.url, EXAMPLE_COOKIE: cookie });
    case "node":
      return runTypeScript(place, program, { ...token, ZAMER_LEAD: lead.origin });
    case "kotlin":
      return runKotlin(program, recipe, await mkdtemp(join(folder, "kotlin-")), { ...token, ZAMER_LEAD: lead.host });
    case "swift":
      return runSwift(program, recipe, await mkdtemp(join(folder, "swift-")), { ...token, ZAMER_LEAD: lead.host });
  }
}

async function runTypeScript(name: string, program: string, environment: NodeJS.ProcessEnv): Promise<string> {
  const file = join(folder, `${name}.mts`);
  await writeFile(file, `export {};\n${program}`);
  const tsx = join(DASHBOARD, "node_modules/.bin/tsx");
  return runIn(DASHBOARD, tsx, [file], { environment });
}

function compare({ line, prints }: Example, printed: string[] | undefined): void {
  const same = printed?.length === prints.length && prints.every((expected, index) => isAs(expected, printed[index] ?? ""));
  expect(same ? prints : printed, `line ${line} of the page`).toEqual(prints);
}
