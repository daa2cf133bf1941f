import { Trans, useLingui } from "@lingui/react/macro";

import { COVERAGE_DAYS, type OpenHour, openHours, useCoverage } from "../coverage.ts";
import { isThin } from "../lateness.ts";
import { Num } from "../Num.tsx";
import { addDays } from "../period.ts";
import { useSales } from "../SalesContext.tsx";
import type { Explained } from "../view.ts";
import { CountPanel } from "./CountPanel.tsx";
import { Fact } from "./Panel.tsx";

// The opening hours ahead; all of them, or those with too few lead managers on shift.
export function CoveragePanel({ explained }: { explained: Explained }) {
  const { t } = useLingui();
  const { formats, zone, today } = useSales();
  const read = useCoverage();
  const areThin = explained.kpi === "coverage_thin_hours";
  const hours = read.data && openHours(read.data, zone).filter(({ hour }) => !areThin || isThin(hour));
  return (
    <CountPanel
      id={explained.kpi}
      title={areThin ? t`Часы с неполной сменой` : t`Часы работы`}
      definition={areThin ? t`В сколько часов работы лид-менеджеров на смене меньше, чем нужно.` : t`Сколько часов отдел будет открыт для клиентов.`}
      source={t`график смен`}
      facts={<Fact name={<Trans>Период</Trans>}>{formats.range(today, addDays(today, COVERAGE_DAYS - 1))}</Fact>}
      reads={[read]}
      rows={hours}
      head={<><th><Trans>День</Trans></th><th><Trans>Час</Trans></th><th className="number"><Trans>Лид-менеджеров</Trans></th><th className="number"><Trans>Нужно</Trans></th></>}
    >
      {(shown) => shown.map((each) => <HourRow key={each.start.getTime()} {...each} />)}
    </CountPanel>
  );
}

function HourRow({ hour, start, day }: OpenHour) {
  const { formats } = useSales();
  return (
    <tr>
      <td>{formats.day(day)}</td>
      <td>{formats.time(start)}</td>
      <td className="number"><Num kpi="coverage_hour" raw={hour.leadManagers} hour={start.toISOString()}>{formats.count(hour.leadManagers)}</Num></td>
      <td className="number">{formats.count(hour.required)}</td>
    </tr>
  );
}
