import { Trans, useLingui } from "@lingui/react/macro";
import { type ReactNode, Suspense } from "react";

import { PlanNote, Spark } from "./later.ts";
import { Num } from "./Num.tsx";
import { useSales } from "./SalesContext.tsx";
import { useDaily, useTotals } from "./totals.ts";
import { type Value, type Values, countOf } from "./value.ts";
import { counted } from "./words.ts";

const SPEED = "speed_to_attempt_staffed";
const shown = ["leads", SPEED, "meetings", "contracts", "revenue_net", "follow_ups_overdue"];

// The six numbers of the department.
export function Tiles() {
  const { t } = useLingui();
  const sales = useSales();
  const { formats } = sales;
  const { now, before } = useTotals();
  const { days, values } = useDaily(shown);
  const spark = (kpi: string) => days.map((day) => (values ? plotted(values.get(day), kpi) : undefined));
  const count = (kpi: string, of: Values | undefined) => formats.count(countOf(of, kpi) ?? 0);
  const money = (value: Value | undefined) => (value?.kind === "money" ? formats.shortMoney(value.minorUnits, value.currency) : "—");
  const speed = (value: Value | undefined) => (value?.kind === "duration" && value.p50 !== undefined ? formats.duration(value.p50) : "—");
  const within = durationOf(now, SPEED)?.within;
  const average = now?.get("average_contract");
  const show = now?.get("show_rate");
  const inTime = now?.get("follow_ups_in_time");
  const toContract = now?.get("lead_to_contract");
  const tile = (kpi: string, label: string, text: (of: Values) => string, note?: ReactNode) => (
    <Tile key={kpi} kpi={kpi} label={label} now={now} before={before} text={text} note={note} spark={spark(kpi)} />
  );
  // What is left to the month's plan; where there is none, something else.
  const planned = (kpi: string, otherwise: ReactNode) => <Suspense fallback={otherwise}><PlanNote kpi={kpi} otherwise={otherwise} /></Suspense>;
  return (
    <section className="tiles" aria-label={t`Главные числа`}>
      <p className="card-basis tiles-basis">{counted(sales)}</p>
      {tile("leads", t`Лиды`, (of) => count("leads", of), toContract?.kind === "ratio" && toContract.rate !== undefined && (
        <Num kpi="lead_to_contract" value={toContract}><Trans>{formats.share(toContract.rate)} дошли до договора</Trans></Num>
      ))}
      {tile(SPEED, t`Первый ответ, медиана`, (of) => speed(of.get(SPEED)), within?.rate !== undefined && (
        <Trans>
          <Num kpi={SPEED} part="within" raw={`${within.k}/${within.n}`}>в лимите {formats.share(within.rate)}</Num>,{" "}
          <Num kpi={SPEED} part="within" raw={within.k} aside>{formats.count(within.k)}</Num> из <Num kpi={SPEED} raw={within.n}>{formats.count(within.n)}</Num>
        </Trans>
      ))}
      {tile("meetings", t`Встречи состоялись`, (of) => count("meetings", of), show?.kind === "ratio" && show.n > 0 && (
        <Num kpi="show_rate" part="denominator" raw={show.n}><Trans>из {formats.count(show.n)}, чьё время пришло</Trans></Num>
      ))}
      {tile("contracts", t`Договоры`, (of) => count("contracts", of), planned("contracts", countOf(now, "contracts_cancelled") ? (
        <Num kpi="contracts_cancelled" raw={countOf(now, "contracts_cancelled")}><Trans>расторгнуто {count("contracts_cancelled", now)}</Trans></Num>
      ) : undefined))}
      {tile("revenue_net", t`Выручка`, (of) => money(of.get("revenue_net")), planned("revenue_net", average?.kind === "cost" && average.minorUnits !== undefined && (
        <Num kpi="average_contract" value={average}><Trans>средний договор {formats.shortMoney(average.minorUnits, average.currency)}</Trans></Num>
      )))}
      {tile("follow_ups_overdue", t`Просрочено задач`, (of) => count("follow_ups_overdue", of), inTime?.kind === "ratio" && inTime.rate !== undefined && (
        <Num kpi="follow_ups_in_time" value={inTime}><Trans>в срок сделано {formats.share(inTime.rate)}</Trans></Num>
      ))}
    </section>
  );
}

function Tile({ kpi, label, now, before, text, note, spark }: {
  kpi: string;
  label: string;
  now: Values | undefined;
  before: Values | undefined;
  text: (of: Values) => string;
  note: ReactNode;
  spark: (number | undefined)[];
}) {
  const { formats, before: days } = useSales();
  const value = now?.get(kpi);
  const difference = value?.kind === "count" && before ? value.count - (countOf(before, kpi) ?? 0) : undefined;
  return (
    <article className="tile" data-testid={`tile-${kpi}`}>
      <h2>{label}</h2>
      <p className="tile-number">
        {now ? <Num kpi={kpi} value={value} raw={value?.raw ?? 0}>{text(now)}</Num> : <span className="waiting">—</span>}
      </p>
      <p className="tile-note">{note || " "}</p>
      <Suspense fallback={<svg className="spark" />}><Spark values={spark} /></Suspense>
      <p className="tile-before">
        {before ? (
          <>
            <span className="tile-days">{formats.shortRange(days.start, days.end)}:</span>{" "}
            <Num kpi={kpi} raw={before.get(kpi)?.raw ?? 0} window="before">{text(before)}</Num>
            {difference !== undefined && difference !== 0 && <> · <b><Num kpi={kpi} raw={difference} aside>{formats.delta(difference)}</Num></b></>}
          </>
        ) : " "}
      </p>
    </article>
  );
}

function durationOf(values: Values | undefined, kpi: string) {
  const value = values?.get(kpi);
  return value?.kind === "duration" ? value : undefined;
}

// A day on which nothing happened counts 0; it has no speed.
function plotted(values: Values | undefined, kpi: string): number | undefined {
  const value = values?.get(kpi);
  if (kpi === SPEED) return value?.kind === "duration" ? value.p50 : undefined;
  if (value?.kind === "money") return value.minorUnits;
  return value?.kind === "count" ? value.count : 0;
}
