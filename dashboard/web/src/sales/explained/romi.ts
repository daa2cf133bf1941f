import { timestampDate } from "@bufbuild/protobuf/wkt";
import { t } from "@lingui/core/macro";

import { metrics } from "../../app/api.ts";
import { kpiQuery } from "../queries.ts";
import { definitionOf, titleOf } from "../titles.ts";
import { totals } from "../value.ts";
import { casesOf, type Told } from "./told.ts";

// The return on marketing. What it counts is a share of the revenue less the spend, which has no cases of its own: its
// cases are those of the revenue and of the spend.
export function romi(kpi: string): Told | undefined {
  if (kpi !== "romi") return undefined;
  return {
    title: titleOf(kpi),
    definition: definitionOf(kpi),
    isMoney: () => true,
    names: { numerator: t`выручка`, denominator: t`расходы` },
    async read(question, signal) {
      const answer = await metrics.queryKpis(kpiQuery({ ...question, kpis: [kpi, "revenue_net"] }), { signal });
      const values = totals(answer)!;
      const revenue = values.get("revenue_net");
      return {
        value: values.get(kpi),
        asOf: answer.asOfTime && timestampDate(answer.asOfTime),
        amounts: { numerator: revenue?.kind === "money" ? revenue.minorUnits : 0 },
      };
    },
    cases: (question, part, signal) => casesOf(question, part === "denominator" ? "spend" : "revenue_net", signal),
  };
}
