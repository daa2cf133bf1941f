// Runs every example of docs/using-the-api.md, from top to bottom, against the services, and compares what it prints.
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Bridge, startBridge } from "./bridge.js";
import { openDepartment } from "./department.js";
import { type Example, examplesOf, isAs, printedBy, programOf } from "./page.js";
import { type Services, startServices } from "./services.js";

const DASHBOARD = join(import.meta.dirname, "..");
const PAGE = join(DASHBOARD, "../docs/using-the-api.md");
const PATIENCE = 60_000;

// What a browser has and Node lacks: a place where the page is, and addresses relative to it.
const BROWSER = `
globalThis.location = new URL(process.env.EXAMPLE_ORIGIN + "/") as unknown as Location;
const { fetch: fetchOfNode } = globalThis;
globalThis.fetch = (input, init) => fetchOfNode(typeof input === "string" ? new URL(input, location.href) : input, init);
`;

let services: Services;
let bridge: Bridge;
let folder: string;

beforeAll(async () => {
  services = await startServices();
  await openDepartment(services);
  const anna = {
    session: {
      employee: "departments/d1/employees/anna",
      department: "departments/d1",
      displayName: "Анна",
      roles: ["LEAD_MANAGER"],
      display: false,
    },
    token: services.token("anna", "d1", "LEAD_MANAGER"),
  };
  bridge = await startBridge({ services, signedIn: () => anna });
  const cache = join(DASHBOARD, "node_modules/.cache");
  await mkdir(cache, { recursive: true });
  folder = await mkdtemp(join(cache, "examples-"));
}, PATIENCE);

afterAll(async () => {
  await bridge?.stop();
  await services?.stop();
  await rm(folder, { recursive: true, force: true });
});

const examples = examplesOf(await readFile(PAGE, "utf8"));

it.each(["browser", "node"] as const)(
  "every example for %s is true",
  async (place) => {
    const program = `${place === "browser" ? BROWSER : ""}export {};\n${programOf(examples, place)}`;
    const printed = printedBy(await run(place, program));
    const wanted = examples.filter((example) => example.place === place);
    expect(wanted.length).toBeGreaterThan(3);
    for (const example of wanted) compare(example, printed.get(example.line));
  },
  PATIENCE,
);

async function run(place: string, program: string): Promise<string> {
  const file = join(folder, `${place}.mts`);
  await writeFile(file, program);
  const env = {
    ...process.env,
    EXAMPLE_ORIGIN: bridge.origin,
    ZAMER_LEAD: services.address.lead,
    ZAMER_SCHEDULING: services.address.scheduling,
    ZAMER_TOKEN: services.token("anna", "d1", "LEAD_MANAGER"),
  };
  const tsx = join(DASHBOARD, "node_modules/.bin/tsx");
  const { stdout } = await promisify(execFile)(tsx, [file], { cwd: DASHBOARD, env, timeout: PATIENCE });
  return stdout;
}

function compare({ line, prints }: Example, printed: string[] | undefined): void {
  const same = printed?.length === prints.length && prints.every((expected, index) => isAs(expected, printed[index] ?? ""));
  expect(same ? prints : printed, `line ${line} of the page`).toEqual(prints);
}
