import { timestampDate } from "@bufbuild/protobuf/wkt";
import { t } from "@lingui/core/macro";

import { metrics } from "../../app/api.ts";
import { kpiQuery } from "../queries.ts";
import { countOf, totals, type Values } from "../value.ts";
import type { Step } from "../view.ts";
import { casesOf, type Told } from "./told.ts";

export const PLACELESS = "losses_placeless";

// The losses before each step, by the KPI that counts them.
export const lossesBefore: readonly (readonly [Step, string])[] = [
  ["phones", "losses_before_phone"],
  ["bookings", "losses_before_booking"],
  ["meetings_held", "losses_before_meeting"],
  ["contracts", "losses_before_contract"],
];
const placed = lossesBefore.map(([, kpi]) => kpi);

// Lost with a contract behind them, or history does not say how far they had come.
export function placelessIn(values: Values): number {
  return placed.reduce((rest, kpi) => rest - (countOf(values, kpi) ?? 0), countOf(values, "losses") ?? 0);
}

export function placeless(id: string): Told | undefined {
  if (id !== PLACELESS) return undefined;
  return {
    title: t`Потеряны позже`,
    definition: t`Сколько лидов потеряно уже с договором, или история не знает, на каком шаге.`,
    async read(question, signal) {
      const answer = await metrics.queryKpis(kpiQuery({ ...question, kpis: ["losses", ...placed] }), { signal });
      const count = placelessIn(totals(answer)!);
      return { value: { kind: "count", count, raw: String(count), unknown: 0 }, asOf: answer.asOfTime && timestampDate(answer.asOfTime) };
    },
    async cases(question, _, signal) {
      const [all, ...before] = await Promise.all(["losses", ...placed].map((kpi) => casesOf(question, kpi, signal)));
      const known = new Set(before.flatMap(({ items }) => items.map(({ subject }) => subject)));
      return { items: all!.items.filter(({ subject }) => !known.has(subject)), whole: all!.whole && before.every(({ whole }) => whole) };
    },
  };
}
