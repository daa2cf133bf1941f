import { timestampDate } from "@bufbuild/protobuf/wkt";
import { CasePart } from "@zamer/api/metrics/v1/metrics_service_pb";

import { metrics } from "../../app/api.ts";
import { kpis } from "../../catalogue.gen.ts";
import { isWithin } from "../limit.ts";
import { kpiQuery } from "../queries.ts";
import { definitionOf, titleOf } from "../titles.ts";
import { seconds, totals } from "../value.ts";
import type { Part } from "../view.ts";
import { placeless } from "./placeless.ts";
import { romi } from "./romi.ts";
import { stepShare } from "./step_share.ts";
import { casesOf, type Told } from "./told.ts";

// A KPI, or what is made of several.
export function numberOf(id: string): Told {
  return stepShare(id) ?? placeless(id) ?? romi(id) ?? kpiOf(id);
}

function kpiOf(kpi: string): Told {
  return {
    title: titleOf(kpi),
    definition: definitionOf(kpi),
    isMoney: (part) => isMoney(kpi, part),
    async read(question, signal) {
      const answer = await metrics.queryKpis(kpiQuery({ ...question, kpis: [kpi] }), { signal });
      return { value: totals(answer)?.get(kpi), asOf: answer.asOfTime && timestampDate(answer.asOfTime) };
    },
    async cases(question, part, signal) {
      const { items, whole } = await casesOf(question, kpi, signal, apiPart[part]);
      if (part !== "within") return { items, whole };
      return { items: items.filter(({ duration }) => duration && isWithin(question.limit, seconds(duration)!)), whole };
    },
  };
}

function isMoney(kpi: string, part: Part): boolean {
  const unit = kpis[kpi]?.unit;
  return unit === "money" || (unit === "cost" && part === "numerator") || kpi === "discount_rate";
}

const apiPart: Record<Part, CasePart> = {
  numerator: CasePart.NUMERATOR,
  denominator: CasePart.DENOMINATOR,
  within: CasePart.NUMERATOR,
  unknown: CasePart.UNKNOWN,
};
