import { Trans, useLingui } from "@lingui/react/macro";
import type { CSSProperties, ReactNode } from "react";

import { useBoard } from "../live/useBoard.ts";
import { kpiQuery } from "../sales/queries.ts";
import type { Formats } from "../ui/format.ts";
import { type Value, countOf, totals } from "../sales/value.ts";
import type { SceneProps } from "./TvPage.tsx";

const SPEED = "speed_to_attempt_staffed";
const shown = ["leads", SPEED, "meetings", "show_rate", "contracts", "revenue_net", "late_first_responses"];

// Today, in six numbers. What went wrong is a count here, never a name.
export function TodayScene({ department, today, formats }: SceneProps) {
  const { t } = useLingui();
  const { answers } = useBoard([kpiQuery({ department, period: { start: today, end: today }, basis: "event", kpis: shown })]);
  const now = totals(answers[0]);
  const count = (kpi: string) => (now ? formats.count(countOf(now, kpi) ?? 0) : "—");
  const speed = now?.get(SPEED);
  const show = now?.get("show_rate");
  const revenue = now?.get("revenue_net");
  const within = speed?.kind === "duration" ? speed.within : undefined;
  return (
    <section className="tv-scene">
      <h1><Trans>Сегодня</Trans> <small>{formats.day(today)} · <Trans>по дате события</Trans></small></h1>
      <div className="tv-tiles">
        <Figure kpi="leads" label={t`лиды`} value={now?.get("leads")}>{count("leads")}</Figure>
        <Figure kpi={SPEED} label={t`первый ответ, медиана`} value={speed} note={within?.rate !== undefined && t`в лимите ${formats.share(within.rate)}`}>
          {speed?.kind === "duration" && speed.p50 !== undefined ? wallDuration(formats, speed.p50) : "—"}
        </Figure>
        <Figure kpi="meetings" label={t`встречи`} value={now?.get("meetings")} note={show?.kind === "ratio" && show.n > 0 && t`из ${formats.count(show.n)}, чьё время пришло`}>{count("meetings")}</Figure>
        <Figure kpi="contracts" label={t`договоры`} value={now?.get("contracts")}>{count("contracts")}</Figure>
        <Figure kpi="revenue_net" label={t`выручка`} value={revenue}>{revenue?.kind === "money" ? formats.shortMoney(revenue.minorUnits, revenue.currency) : now ? "0" : "—"}</Figure>
        <Figure kpi="late_first_responses" label={t`поздних ответов`} value={now?.get("late_first_responses")} bad={(countOf(now, "late_first_responses") ?? 0) > 0}>{count("late_first_responses")}</Figure>
      </div>
    </section>
  );
}

function Figure({ kpi, label, value, note, bad = false, children }: { kpi: string; label: string; value: Value | undefined; note?: ReactNode; bad?: boolean; children: string }) {
  const [, number = children, unit = ""] = /^([\d\s.,−-]*\d)\s*(\D+)$/.exec(children) ?? [];
  return (
    <div className={`tv-figure ${bad ? "is-bad" : ""}`}>
      <p className="tv-number" style={{ "--chars": number.length } as CSSProperties} data-kpi={kpi} data-basis="event" data-value={value?.raw ?? 0}>
        {number}{unit && <small> {unit}</small>}
      </p>
      <p className="tv-label">{label}</p>
      <p className="tv-note">{note || " "}</p>
    </div>
  );
}

// One unit only: it has to be taken in at a glance.
function wallDuration(formats: Formats, seconds: number): string {
  const oneUnit = seconds < 3570 ? seconds : seconds < 86_400 ? Math.round(seconds / 3600) * 3600 : Math.round(seconds / 86_400) * 86_400;
  return formats.duration(oneUnit);
}
