// The page as it is shipped, in a browser, over services with a small department: what the tests of the work pages stand on.
import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Transport } from "@connectrpc/connect";
import { createGrpcTransport } from "@connectrpc/connect-node";
import { bearerToken, leadClient, Positions, schedulingClient, zamerInterceptors } from "@zamer/api";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { type Bridge, type SignedIn, startBridge } from "../examples/bridge.js";
import { openDepartment } from "../examples/department.js";
import { type Services, startServices } from "../examples/services.js";

export const DEPARTMENT = "departments/d1";
const ROLES = { anna: "LEAD_MANAGER", olga: "OFFICE_MANAGER", daria: "DESIGNER" } as const;
export type Person = keyof typeof ROLES;

export interface Look {
  width?: number;
  theme?: "light" | "dark";
  lang?: "ru" | "en";
}

export class WorkScene {
  // What the browser complained of.
  readonly complaints: string[] = [];
  readonly #positions = new Positions();
  readonly #contexts: BrowserContext[] = [];

  private constructor(
    private readonly services: Services,
    readonly bridge: Bridge,
    private readonly browser: Browser,
    private readonly folder: string,
  ) {}

  static async open(): Promise<WorkScene> {
    const folder = await mkdtemp(join(tmpdir(), "zamer-page-"));
    await buildPage(folder);
    const services = await startServices();
    await openDepartment(services);
    const tokens = Object.fromEntries(Object.entries(ROLES).map(([id, role]) => [id, services.token(id, "d1", role)]));
    const signedIn = (cookie: string): SignedIn => {
      const id = (/as=(\w+)/.exec(cookie)?.[1] ?? "anna") as Person;
      return {
        session: { employee: `${DEPARTMENT}/employees/${id}`, department: DEPARTMENT, displayName: id, roles: [ROLES[id]], display: false },
        token: tokens[id]!,
      };
    };
    const bridge = await startBridge({ services, signedIn, page: folder });
    const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu", "--disable-quic"] });
    return new WorkScene(services, bridge, browser, folder);
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.bridge.stop();
    await this.services.stop();
    await rm(this.folder, { recursive: true, force: true });
  }

  // A page of a person, as on a phone unless said otherwise.
  async page(person: Person, path: string, { width = 390, theme = "light", lang = "ru" }: Look = {}): Promise<Page> {
    const phone = width < 640;
    const context = await this.browser.newContext({ viewport: { width, height: phone ? 844 : 900 }, isMobile: phone, hasTouch: phone });
    this.#contexts.push(context);
    await context.addCookies([{ name: "as", value: person, url: this.bridge.origin }]);
    await context.addInitScript(
      ([theme, lang]) => {
        localStorage.setItem("zamer.theme", theme!);
        localStorage.setItem("zamer.lang", lang!);
      },
      [theme, lang],
    );
    const page = await context.newPage();
    page.on("pageerror", (error) => this.complaints.push(`${path}: ${error.message}`));
    page.on("console", (message) => {
      if (message.type() === "error" && !this.bridge.losesAnswers) this.complaints.push(`${path}: ${message.text()}`);
    });
    await page.goto(this.bridge.origin + path);
    await page.getByRole("heading", { level: 1 }).waitFor();
    return page;
  }

  async closePages(): Promise<void> {
    for (const context of this.#contexts.splice(0)) await context.close();
  }

  // The services past the page, to prepare and to look.
  leads(subject: Person | "services/gateway" = "anna") {
    return leadClient(this.#transport("lead", subject));
  }
  scheduling(subject: Person = "anna") {
    return schedulingClient(this.#transport("scheduling", subject));
  }

  #transport(service: "lead" | "scheduling", subject: Person | "services/gateway"): Transport {
    const token = subject === "services/gateway" ? this.services.token(subject, "*", "SERVICE") : this.services.token(subject, "d1", ROLES[subject]);
    const interceptors = zamerInterceptors({ positions: this.#positions, interceptors: [bearerToken(() => token)] });
    return createGrpcTransport({ baseUrl: this.services.address[service], interceptors, defaultTimeoutMs: 10_000 });
  }
}

// For production, whatever the test runner says of its environment.
async function buildPage(folder: string): Promise<void> {
  const vite = join(import.meta.dirname, "../node_modules/.bin/vite");
  const env = { ...process.env, NODE_ENV: "production" };
  await promisify(execFile)(vite, ["build", join(import.meta.dirname, "../web"), "--outDir", folder, "--emptyOutDir"], { env });
}
