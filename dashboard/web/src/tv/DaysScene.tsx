import { Trans, useLingui } from "@lingui/react/macro";

import { useBoard } from "../live/useBoard.ts";
import { addDays, weekdayOf } from "../sales/period.ts";
import { kpiQuery } from "../sales/queries.ts";
import { countOf, daily } from "../sales/value.ts";
import type { SceneProps } from "./TvPage.tsx";

const DAYS = 14;

// Two weeks, day by day: leads, meetings, contracts.
export function DaysScene({ department, today, formats }: SceneProps) {
  const { t } = useLingui();
  const days = Array.from({ length: DAYS }, (_, index) => addDays(today, index + 1 - DAYS));
  const rows = [
    { kpi: "leads", label: t`лиды` },
    { kpi: "meetings", label: t`встречи` },
    { kpi: "contracts", label: t`договоры` },
  ];
  const { answers } = useBoard([kpiQuery({ department, period: { start: days[0]!, end: today }, basis: "event", kpis: rows.map(({ kpi }) => kpi), daily: true })]);
  const values = daily(answers[0]);
  return (
    <section className="tv-scene">
      <h1><Trans>Две недели</Trans> <small>{formats.range(days[0]!, today)} · <Trans>по дате события</Trans></small></h1>
      <div className="tv-days">
        {rows.map(({ kpi, label }) => {
          const counts = days.map((day) => (values && (countOf(values.get(day), kpi) ?? 0)));
          const most = Math.max(1, ...counts.map((count) => count ?? 0));
          const sum = counts.reduce((total: number, count) => total + (count ?? 0), 0);
          return (
            <div key={kpi} className="tv-row">
              <div className="tv-row-head">
                <p className="tv-number">{values ? formats.count(sum) : "—"}</p>
                <p className="tv-label">{label}</p>
              </div>
              <div className="tv-bars">
                {days.map((day, index) => (
                  <div key={day} className={`tv-bar ${weekdayOf(day) > 5 ? "is-weekend" : ""} ${day === today ? "is-today" : ""}`}>
                    <span className="tv-bar-count" data-kpi={kpi} data-basis="event" data-day={day} data-value={counts[index]}>{counts[index] || ""}</span>
                    <svg width="100%" height="100%" aria-hidden="true"><rect y={`${100 - ((counts[index] ?? 0) / most) * 100}%`} width="100%" height={`${((counts[index] ?? 0) / most) * 100}%`} rx="4" /></svg>
                  </div>
                ))}
              </div>
            </div>
          );
        })}
        <div className="tv-row tv-row-days">
          <span />
          <div className="tv-bars">{days.map((day) => <span key={day}>{formats.weekday(day)}</span>)}</div>
        </div>
      </div>
    </section>
  );
}
