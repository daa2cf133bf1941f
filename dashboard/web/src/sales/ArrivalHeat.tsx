import { timestampDate, timestampFromDate } from "@bufbuild/protobuf/wkt";
import { Trans, useLingui } from "@lingui/react/macro";
import type { Lead } from "@zamer/api/lead/v1/lead_pb";
import { LeadService } from "@zamer/api/lead/v1/lead_service_pb";
import { useState } from "react";

import { leads } from "../app/leads.ts";
import { useMayCall } from "../app/may_call.ts";
import { Heat } from "../charts/Heat.tsx";
import { TableTwin } from "../ui/Card.tsx";
import { Icon } from "../ui/Icon.tsx";
import { Old } from "../ui/Old.tsx";
import { useFetched } from "../ui/useFetched.ts";
import { ReadAt } from "./AsOf.tsx";
import { allPages } from "./pages.ts";
import { addDays, dayIn, minuteOfDay, startOfDay, weekdayOf } from "./period.ts";
import { useSales } from "./SalesContext.tsx";

const MOST = 3000;
const EVERY = 60_000;

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

interface Hour {
  weekday: number;
  hour: number;
  leads: number;
  late: number;
}

function Hours() {
  const { t } = useLingui();
  const { department, period, zone, view, formats } = useSales();
  const read = useFetched(JSON.stringify([period, view.city, view.channel]), async (signal) => {
    const { items, whole } = await allPages(async (pageToken) => {
      const page = await leads.listLeads(
        {
          parent: department,
          pageSize: 1000,
          pageToken,
          city: view.city ?? "",
          channel: view.channel ? `${department}/channels/${view.channel}` : "",
          arriveStartTime: timestampFromDate(startOfDay(zone, period.start)),
          arriveEndTime: timestampFromDate(startOfDay(zone, addDays(period.end, 1))),
        },
        { signal },
      );
      return { items: page.leads, next: page.nextPageToken };
    }, MOST);
    return { hours: hoursOf(items, zone), whole, count: items.length };
  }, { every: EVERY });
  const { data, error } = read;
  if (!data) return error ? <Old reads={[read]} formats={formats} /> : <p className="note waiting"><Trans>Читаем лиды…</Trans></p>;
  const most = Math.max(1, ...data.hours.map((hour) => hour.leads));
  // The first Monday of 2024.
  const weekdays = Array.from({ length: 7 }, (_, index) => formats.weekday(addDays("2024-01-01", index)));
  const table = {
    header: [t`День недели`, t`Час`, t`Лидов`, t`Из них ответили поздно`],
    rows: data.hours.map(({ weekday, hour, leads, late }) => [weekdays[weekday - 1], hour, leads, late]),
  };
  return (
    <figure>
      <Old reads={[read]} formats={formats} />
      <Heat
        columns={Array.from({ length: 24 }, (_, hour) => (hour % 3 === 0 ? String(hour) : undefined))}
        rows={weekdays}
        cells={data.hours.map(({ weekday, hour, leads, late }) => ({
          column: hour,
          row: weekday - 1,
          level: leads / most,
          bad: late > 0,
          text: late > 0 ? String(late) : "",
          title: t`${weekdays[weekday - 1]!} ${hour}:00 — лидов ${leads}, поздний ответ ${late}`,
        }))}
      />
      <p className="note">
        <Trans>Темнее — больше лидов пришло в этот час. Число в рамке — скольким из них ответили позже лимита.</Trans>
        {!data.whole && <> <Trans>Первые {formats.count(data.count)} лидов периода.</Trans></>}
        {view.person !== undefined && <> <Trans>Фильтр по сотруднику здесь не действует.</Trans></>}
      </p>
      <p className="card-foot"><ReadAt reads={[read]} /></p>
      <TableTwin caption={t`Лиды по часам и дням недели`} table={table} />
    </figure>
  );
}

function hoursOf(arrived: readonly Lead[], zone: string): Hour[] {
  const hours = new Map<string, Hour>();
  for (const { arriveTime, firstResponse } of arrived) {
    if (!arriveTime) continue;
    const instant = timestampDate(arriveTime);
    const weekday = weekdayOf(dayIn(zone, instant));
    const hour = Math.floor(minuteOfDay(zone, instant) / 60);
    const key = `${weekday} ${hour}`;
    const cell = hours.get(key) ?? { weekday, hour, leads: 0, late: 0 };
    cell.leads += 1;
    if (firstResponse?.late) cell.late += 1;
    hours.set(key, cell);
  }
  return [...hours.values()].sort((a, b) => a.weekday - b.weekday || a.hour - b.hour);
}
