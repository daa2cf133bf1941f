import { timestampDate } from "@bufbuild/protobuf/wkt";
import { t } from "@lingui/core/macro";

import { metrics } from "../../app/api.ts";
import { readStepShare, stepKpi } from "../funnel.ts";
import { apiBasis, apiPeriod } from "../queries.ts";
import { shareOf } from "../value.ts";
import { type Step, steps } from "../view.ts";
import { stepName } from "../words.ts";
import { casesOf, type Told } from "./told.ts";

// The share of a step of the funnel, which no KPI counts.
export function stepShare(id: string): Told | undefined {
  const share = readStepShare(id);
  if (!share) return undefined;
  const { step, of } = share;
  const from = of === "leads" ? "leads" : steps[steps.indexOf(step) - 1]!;
  return {
    ...wordsOf(step, from),
    beyond: true,
    async read({ department, period, basis, filters }, signal) {
      const funnel = await metrics.getFunnel({ parent: department, period: apiPeriod(period), basis: apiBasis(basis), filters: [...filters] }, { signal });
      const found = funnel.steps.find((each) => each.step === step);
      const ratio = of === "leads" ? found?.fromLeads : found?.fromPrevious;
      const value = ratio && shareOf(ratio);
      return {
        value: value && { kind: "ratio", ...value, raw: `${value.k}/${value.n}`, unknown: 0 },
        asOf: funnel.asOfTime && timestampDate(funnel.asOfTime),
      };
    },
    cases: (question, part, signal) => casesOf(question, stepKpi[part === "denominator" ? from : step], signal),
  };
}

function wordsOf(step: Step, from: Step): { title: string; definition: string } {
  const [before, passed] = [stepName(from), stepName(step)];
  return {
    title: `${before} → ${passed}`,
    definition: t`Какая доля лидов, прошедших шаг «${before}», прошла и шаг «${passed}». Кто прошёл его в обход или о ком история не знает, в долю не входит.`,
  };
}
