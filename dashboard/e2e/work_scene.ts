// The page as it is shipped, in a browser, over a small department: what the tests of the work pages stand on.
import type { Transport } from "@connectrpc/connect";
import { createGrpcTransport } from "@connectrpc/connect-node";
import { bearerToken, leadClient, Positions, schedulingClient, zamerInterceptors } from "@zamer/api";
import type { Page } from "playwright-core";
import { openDepartment } from "../examples/department.js";
import { Cluster } from "./cluster.js";
import { type Look, Screens } from "./screens.js";

export const DEPARTMENT = "departments/d1";
const ROLES = { anna: "LEAD_MANAGER", olga: "OFFICE_MANAGER", daria: "DESIGNER" } as const;
export type Person = keyof typeof ROLES;

export class WorkScene {
  // While it is set, interactions are logged and the answers lost, as on a bad network.
  losesAnswers = false;
  readonly #positions = new Positions();

  private constructor(
    private readonly cluster: Cluster,
    private readonly screens: Screens,
  ) {}

  static async open(): Promise<WorkScene> {
    const cluster = await Cluster.start();
    await openDepartment(cluster);
    for (const person of Object.keys(ROLES)) cluster.addLogin("d1", person);
    return new WorkScene(cluster, await Screens.open(cluster.url));
  }

  async close(): Promise<void> {
    await this.screens.close();
    await this.cluster.stop();
  }

  // A page of a person who has signed in, as on a phone unless said otherwise.
  async page(person: Person, path: string, look: Look = {}): Promise<Page> {
    const context = await this.screens.context({ department: "d1", login: person }, { width: 390, ...look });
    await context.route(/\/LogInteraction$/, async (route) => {
      if (!this.losesAnswers) return route.continue();
      await route.fetch();
      await route.abort();
    });
    const page = await this.screens.show(context, path);
    await page.getByRole("heading", { level: 1 }).waitFor();
    return page;
  }

  // From now on the network is bad, until `clear`.
  loseAnswers(): void {
    this.losesAnswers = true;
    this.screens.forgiving = true;
  }

  async clear(): Promise<void> {
    this.losesAnswers = false;
    await this.screens.clear();
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
