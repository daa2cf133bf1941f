import { Trans } from "@lingui/react/macro";

import { metrics } from "../app/api.ts";
import { useBoard } from "../live/useBoard.ts";
import { periodAround } from "../sales/period.ts";
import { apiBasis, apiPeriod, kpiQuery } from "../sales/queries.ts";
import { shareOf } from "../sales/value.ts";
import type { Step } from "../sales/view.ts";
import { stepName } from "../sales/words.ts";
import { FEW } from "../sales/wilson.ts";
import { Old } from "../ui/Old.tsx";
import { useFetched } from "../ui/useFetched.ts";
import type { SceneProps } from "./TvPage.tsx";

const EVERY = 15_000;

// The month's funnel: what became of the leads that came in it.
export function FunnelScene({ department, today, formats }: SceneProps) {
  const period = periodAround("month", today, today);
  const { answers } = useBoard([kpiQuery({ department, period, basis: "cohort", kpis: ["leads", "phones", "bookings", "meetings_held", "leads_with_contract", "leads_handed_over"] })]);
  const request = { parent: department, period: apiPeriod(period), basis: apiBasis("cohort") };
  const funnel = useFetched(`${department} ${today}`, (signal) => metrics.getFunnel(request, { signal }), { again: answers[0], every: EVERY });
  const { data } = funnel;
  const most = Math.max(1, ...(data?.steps ?? []).map(({ count }) => Number(count)));
  return (
    <section className="tv-scene">
      <h1><Trans>Воронка месяца</Trans> <small>{formats.range(period.start, period.end)} · <Trans>по дате заявки, доля — из предыдущего шага</Trans></small></h1>
      <Old reads={[funnel]} formats={formats} />
      <div className="tv-funnel">
        {data?.steps.map(({ step, count, fromPrevious }) => {
          const share = fromPrevious && shareOf(fromPrevious);
          return (
            <div key={step} className="tv-step">
              <span className="tv-step-name">{stepName(step as Step)}</span>
              <svg width="100%" height="100%" preserveAspectRatio="none" aria-hidden="true"><rect className="funnel-track" width="100%" height="100%" rx="6" /><rect className="funnel-fill" width={`${(Number(count) / most) * 100}%`} height="100%" rx="6" /></svg>
              <span className="tv-step-count" data-kpi={`funnel_${step}`} data-basis="cohort" data-value={Number(count)}>{formats.count(Number(count))}</span>
              <span className={`tv-step-share ${share && share.n < FEW ? "is-few" : ""}`}>{share?.rate !== undefined && (share.n < FEW ? <Trans>мало данных</Trans> : formats.share(share.rate))}</span>
            </div>
          );
        })}
      </div>
    </section>
  );
}
