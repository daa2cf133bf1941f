// What the API says of the department that was played, past the page.
import { createGrpcTransport } from "@connectrpc/connect-node";
import { bearerToken, metricsClient } from "@zamer/api";
import { Basis, type Dimension, Granularity, type KpiRow } from "@zamer/api/metrics/v1/kpi_pb";
import { countOf, dayText, type Values, valuesOf } from "../web/src/sales/value.ts";
import { dateOf } from "./days.js";
import { allDays } from "./sales_scene.js";
import type { Stage } from "./stage.js";

const parent = "departments/demo";

export interface Question {
  from: string;
  to: string;
  filters?: { dimension: Dimension; values: string[] }[];
  // The same of each day.
  daily?: boolean;
  // The same of each value of a dimension.
  split?: Dimension;
}

export class SalesNumbers {
  readonly #metrics;

  constructor({ cluster }: Stage) {
    const token = cluster.token("demo", "sales-head", "SALES_HEAD");
    const interceptors = [bearerToken(() => token)];
    this.#metrics = metricsClient(createGrpcTransport({ baseUrl: cluster.serviceUrl("metrics"), interceptors, defaultTimeoutMs: 10_000 }));
  }

  // By the days on which things happened.
  async ask(question: Question): Promise<Values> {
    const [row] = await this.#rows(question);
    return row ? valuesOf(row) : new Map();
  }

  // The day of the last sixty to which most leads came.
  async busiestDay(): Promise<string> {
    const rows = await this.#rows({ ...allDays(), daily: true });
    const days = rows.flatMap((row) => (row.date ? [{ day: dayText(row.date), leads: countOf(valuesOf(row), "leads") ?? 0 }] : []));
    return days.sort((a, b) => b.leads - a.leads)[0]!.day;
  }

  // Of whom a number is largest.
  async whoHasMost(kpi: string, question: Question & { split: Dimension }): Promise<string> {
    const people = (await this.#rows(question)).map((row) => ({ name: row.dimensionValues[0]!, count: countOf(valuesOf(row), kpi) ?? 0 }));
    return people.filter(({ name }) => name !== "").sort((a, b) => b.count - a.count)[0]!.name;
  }

  async #rows({ from, to, filters = [], daily = false, split }: Question): Promise<KpiRow[]> {
    const { rows } = await this.#metrics.queryKpis({
      parent,
      period: { startDate: dateOf(from), endDate: dateOf(to) },
      basis: Basis.EVENT_DATE,
      filters,
      dimensions: split === undefined ? [] : [split],
      granularity: daily ? Granularity.DAY : Granularity.GRANULARITY_UNSPECIFIED,
    });
    return rows;
  }
}
