import { timestampDate } from "@bufbuild/protobuf/wkt";
import { Dimension } from "@zamer/api/metrics/v1/kpi_pb";
import type { Target, WorkingMonth } from "@zamer/api/metrics/v1/target_pb";

import { metrics } from "../app/api.ts";
import { allPages } from "../sales/pages.ts";
import { type Share, valueOf } from "../sales/value.ts";
import type { Split } from "../sales/view.ts";
import { apiMonth, type Month } from "./month.ts";

// A target and how far it has got, in plain numbers: cases, minor units of money, or shares from 0 to 1.
export interface Goal {
  name: string;
  kpi: string;
  // Whose it is; empty for the department's.
  employee: string;
  split: Split | undefined;
  kind: "count" | "money" | "share";
  target: number;
  fact: number | undefined;
  // The fact itself, as tests want it.
  raw: string;
  // k of n behind a share.
  share: Share | undefined;
  // By now, if it came evenly over the month's working time.
  expected: number | undefined;
  // At the end of the month, if it goes on as until now.
  forecast: number | undefined;
  needed: number | undefined;
  // For each working day left; undefined when none is.
  neededPerDay: number | undefined;
}

// The targets of a month.
export interface Plan {
  goals: Goal[];
  working: WorkingMonth | undefined;
  asOf: Date | undefined;
}

// The department's and everybody's; one employee's with `employee`.
export async function readPlan(department: string, month: Month, signal: AbortSignal, employee = ""): Promise<Plan> {
  const asked = { parent: department, startMonth: apiMonth(month), endMonth: apiMonth(month), employee, pageSize: 1000 };
  let working: WorkingMonth | undefined;
  let asOf: Date | undefined;
  const { items } = await allPages(async (pageToken) => {
    const page = await metrics.listTargets({ ...asked, pageToken }, { signal });
    working = page.months[0];
    asOf = page.asOfTime && timestampDate(page.asOfTime);
    return { items: page.targets, next: page.nextPageToken };
  });
  return { goals: items.map(goalOf), working, asOf };
}

const splitOf: Partial<Record<Dimension, Split>> = { [Dimension.LEAD_MANAGER]: "lead_manager", [Dimension.DESIGNER]: "designer" };

export function goalOf({ name, kpi, employee, dimension, value, progress }: Target): Goal {
  const fact = progress?.fact && valueOf(progress.fact);
  const share = fact?.kind === "ratio" ? fact : undefined;
  const reached = share ? share.rate : fact?.kind === "money" ? fact.minorUnits : fact?.kind === "count" ? fact.count : undefined;
  return {
    name,
    kpi,
    employee,
    split: splitOf[dimension],
    ...targetOf(value),
    fact: reached,
    raw: fact?.raw ?? "",
    share,
    expected: progress?.expected,
    forecast: progress?.runRate,
    needed: progress?.needed === undefined ? undefined : Number(progress.needed),
    neededPerDay: progress?.neededPerDay,
  };
}

function targetOf(value: Target["value"]): Pick<Goal, "kind" | "target"> {
  switch (value.case) {
    case "money":
      return { kind: "money", target: Number(value.value.minorUnits) };
    case "shareBps":
      return { kind: "share", target: value.value / 10_000 };
    default:
      return { kind: "count", target: value.case === "count" ? Number(value.value) : 0 };
  }
}
