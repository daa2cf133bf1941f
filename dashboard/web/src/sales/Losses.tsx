import { t } from "@lingui/core/macro";
import { Plural, Trans } from "@lingui/react/macro";
import { LeadService } from "@zamer/api/lead/v1/lead_service_pb";

import { Link } from "../app/Link.tsx";
import { useMayCall } from "../app/may_call.ts";
import { Icon } from "../ui/Icon.tsx";
import { reasonText } from "../words/reasons.ts";
import { byReason, countsOf } from "./lost.ts";
import { Num } from "./Num.tsx";
import { lastSegment, useSales } from "./SalesContext.tsx";
import { type LostLeads, useLost } from "./useLost.ts";
import type { Value } from "./value.ts";
import { type LostBefore, lostBefore } from "./view.ts";
import { stepName } from "./words.ts";

// Why leads were lost, and before which step: read once somebody asks.
export function Losses({ count }: { count: Value | undefined }) {
  const mayCall = useMayCall();
  const { view, href } = useSales();
  if (count?.kind !== "count") return null;
  const open = view.lost !== undefined;
  return (
    <div className="losses" data-testid="losses">
      <p className="losses-head">
        <Num kpi="losses" value={count}><Plural value={count.count} one="Потерян # лид" few="Потеряно # лида" many="Потеряно # лидов" other="Потеряно # лидов" /></Num>
        {count.count > 0 && mayCall(LeadService.method.listLeads) && (
          <Link className="quiet" href={href({ lost: open ? undefined : "all" })} aria-expanded={open}>
            <Icon name={open ? "down" : "right"} /><Trans>почему и на каком шаге</Trans>
          </Link>
        )}
      </p>
      {open && <Reasons losses={count.raw} />}
    </div>
  );
}

function Reasons({ losses }: { losses: string }) {
  const { view } = useSales();
  const { data, error } = useLost(losses);
  if (error && !data) return <p className="note"><Trans>Причины сейчас не прочитать.</Trans></p>;
  if (!data) return <p className="note waiting"><Trans>Читаем лиды…</Trans></p>;
  return (
    <>
      {!data.whole && <p className="note"><Trans>Лидов слишком много, прочитаны не все: возьмите период короче.</Trans></p>}
      <ReasonTable found={data} />
      {view.lost !== undefined && view.lost !== "all" && <LostHere found={data} before={view.lost} />}
    </>
  );
}

// Reasons by the step that was not reached; a step opens into the leads that were lost before it.
function ReasonTable({ found }: { found: LostLeads }) {
  const { formats, href, view } = useSales();
  const rows = byReason(found.lost, (lead) => found.leads.get(lead)?.closeReason ?? "");
  const totals = countsOf(found.lost);
  const places = lostBefore.filter((before) => totals.has(before) || !rare.has(before));
  return (
    <div className="scroll">
      <table className="plain reasons" data-testid="loss-reasons">
        <thead>
          <tr>
            <th><Trans>Причина</Trans></th>
            {places.map((before) => (
              <th key={before} className="number">
                <Link href={href({ lost: view.lost === before ? "all" : before })} aria-current={view.lost === before ? "true" : undefined}>{placeName(before)}</Link>
              </th>
            ))}
            <th className="number"><Trans>всего</Trans></th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ reason, counts, all }) => (
            <tr key={reason}>
              <th scope="row">{reason === "" ? t`не указана` : reasonText(reason)}</th>
              {places.map((before) => <td key={before} className="number">{counts.has(before) ? formats.count(counts.get(before)!) : <span className="nothing">·</span>}</td>)}
              <td className="number"><b>{formats.count(all)}</b></td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row"><Trans>Всего</Trans></th>
            {places.map((before) => <td key={before} className="number" data-lost-before={before} data-value={totals.get(before) ?? 0}>{formats.count(totals.get(before) ?? 0)}</td>)}
            <td className="number" data-lost-before="all" data-value={found.lost.length}>{formats.count(found.lost.length)}</td>
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

// Columns that are there only when something is in them.
const rare = new Set<LostBefore>(["hand_overs", "unknown"]);

function LostHere({ found, before }: { found: LostLeads; before: LostBefore }) {
  const here = found.lost.filter((lost) => lost.before === before);
  return (
    <ul className="lost-here" data-testid="lost-here" aria-label={placeName(before)}>
      {here.map(({ lead }) => {
        const record = found.leads.get(lead);
        const id = lastSegment(lead);
        return (
          <li key={lead}>
            <Link href={`/leads/${id}`}>{record?.clientName || <Trans>лид {id.slice(-6)}</Trans>}</Link>
            {record?.closeReason && <span className="note"> {reasonText(record.closeReason)}</span>}
          </li>
        );
      })}
    </ul>
  );
}

function placeName(before: LostBefore): string {
  if (before === "unknown") return t`история не знает`;
  const step = stepName(before);
  return t`до шага «${step}»`;
}
