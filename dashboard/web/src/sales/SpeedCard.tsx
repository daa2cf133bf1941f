import { Trans, useLingui } from "@lingui/react/macro";
import { CasePart, MetricsService } from "@zamer/api/metrics/v1/metrics_service_pb";

import { useMayCall } from "../app/may_call.ts";
import { type Bin, binned, type Clock, SpeedChart } from "../charts/SpeedChart.tsx";
import { Card, TableTwin } from "../ui/Card.tsx";
import { Old } from "../ui/Old.tsx";
import type { Read } from "../ui/reads.ts";
import { useFetched } from "../ui/useFetched.ts";
import { AsOf } from "./AsOf.tsx";
import { ArrivalHeat } from "./ArrivalHeat.tsx";
import { allCases } from "./cases.ts";
import { limitOf } from "./limit.ts";
import { Num } from "./Num.tsx";
import { useSales } from "./SalesContext.tsx";
import { useTotals } from "./totals.ts";
import { type Value, seconds } from "./value.ts";
import { Within } from "./Within.tsx";
import { counted } from "./words.ts";

const STAFFED = "speed_to_attempt_staffed";
const MOST_CASES = 2000;

// How long clients wait for the first try and for the first talk.
export function SpeedCard() {
  const { t } = useLingui();
  const sales = useSales();
  const { formats, settings } = sales;
  const { now, asOf } = useTotals();
  const staffed = durationIn(now?.get(STAFFED));
  const cases = useBins(`${staffed?.count} ${staffed?.p50} ${staffed?.p90}`);
  const limit = limitOf(settings);
  const clocks: [string, string][] = [
    [STAFFED, t`Попытка, в часы смен`],
    ["speed_to_attempt", t`Попытка, круглосуточно`],
    ["speed_to_talk_staffed", t`Разговор, в часы смен`],
    ["speed_to_talk", t`Разговор, круглосуточно`],
  ];
  const rows = clocks.map(([kpi, label]) => ({ kpi, label, value: durationIn(now?.get(kpi)) }));
  const table = {
    header: [t`Время`, t`случаев`, t`медиана, с`, "p90, с", t`в лимите`, t`из`],
    rows: rows.map(({ label, value }) => [label, value?.count, value?.p50, value?.p90, value?.within?.k, value?.within?.n]),
  };
  const distribution = {
    header: [t`от`, t`до`, t`ответов`],
    rows: cases.bins.map(({ from, to, count }) => [formats.duration(from), formats.duration(to), count]),
  };
  return (
    <Card id="speed" title={t`Скорость ответа`} basis={counted(sales)} asOf={<AsOf time={asOf} />} table={table} className="span-5">
      <figure>
        <Old reads={[cases.read]} formats={formats} />
        <SpeedChart
          limit={limit}
          limitLabel={t`лимит ${formats.duration(limit)}`}
          label={(value) => formats.duration(value)}
          bins={cases.bins}
          clocks={rows.flatMap(({ label, value, kpi }): Clock[] => (value ? [{ id: kpi, label, p50: value.p50, p90: value.p90 }] : []))}
        />
        <TableTwin caption={t`Скорость ответа`} table={table} />
        <TableTwin caption={t`Сколько ответов за какое время`} table={distribution} />
      </figure>
      {cases.note && <p className="note">{cases.note}</p>}
      <table className="plain speed-table to-cards">
        <thead>
          <tr><td /><th className="number"><Trans>половина до</Trans></th><th className="number"><Trans>90 % до</Trans></th><th><Trans>в лимите</Trans></th></tr>
        </thead>
        <tbody>
          {rows.map(({ kpi, label, value }) => (
            <tr key={kpi}>
              <th scope="row">{label}</th>
              <td className="number" data-label={t`половина до`}><Num kpi={kpi} value={now?.get(kpi)}>{value?.p50 === undefined ? "—" : formats.duration(value.p50)}</Num></td>
              <td className="number" data-label={t`90 % до`}>{value?.p90 === undefined ? "—" : <Num kpi={kpi} value={value} aside>{formats.duration(value.p90)}</Num>}</td>
              <td data-label={t`в лимите`}>{value ? <Within kpi={kpi} value={value} /> : "—"}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <ArrivalHeat />
    </Card>
  );
}

function durationIn(value: Value | undefined) {
  return value?.kind === "duration" && value.count > 0 ? value : undefined;
}

// The single answers' times, for their distribution.
function useBins(again: string): { read: Read; bins: readonly Bin[]; note: string | undefined } {
  const { t } = useLingui();
  const { department, period, view, filters, formats } = useSales();
  const mayCall = useMayCall();
  const key = JSON.stringify([period, view.basis, filters.map(({ dimension, values }) => [dimension, values])]);
  const read = useFetched(
    mayCall(MetricsService.method.listCases) ? key : undefined,
    (signal) => allCases({ department, period, basis: view.basis, kpi: STAFFED, part: CasePart.NUMERATOR, filters }, MOST_CASES, signal),
    { again },
  );
  const { data } = read;
  const durations = data?.items.flatMap(({ duration }) => (duration ? [seconds(duration)!] : []));
  return { read, bins: binned(durations ?? []), note: data && !data.whole ? t`Столбики — первые ${formats.count(data.items.length)} ответов периода.` : undefined };
}
