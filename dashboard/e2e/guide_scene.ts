// The department of the guide's pictures: two weeks that were lived through, and the morning after them. The services and
// the browser go by a clock of their own, so that the days in the pictures stay what they are.
import { leadClient, metricsClient, newRequestId, Positions, schedulingClient } from "@zamer/api";
import { Meeting_State } from "@zamer/api/scheduling/v1/meeting_pb";
import { timestampDate, timestampFromDate } from "@bufbuild/protobuf/wkt";
import { Touch_Kind } from "@zamer/api/lead/v1/lead_pb";
import type { BrowserContext, Page } from "playwright-core";
import { transportTo } from "./calls.js";
import { Clock } from "./clock.js";
import { Cluster } from "./cluster.js";
import { eventually } from "./processes.js";
import { isNarrow, type Look, Screens } from "./screens.js";

const DEPARTMENT = "departments/demo";
const HEAD = "sales-head";
// Of these clients none cancels a contract.
const SEED = 88;

// Where the simulation begins, and the Monday after its two weeks.
const DAYS = 14;
export const NOW = new Date("2026-05-04T10:15:00+03:00");
const MINUTE = 60_000;
// The page looks at its clock every second.
const LOOKED_AT_WITHIN = 2_000;

export class GuideScene {
  readonly #positions = new Positions();
  readonly #contexts = new Map<string, Promise<BrowserContext>>();

  private constructor(
    readonly cluster: Cluster,
    private readonly clock: Clock,
    private readonly screens: Screens,
  ) {}

  static async open(): Promise<GuideScene> {
    const clock = new Clock();
    const cluster = await Cluster.start({ flags: [`--clock-file=${clock.file}`, "--timer-tick=5ms"] });
    const scene = new GuideScene(cluster, clock, await Screens.open(cluster.url));
    liveThroughDays(cluster, clock);
    cluster.addLogin("demo", HEAD);
    await scene.#setTargets();
    await scene.#morning();
    return scene;
  }

  async close(): Promise<void> {
    await this.screens.close();
    await this.cluster.stop();
    this.clock.remove();
  }

  // A page of the head of sales, or of nobody.
  async page(path: string, { signedIn = true, width = 1440, height = 900 }: Look & { signedIn?: boolean } = {}): Promise<Page> {
    const page = await this.screens.show(await this.#contextFor(signedIn, width), path);
    await page.setViewportSize({ width, height });
    return page;
  }

  // The edge is gone for so long that the page says so. What the edge had sent before may be taken in after the clock was
  // moved, and is fresh then: so the clock is moved on until the page is out of patience.
  async loseTheEdge(page: Page): Promise<void> {
    await page.locator('[data-freshness="live"]').first().waitFor();
    this.screens.forgiving = true;
    await this.cluster.kill("gateway");
    let passed = 0;
    await eventually("the page to say that its numbers are old", async () => {
      passed += MINUTE / 4;
      await page.context().clock.setFixedTime(new Date(NOW.getTime() + passed));
      await page.locator(".stale-banner").waitFor({ timeout: LOOKED_AT_WITHIN });
      return true;
    });
  }

  async bringTheEdgeBack(): Promise<void> {
    this.cluster.begin("gateway");
    await this.cluster.ready();
  }

  // Fails if a browser complained.
  clear(): Promise<void> {
    return this.screens.clear();
  }

  // Signing in takes longer than all else, so it is done once for each kind of screen.
  #contextFor(signedIn: boolean, width: number): Promise<BrowserContext> {
    const kind = `${signedIn} ${isNarrow(width)}`;
    const opened = this.#contexts.get(kind) ?? this.#open(signedIn, width);
    this.#contexts.set(kind, opened);
    return opened;
  }

  async #open(signedIn: boolean, width: number): Promise<BrowserContext> {
    const context = await this.screens.context(signedIn ? { department: "demo", login: HEAD } : undefined, { width, audited: true });
    await context.clock.setFixedTime(NOW);
    return context;
  }

  // What the month is to come to.
  async #setTargets(): Promise<void> {
    const metrics = metricsClient(this.#transport("metrics", HEAD, "SALES_HEAD"));
    const month = { year: 2026, month: 5 };
    const money = { currencyCode: "RUB", minorUnits: 25_000_000_00n };
    await metrics.setTarget({ parent: DEPARTMENT, target: { month, kpi: "contracts", value: { case: "count", value: 60n } }, requestId: newRequestId() });
    await metrics.setTarget({ parent: DEPARTMENT, target: { month, kpi: "revenue_net", value: { case: "money", value: money } }, requestId: newRequestId() });
  }

  // What the head of sales finds when she comes: two clients whom nobody answers, and a day of meetings of which some are
  // confirmed.
  async #morning(): Promise<void> {
    this.clock.moveTo(NOW.getTime() - 12 * MINUTE);
    for (const name of ["Тимофей", "Варвара"]) await this.#clientWrites(name);
    this.clock.moveTo(NOW.getTime());
    const scheduling = schedulingClient(this.#transport("scheduling", HEAD, "SALES_HEAD"));
    const { meetings } = await scheduling.listMeetings({ parent: DEPARTMENT, startTime: timestampFromDate(NOW), endTime: timestampFromDate(new Date("2026-05-05T00:00:00+03:00")) });
    const ahead = meetings.filter(({ state, startTime }) => state === Meeting_State.BOOKED && timestampDate(startTime!) > NOW);
    for (const { name } of ahead.filter((_, index) => index % 2 === 0)) await scheduling.confirmMeeting({ name, requestId: newRequestId() });
  }

  async #clientWrites(name: string): Promise<void> {
    const channel = `${DEPARTMENT}/channels/vk`;
    await leadClient(this.#transport("lead", "services/gateway", "SERVICE")).createLead({
      parent: DEPARTMENT,
      lead: { clientName: name, externalIdentities: [{ channel, externalId: name }] },
      touch: { channel, kind: Touch_Kind.MESSAGE },
      text: "Здравствуйте! Сколько стоит шкаф в нишу?",
      requestId: newRequestId(),
    });
  }

  #transport(service: "lead" | "scheduling" | "metrics", subject: string, role: string) {
    const token = this.cluster.token(role === "SERVICE" ? "*" : "demo", subject, role);
    return transportTo(this.cluster, service, token, this.#positions);
  }
}

// On a slow machine something may happen a simulated hour late, and the simulation says so. Other tests are about that.
function liveThroughDays(cluster: Cluster, clock: Clock): void {
  try {
    cluster.ctl("simulate", "--department=demo", "--leads=300", `--days=${DAYS}`, `--seed=${SEED}`, `--clock-file=${clock.file}`);
  } catch (error) {
    if (!String(error).includes("NOT exact")) throw error;
  }
}
