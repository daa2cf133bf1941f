// The page as it is shipped, in a browser, over a small department: what the tests of the work pages stand on.
import type { Transport } from "@connectrpc/connect";
import { createGrpcTransport } from "@connectrpc/connect-node";
import { bearerToken, leadClient, Positions, schedulingClient, zamerInterceptors } from "@zamer/api";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { openDepartment } from "../examples/department.js";
import { Cluster, password } from "./cluster.js";

export const DEPARTMENT = "departments/d1";
const ROLES = { anna: "LEAD_MANAGER", olga: "OFFICE_MANAGER", daria: "DESIGNER" } as const;
export type Person = keyof typeof ROLES;

export interface Look {
  width?: number;
  theme?: "light" | "dark";
  lang?: "ru" | "en";
  // Lets a test bring in scripts of its own, which the page's content security policy would not.
  audited?: boolean;
}

export class WorkScene {
  // What the browser complained of.
  readonly complaints: string[] = [];
  // While it is set, interactions are logged and the answers lost, as on a bad network.
  losesAnswers = false;
  readonly #positions = new Positions();
  readonly #contexts: BrowserContext[] = [];

  private constructor(
    private readonly cluster: Cluster,
    private readonly browser: Browser,
  ) {}

  static async open(): Promise<WorkScene> {
    const cluster = await Cluster.start();
    await openDepartment(cluster);
    for (const person of Object.keys(ROLES)) cluster.addLogin("d1", person);
    const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu", "--disable-quic"] });
    return new WorkScene(cluster, browser);
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.cluster.stop();
  }

  // A page of a person who has signed in, as on a phone unless said otherwise.
  async page(person: Person, path: string, { width = 390, theme = "light", lang = "ru", audited = false }: Look = {}): Promise<Page> {
    const phone = width < 640;
    const context = await this.browser.newContext({
      baseURL: this.cluster.url,
      viewport: { width, height: phone ? 844 : 900 },
      isMobile: phone,
      hasTouch: phone,
      bypassCSP: audited,
    });
    this.#contexts.push(context);
    const signIn = await context.request.post("/auth/sign-in", {
      data: { department: "d1", login: person, password },
      headers: { origin: this.cluster.url },
    });
    if (!signIn.ok()) throw new Error(`${person} may not sign in: ${await signIn.text()}`);
    await context.addInitScript(
      ([theme, lang]) => {
        localStorage.setItem("zamer.theme", theme!);
        localStorage.setItem("zamer.lang", lang!);
      },
      [theme, lang],
    );
    await context.route(/\/LogInteraction$/, async (route) => {
      if (!this.losesAnswers) return route.continue();
      await route.fetch();
      await route.abort();
    });
    const page = await context.newPage();
    page.on("pageerror", (error) => this.complaints.push(`${path}: ${error.message}`));
    page.on("console", (message) => {
      if (message.type() === "error" && !this.losesAnswers) this.complaints.push(`${path}: ${message.text()}`);
    });
    await page.goto(path);
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
    const token = subject === "services/gateway" ? this.cluster.token("*", subject, "SERVICE") : this.cluster.token("d1", subject, ROLES[subject]);
    const interceptors = zamerInterceptors({ positions: this.#positions, interceptors: [bearerToken(() => token)] });
    return createGrpcTransport({ baseUrl: this.cluster.serviceUrl(service), interceptors, defaultTimeoutMs: 10_000 });
  }
}
