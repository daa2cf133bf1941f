import { Trans, useLingui } from "@lingui/react/macro";

import { Heat } from "../charts/Heat.tsx";
import { Card, TableTwin } from "../ui/Card.tsx";
import { Old } from "../ui/Old.tsx";
import { ReadAt } from "./AsOf.tsx";
import { COVERAGE_DAYS, openHours, useCoverage } from "./coverage.ts";
import { isThin } from "./lateness.ts";
import { Num } from "./Num.tsx";
import { addDays, daysBetween, weekdayOf } from "./period.ts";
import { useSales } from "./SalesContext.tsx";

// How many lead managers are on shift in the hours of the next four weeks.
export function CoverageCard() {
  const { t } = useLingui();
  const { today, zone, formats } = useSales();
  const coverage = useCoverage();
  const { data } = coverage;
  const cells = data ? openHours(data, zone) : [];
  const first = Math.min(...cells.map(({ clock }) => clock));
  const last = Math.max(...cells.map(({ clock }) => clock));
  const clocks = cells.length > 0 ? Array.from({ length: last - first + 1 }, (_, index) => `${first + index}:00`) : [];
  const most = Math.max(1, ...cells.map(({ hour }) => hour.leadManagers));
  const days = Array.from({ length: COVERAGE_DAYS }, (_, index) => addDays(today, index));
  const thin = cells.filter(({ hour }) => isThin(hour));
  const table = {
    header: [t`День`, t`Час`, t`Лид-менеджеров`, t`Нужно`],
    rows: cells.map(({ hour, day, clock }) => [day, `${clock}:00`, hour.leadManagers, hour.required]),
  };
  // As it is drawn: a row of hours for each day.
  const drawn = new Map(cells.map(({ hour, day, clock }) => [`${day} ${clock}:00`, t`${hour.leadManagers} из ${hour.required}`]));
  const twin = {
    header: [t`День`, ...clocks],
    rows: days.map((day) => [formats.day(day), ...clocks.map((clock) => drawn.get(`${day} ${clock}`))]),
  };
  const filtered = useSales().filters.length > 0;
  return (
    <Card id="coverage" title={t`Покрытие смен`} basis={t`28 дней вперёд, лид-менеджеров на смене`} asOf={<ReadAt reads={[coverage]} />} table={table} className="span-12">
      <Old reads={[coverage]} formats={formats} />
      {data && (
        <p className="lead-in">
          {thin.length === 0 ? (
            <Trans>Каждый час закрыт.</Trans>
          ) : (
            <Trans>
              Часов с неполной сменой: <b data-testid="thin-hours"><Num kpi="coverage_thin_hours" raw={thin.length}>{formats.count(thin.length)}</Num></b> из{" "}
              <Num kpi="coverage_hours" raw={cells.length}>{formats.count(cells.length)}</Num>.
            </Trans>
          )}
        </p>
      )}
      <figure>
        <Heat
          columns={days.map((day, index) => (index === 0 || weekdayOf(day) === 1 ? formats.shortDay(day) : undefined))}
          rows={clocks}
          cellHeight={17}
          cells={cells.map(({ hour, start, day, clock }) => ({
            column: daysBetween(today, day),
            row: clock - first,
            level: (hour.leadManagers / most) * 0.5,
            bad: isThin(hour),
            text: isThin(hour) ? String(hour.leadManagers) : "",
            title: t`${formats.day(day)}, ${clock}:00 — ${hour.leadManagers} из ${hour.required}`,
            opens: (cell) => <Num kpi="coverage_hour" raw={hour.leadManagers} hour={start.toISOString()} aside>{cell}</Num>,
          }))}
        />
        <TableTwin caption={t`Лид-менеджеров на смене по часам, из скольких нужно`} table={twin} />
      </figure>
      <p className="note"><Trans>В рамке — часы, где лид-менеджеров меньше нужного, и сколько их.</Trans>{filtered && <> <Trans>Фильтры здесь не действуют.</Trans></>}</p>
    </Card>
  );
}
