import { timestampDate } from "@bufbuild/protobuf/wkt";
import { Trans, useLingui } from "@lingui/react/macro";
import type { Funnel } from "@zamer/api/metrics/v1/metrics_service_pb";

import { Suspense } from "react";

import { metrics } from "../app/api.ts";
import { Link } from "../app/Link.tsx";
import { Whisker } from "../charts/Whisker.tsx";
import { Card, TableTwin } from "../ui/Card.tsx";
import { Old } from "../ui/Old.tsx";
import { useFetched } from "../ui/useFetched.ts";
import { AsOf } from "./AsOf.tsx";
import { stepKpi, stepShareId, type Whole } from "./funnel.ts";
import { Losses, SplitPanel } from "./later.ts";
import { Num } from "./Num.tsx";
import { apiBasis, apiPeriod } from "./queries.ts";
import { useSales } from "./SalesContext.tsx";
import { ShareText } from "./ShareText.tsx";
import { useTotals } from "./totals.ts";
import { type Share, type Values, shareOf } from "./value.ts";
import { type Step, steps } from "./view.ts";
import { counted, stepName } from "./words.ts";
import { FEW } from "./wilson.ts";

// The KPIs that are the shares of a step.
const shareKpi: Record<Whole, Partial<Record<Step, string>>> = {
  previous: { phones: "phone_rate", bookings: "booking_rate_of_phones", contracts: "close_rate" },
  leads: { phones: "phone_rate", bookings: "booking_rate", contracts: "lead_to_contract" },
};

// It is asked for when the totals move; and by the clock, so that its time goes on while nothing happens.
const EVERY = 15_000;

interface StepRow {
  step: Step;
  count: number;
  unknown: number;
  fromPrevious: Share | undefined;
  fromLeads: Share | undefined;
}

export function FunnelCard() {
  const { t } = useLingui();
  const sales = useSales();
  const { department, period, filters, view } = sales;
  const { now } = useTotals();
  const request = { parent: department, period: apiPeriod(period), basis: apiBasis(view.basis), filters: [...filters] };
  const key = JSON.stringify([request.period, request.basis, filters.map(({ dimension, values }) => [dimension, values])]);
  const funnel = useFetched(key, (signal) => metrics.getFunnel(request, { signal }), { again: now, every: EVERY });
  const asOf = funnel.data?.asOfTime && timestampDate(funnel.data.asOfTime);
  const rows = funnel.data && rowsOf(funnel.data);
  const table = rows && {
    header: [t`Шаг`, t`Лидов`, t`Из предыдущего шага`, t`n`, t`Доля`, t`95 % от`, t`95 % до`, t`История не знает`],
    rows: rows.map(({ step, count, unknown, fromPrevious: from }) => [stepName(step), count, from?.k, from?.n, from?.rate, from?.lower, from?.upper, unknown]),
  };
  const maturing = rows?.some(({ fromPrevious }) => fromPrevious?.maturing);
  return (
    <Card id="funnel" title={t`Воронка`} basis={counted(sales)} asOf={<AsOf time={asOf} />} table={table} className="span-7">
      <Old reads={[funnel]} formats={sales.formats} />
      <figure className="funnel">
        <svg className="only-read" aria-hidden="true" focusable="false">
          <pattern id="maturing" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect className="maturing-ground" width="8" height="8" /><rect className="maturing-line" width="4" height="8" /></pattern>
        </svg>
        {rows ? rows.map((row) => <FunnelRow key={row.step} row={row} most={Math.max(...rows.map(({ count }) => count), 1)} totals={now} />) : <Skeleton />}
        {table && <TableTwin caption={t`Воронка`} table={table} />}
      </figure>
      {maturing && <p className="note"><span className="hatch" aria-hidden="true" /> <Trans>Заявки ещё дозревают: часть договоров впереди.</Trans></p>}
      {view.basis === "event" && <p className="note"><Trans>По дате события шаги одного лида попадают в разные дни, поэтому доля может превысить 100 %.</Trans></p>}
      {view.step && <Suspense><SplitPanel step={view.step} /></Suspense>}
      <Suspense><Losses count={now?.get("losses")} /></Suspense>
    </Card>
  );
}

function FunnelRow({ row, most, totals }: { row: StepRow; most: number; totals: Values | undefined }) {
  const { t } = useLingui();
  const { formats, href, view } = useSales();
  const { step, count, fromPrevious, fromLeads } = row;
  const number = formats.count(count);
  const open = view.step === step;
  const share = fromPrevious && kpiOf(step, "previous", fromPrevious, totals);
  return (
    <div className={`funnel-row ${open ? "is-open" : ""} ${fromPrevious?.maturing ? "is-maturing" : ""}`} data-testid={`step-${step}`}>
      <Link
        className="funnel-step"
        href={href({ step: open ? undefined : step, split: open ? undefined : (view.split ?? "channel") })}
        aria-expanded={open}
        title={t`Разрезать шаг`}
      >
        {stepName(step)}
      </Link>
      <svg className="funnel-bar" width="100%" height="26" aria-hidden="true" focusable="false">
        <rect className="funnel-track" width="100%" height="26" rx="4" />
        <rect className="funnel-fill" width={`${(count / most) * 100}%`} height="26" rx="4" />
      </svg>
      <p className="funnel-count">
        <Num kpi={stepKpi[step]} raw={count}>{number}</Num>
        {fromLeads?.rate !== undefined && <small><Num kpi={kpiOf(step, "leads", fromLeads, totals)} raw={rawOf(fromLeads)}><Trans>{formats.share(fromLeads.rate)} от лидов</Trans></Num></small>}
      </p>
      <div className="funnel-share">
        {share && fromPrevious.rate !== undefined ? (
          <>
            <p>
              <b className={fromPrevious.n < FEW ? "few" : ""}><Num kpi={share} raw={rawOf(fromPrevious)}>{formats.share(fromPrevious.rate)}</Num></b>{" "}
              <ShareText share={fromPrevious} number={{ kpi: share }} />
            </p>
            <Whisker rate={fromPrevious.rate} lower={fromPrevious.lower} upper={fromPrevious.upper} few={fromPrevious.n < FEW} />
          </>
        ) : (
          step === "leads" && <p className="funnel-share-head"><Trans>из предыдущего шага · 95 % интервал</Trans></p>
        )}
      </div>
    </div>
  );
}

// The number that a share opens: a KPI where one counts exactly the same, else the funnel's own.
function kpiOf(step: Step, of: Whole, share: Share, totals: Values | undefined): string {
  const kpi = shareKpi[of][step];
  return kpi && totals?.get(kpi)?.raw === rawOf(share) ? kpi : stepShareId({ step, of });
}

function rawOf({ k, n }: Share): string {
  return `${k}/${n}`;
}

function Skeleton() {
  return <>{steps.map((step) => <div key={step} className="funnel-row waiting"><span className="funnel-step">{stepName(step)}</span></div>)}</>;
}

function rowsOf(funnel: Funnel): StepRow[] {
  return funnel.steps.map(({ step, count, unknown, fromPrevious, fromLeads }) => ({
    step: step as Step,
    count: Number(count),
    unknown: Number(unknown),
    fromPrevious: fromPrevious && shareOf(fromPrevious),
    fromLeads: fromLeads && shareOf(fromLeads),
  }));
}
