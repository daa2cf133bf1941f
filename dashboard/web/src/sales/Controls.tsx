import { Trans, useLingui } from "@lingui/react/macro";
import { type ReactNode, useId } from "react";

import { metrics } from "../app/api.ts";
import { Link } from "../app/Link.tsx";
import { Icon } from "../ui/Icon.tsx";
import { useFetched } from "../ui/useFetched.ts";
import { type PeriodKind, addDays, stepped } from "./period.ts";
import { kpiQuery } from "./queries.ts";
import { lastSegment, useSales, worksHere } from "./SalesContext.tsx";
import { Status } from "./Status.tsx";
import type { View } from "./view.ts";

// What is shown: the period, on which basis, of whom. All of it is in the address.
export function Controls() {
  const { t } = useLingui();
  const { settings, view, href, formats, period } = useSales();
  return (
    <div className="controls">
      <div className="controls-row">
        <div className="controls-title">
          <h1>{settings.displayName || <Trans>Отдел продаж</Trans>}</h1>
          <p className="print-only">{formats.range(period.start, period.end)}</p>
        </div>
        <PeriodChoice />
        <div className="controls-end">
          <Status formats={formats} />
          <Link className="icon-button" href="/tv" title={t`Экран на стену`}><Trans>ТВ</Trans></Link>
          <button type="button" className="icon-button" onClick={() => print()} title={t`Печать отчёта`}><Trans>Печать</Trans></button>
        </div>
      </div>
      <div className="controls-row">
        <div className="segments" role="group" aria-label={t`Как считать`}>
          <Link href={href({ basis: "event" })} aria-current={view.basis === "event" ? "true" : undefined} title={t`Каждое событие — в свой день`}><Trans>по событиям</Trans></Link>
          <Link href={href({ basis: "cohort" })} aria-current={view.basis === "cohort" ? "true" : undefined} title={t`Что стало с лидами, которые пришли за период`}><Trans>по заявкам</Trans></Link>
        </div>
        <Filters />
      </div>
    </div>
  );
}

function PeriodChoice() {
  const { t } = useLingui();
  const { view, show, href, period, today, formats } = useSales();
  const kinds: [PeriodKind, string][] = [["today", t`День`], ["week", t`Неделя`], ["month", t`Месяц`], ["range", t`Период`]];
  const to = (kind: PeriodKind): Partial<View> => (kind === "range" ? { kind, range: period, on: undefined } : { kind, on: undefined, range: undefined });
  const { kind } = view;
  const isNow = period.end >= today;
  return (
    <div className="period">
      <div className="segments" role="group" aria-label={t`Период`}>
        {kinds.map(([each, label]) => (
          <Link key={each} href={href(to(each))} aria-current={each === kind ? "true" : undefined} data-testid={`period-${each}`}>{label}</Link>
        ))}
      </div>
      {kind === "range" ? (
        <div className="period-range">
          <input type="date" aria-label={t`С какого дня`} value={period.start} max={period.end} onChange={({ target }) => target.value && show({ range: { ...period, start: target.value } })} />
          <span aria-hidden="true">–</span>
          <input type="date" aria-label={t`По какой день`} value={period.end} min={period.start} max={today} onChange={({ target }) => target.value && show({ range: { ...period, end: target.value } })} />
        </div>
      ) : (
        <div className="period-step">
          <Link className="icon-button" href={href({ on: stepped(kind, view.on ?? today, -1) })} aria-label={t`Раньше`}><Icon name="left" /></Link>
          <b>{formats.range(period.start, period.end)}</b>
          {isNow ? <span className="icon-button is-off"><Icon name="right" /></span> : <Link className="icon-button" href={href({ on: stepped(kind, view.on ?? today, 1) })} aria-label={t`Позже`}><Icon name="right" /></Link>}
        </div>
      )}
    </div>
  );
}

// What the department has had in the last half year can be chosen.
const CITY_DAYS = 180;

function Filters() {
  const { t } = useLingui();
  const { view, show, department, today, people, channels } = useSales();
  const cities = useFetched(`${department} ${today}`, async (signal) => {
    const { rows } = await metrics.queryKpis(kpiQuery({ department, period: { start: addDays(today, -CITY_DAYS), end: today }, basis: "cohort", kpis: ["leads"], split: "city" }), { signal });
    return rows.map((row) => row.dimensionValues[0] ?? "").sort();
  });
  const names = new Set(cities.data ?? []);
  if (view.city !== undefined) names.add(view.city);
  return (
    <div className="filters" role="group" aria-label={t`Фильтры`}>
      <Choice label={t`Город`} value={view.city} onChoose={(city) => show({ city })} testId="filter-city">
        {[...names].map((city) => <option key={city} value={`=${city}`}>{city || t`не указан`}</option>)}
      </Choice>
      <Choice label={t`Канал`} value={view.channel} onChoose={(channel) => show({ channel })} testId="filter-channel">
        {channels.map(({ name, displayName }) => <option key={name} value={`=${lastSegment(name)}`}>{displayName}</option>)}
      </Choice>
      <Choice label={t`Сотрудник`} value={view.person} onChoose={(person) => show({ person })} testId="filter-person">
        {people.filter((person) => worksHere(person) || lastSegment(person.name) === view.person).map(({ name, displayName }) => (
          <option key={name} value={`=${lastSegment(name)}`}>{displayName}</option>
        ))}
      </Choice>
    </div>
  );
}

// An option's value is `=` and the filter's, so that the filter on "not given" differs from no filter.
function Choice({ label, value, onChoose, children, testId }: {
  label: string;
  value: string | undefined;
  onChoose: (value: string | undefined) => void;
  children: ReactNode;
  testId: string;
}) {
  const { t } = useLingui();
  const id = useId();
  return (
    <span className={`choice ${value === undefined ? "" : "is-set"}`}>
      <label className="only-read" htmlFor={id}>{label}</label>
      <select id={id} value={value === undefined ? "" : `=${value}`} onChange={({ target }) => onChoose(target.value === "" ? undefined : target.value.slice(1))} data-testid={testId}>
        <option value="">{label}: {t`все`}</option>
        {children}
      </select>
    </span>
  );
}
