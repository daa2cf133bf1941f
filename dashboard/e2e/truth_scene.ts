// A department with something of every KPI, at a time that stands still.
import { metricsClient, Positions } from "@zamer/api";
import type { Basis, Dimension, KpiRow } from "@zamer/api/metrics/v1/kpi_pb";
import { transportTo } from "./calls.js";
import { Clock } from "./clock.js";
import { Cluster, type Service } from "./cluster.js";
import { dateOf } from "./days.js";
import { Doings } from "./truth_doings.js";

export const HEAD = { department: "demo", login: "sales-head" };

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
// Of Moscow, where the department is.
const OFFSET = 3 * HOUR;

export interface Period {
  from: string;
  to: string;
}

export class TruthScene {
  readonly #positions = new Positions();
  readonly #token: string;

  private constructor(
    readonly cluster: Cluster,
    private readonly clock: Clock,
  ) {
    const roles = ["OPERATOR", "SALES_HEAD", "LEAD_MANAGER", "OFFICE_MANAGER", "DESIGNER", "SERVICE"].map((role) => `--role=${role}`);
    // It is used on the next day.
    this.#token = cluster.ctl("token", "--hours=72", "--department=*", "--subject=services/truth", ...roles).trim();
  }

  static async open(): Promise<TruthScene> {
    // A little ahead of the machine's, by which the simulator goes.
    const clock = new Clock(Date.now() + 10 * MINUTE);
    const scene = new TruthScene(await Cluster.start({ flags: [`--clock-file=${clock.file}`] }), clock);
    try {
      await scene.play();
      return scene;
    } catch (error) {
      await scene.close();
      throw error;
    }
  }

  async close(): Promise<void> {
    await this.cluster.stop();
    this.clock.remove();
  }

  // A day of the department, so many days before its today.
  day(before = 0): string {
    return new Date(this.clock.now + OFFSET - before * DAY).toISOString().slice(0, 10);
  }

  // What the API says of a period, in total or for each value of a dimension.
  async ask({ from, to }: Period, basis: Basis, by?: Dimension): Promise<KpiRow[]> {
    const { rows } = await metricsClient(this.transport("metrics")).queryKpis({
      parent: "departments/demo",
      period: { startDate: dateOf(from), endDate: dateOf(to) },
      basis,
      dimensions: by === undefined ? [] : [by],
    });
    return rows;
  }

  // Most is told by the simulator; what it never tells is done today, and shortly after midnight, when it has fallen due.
  private async play(): Promise<void> {
    this.cluster.ctl("simulate", "--department=demo", "--leads=120", "--days=2", "--speed=0");
    this.cluster.addLogin(HEAD.department, HEAD.login);
    const doings = new Doings((service) => this.transport(service), this.clock);
    await doings.leaveUndone();
    this.clock.moveTo(nextMidnight(this.clock.now) + 12 * MINUTE);
    await doings.beginTheDay();
  }

  private transport(service: Service) {
    return transportTo(this.cluster, service, this.#token, this.#positions);
  }
}

function nextMidnight(time: number): number {
  return Math.floor((time + OFFSET) / DAY + 1) * DAY - OFFSET;
}
