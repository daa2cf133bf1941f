import { Trans, useLingui } from "@lingui/react/macro";

import { type Arrival, readHour, useArrivals } from "../arrivals.ts";
import { useSales } from "../SalesContext.tsx";
import type { Explained } from "../view.ts";
import { weekdayName } from "../words.ts";
import { LeadLink } from "./CaseRows.tsx";
import { CountPanel } from "./CountPanel.tsx";
import { Fact } from "./Panel.tsx";

// The leads that came in the period, or in one hour of its weeks; all of them, or those answered late.
export function ArrivalsPanel({ explained }: { explained: Explained }) {
  const { t } = useLingui();
  const { formats, period } = useSales();
  const read = useArrivals();
  const isLate = explained.kpi === "arrived_late";
  const hour = readHour(explained.hour);
  const isCounted = (each: Arrival) => (!isLate || each.late) && (!hour || (each.weekday === hour.weekday && each.hour === hour.hour));
  return (
    <CountPanel
      id={explained.kpi}
      title={isLate ? t`Ответили поздно` : t`Пришли`}
      definition={isLate ? t`Скольким из пришедших лидов первый ответ опоздал.` : t`Сколько лидов пришло.`}
      source={t`карточки лидов`}
      facts={
        <>
          <Fact name={<Trans>Период</Trans>}>{formats.range(period.start, period.end)}</Fact>
          {hour && <Fact name={<Trans>Час недели</Trans>}>{weekdayName(hour.weekday, formats)}, {hour.hour}:00</Fact>}
        </>
      }
      reads={[read]}
      rows={read.data?.all.filter(isCounted)}
      whole={read.data?.whole ?? true}
      head={<><th><Trans>Пришёл</Trans></th><th><Trans>Клиент</Trans></th><th><Trans>Город</Trans></th><th><Trans>Чей</Trans></th><th><Trans>Ответили</Trans></th></>}
    >
      {(shown) => shown.map((arrival) => <ArrivalRow key={arrival.lead} arrival={arrival} />)}
    </CountPanel>
  );
}

function ArrivalRow({ arrival: { lead, client, city, owner, at, attempt } }: { arrival: Arrival }) {
  const { formats, nameOf } = useSales();
  return (
    <tr>
      <td>{formats.instant(at)}</td>
      <td><LeadLink name={lead} client={client} /></td>
      <td>{city}</td>
      <td>{nameOf("lead_manager", owner)}</td>
      <td>{attempt ? formats.instant(attempt) : "—"}</td>
    </tr>
  );
}
