import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { LeadService } from "@zamer/api/lead/v1/lead_service_pb";
import { type ReactNode, useState } from "react";

import { useMayCall } from "../app/may_call.ts";
import { Heat } from "../charts/Heat.tsx";
import { TableTwin } from "../ui/Card.tsx";
import { Icon } from "../ui/Icon.tsx";
import { Old } from "../ui/Old.tsx";
import { type Arrival, hourId, type HourOfWeek, useArrivals } from "./arrivals.ts";
import { ReadAt } from "./AsOf.tsx";
import { Num } from "./Num.tsx";
import { useSales } from "./SalesContext.tsx";
import { weekdayName } from "./words.ts";

// When leads come and in which hours the answer is late: read from the leads themselves once somebody asks.
export function ArrivalHeat() {
  const mayCall = useMayCall();
  const [open, setOpen] = useState(false);
  if (!mayCall(LeadService.method.listLeads)) return null;
  return (
    <div className="losses">
      <button type="button" className="quiet" aria-expanded={open} onClick={() => setOpen(!open)}>
        <Icon name={open ? "down" : "right"} /><Trans>по часам и дням недели</Trans>
      </button>
      {open && <Hours />}
    </div>
  );
}

interface Hour extends HourOfWeek {
  leads: number;
  late: number;
}

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7];

function Hours() {
  const { t } = useLingui();
  const { view, formats } = useSales();
  const read = useArrivals();
  const { data, error } = read;
  if (!data) return error ? <Old reads={[read]} formats={formats} /> : <p className="note waiting"><Trans>Читаем лиды…</Trans></p>;
  const hours = hoursOf(data.all);
  const most = Math.max(1, ...hours.map((hour) => hour.leads));
  const weekdays = WEEKDAYS.map((weekday) => weekdayName(weekday, formats));
  const table = {
    header: [t`День недели`, t`Час`, t`Лидов`, t`Из них ответили поздно`],
    rows: hours.map(({ weekday, hour, leads, late }) => [weekdays[weekday - 1], hour, leads, late]),
  };
  return (
    <figure>
      <Old reads={[read]} formats={formats} />
      <p className="lead-in"><Totals arrivals={data.all} /></p>
      <Heat
        columns={Array.from({ length: 24 }, (_, hour) => (hour % 3 === 0 ? String(hour) : undefined))}
        rows={weekdays}
        cells={hours.map((cell) => ({
          column: cell.hour,
          row: cell.weekday - 1,
          level: cell.leads / most,
          bad: cell.late > 0,
          text: cell.late > 0 ? String(cell.late) : "",
          title: t`${weekdays[cell.weekday - 1]!} ${cell.hour}:00 — лидов ${cell.leads}, поздний ответ ${cell.late}`,
          opens: (drawing) => <HourNumber hour={cell}>{drawing}</HourNumber>,
        }))}
      />
      <p className="note">
        <Trans>Темнее — больше лидов пришло в этот час. Число в рамке — скольким из них ответили позже лимита.</Trans>
        {!data.whole && <> <Trans>Первые {formats.count(data.all.length)} лидов периода.</Trans></>}
        {view.person !== undefined && <> <Trans>Фильтр по сотруднику здесь не действует.</Trans></>}
      </p>
      <p className="card-foot"><ReadAt reads={[read]} /></p>
      <TableTwin caption={t`Лиды по часам и дням недели`} table={table} />
    </figure>
  );
}

function Totals({ arrivals }: { arrivals: readonly Arrival[] }) {
  const late = arrivals.filter((each) => each.late).length;
  return (
    <>
      <Num kpi="arrived" raw={arrivals.length}><Plural value={arrivals.length} one="пришёл # лид" few="пришло # лида" many="пришло # лидов" other="пришло # лидов" /></Num>,{" "}
      <Num kpi="arrived_late" raw={late}><Trans>поздний ответ: {late}</Trans></Num>
    </>
  );
}

// What of an hour is seen: where somebody was answered late, of how many; else how many came.
function HourNumber({ hour, children }: { hour: Hour; children: ReactNode }) {
  const [kpi, raw] = hour.late > 0 ? ["arrived_late", hour.late] as const : ["arrived", hour.leads] as const;
  return <Num kpi={kpi} raw={raw} hour={hourId(hour)} aside>{children}</Num>;
}

function hoursOf(arrivals: readonly Arrival[]): Hour[] {
  const hours = [...Map.groupBy(arrivals, hourId).values()].map((own) => ({
    weekday: own[0]!.weekday,
    hour: own[0]!.hour,
    leads: own.length,
    late: own.filter((each) => each.late).length,
  }));
  return hours.sort((a, b) => a.weekday - b.weekday || a.hour - b.hour);
}
