import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { type Lead, Lead_State } from "@zamer/api/lead/v1/lead_pb";
import { LeadService } from "@zamer/api/lead/v1/lead_service_pb";
import { timestampFromDate } from "@bufbuild/protobuf/wkt";
import { useState } from "react";

import { leads } from "../app/leads.ts";
import { useMayCall } from "../app/may_call.ts";
import { Icon } from "../ui/Icon.tsx";
import type { Formats } from "../ui/format.ts";
import { useFetched } from "../ui/useFetched.ts";
import { Num } from "./Num.tsx";
import { allPages } from "./pages.ts";
import { addDays, startOfDay } from "./period.ts";
import { useSales } from "./SalesContext.tsx";
import type { Value } from "./value.ts";

const MOST = 3000;

// Why leads were lost, and how far they had come: read from the leads themselves once somebody asks.
export function Losses({ count, formats }: { count: Value | undefined; formats: Formats }) {
  const mayCall = useMayCall();
  const [open, setOpen] = useState(false);
  if (count?.kind !== "count") return null;
  return (
    <div className="losses">
      <p className="losses-head">
        <Num kpi="losses" value={count}><Plural value={count.count} one="Потерян # лид" few="Потеряно # лида" many="Потеряно # лидов" other="Потеряно # лидов" /></Num>
        {mayCall(LeadService.method.listLeads) && (
          <button type="button" className="quiet" aria-expanded={open} onClick={() => setOpen(!open)}>
            <Icon name={open ? "down" : "right"} /><Trans>почему и на каком шаге</Trans>
          </button>
        )}
      </p>
      {open && <Reasons formats={formats} />}
    </div>
  );
}

function Reasons({ formats }: { formats: Formats }) {
  const { t } = useLingui();
  const { department, period, zone, view } = useSales();
  const key = JSON.stringify([period, view.city, view.channel, view.person]);
  const { data, failed } = useFetched(key, (signal) =>
    allPages(async (pageToken) => {
      const page = await leads.listLeads(
        {
          parent: department,
          state: Lead_State.LOST,
          pageSize: 1000,
          pageToken,
          city: view.city ?? "",
          channel: view.channel ? `${department}/channels/${view.channel}` : "",
          owner: view.person ? `${department}/employees/${view.person}` : "",
          arriveStartTime: timestampFromDate(startOfDay(zone, period.start)),
          arriveEndTime: timestampFromDate(startOfDay(zone, addDays(period.end, 1))),
        },
        { signal },
      );
      return { items: page.leads, next: page.nextPageToken };
    }, MOST),
  );
  if (failed && !data) return <p className="note"><Trans>Причины сейчас не прочитать.</Trans></p>;
  if (!data) return <p className="note waiting"><Trans>Читаем лиды…</Trans></p>;
  const places = [t`до телефона`, t`после телефона`];
  const reasons = count(data.items);
  return (
    <>
      <p className="note"><Trans>Лиды, которые пришли за период и сейчас потеряны: {formats.count(data.items.length)}.</Trans></p>
      <table className="plain reasons">
        <thead><tr><th><Trans>Причина</Trans></th>{places.map((place) => <th key={place} className="number">{place}</th>)}<th className="number"><Trans>всего</Trans></th></tr></thead>
        <tbody>
          {reasons.map(({ reason, byPlace, all }) => (
            <tr key={reason}>
              <th scope="row">{reason || t`не указана`}</th>
              {byPlace.map((n, index) => <td key={index} className="number">{n || "·"}</td>)}
              <td className="number"><b>{all}</b></td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

function count(lost: readonly Lead[]): { reason: string; byPlace: number[]; all: number }[] {
  const reasons = new Map<string, number[]>();
  for (const lead of lost) {
    const byPlace = reasons.get(lead.closeReason) ?? [0, 0];
    const place = placeOf(lead);
    byPlace[place] = (byPlace[place] ?? 0) + 1;
    reasons.set(lead.closeReason, byPlace);
  }
  return [...reasons]
    .map(([reason, byPlace]) => ({ reason, byPlace, all: byPlace.reduce((sum, n) => sum + n, 0) }))
    .sort((a, b) => b.all - a.all);
}

// How far the lead had come.
function placeOf({ phones }: Lead): number {
  return phones.length > 0 ? 1 : 0;
}
