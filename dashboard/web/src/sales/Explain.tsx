import { Trans, useLingui } from "@lingui/react/macro";
import { LeadService } from "@zamer/api/lead/v1/lead_service_pb";
import { Dimension } from "@zamer/api/metrics/v1/kpi_pb";
import { CasePart, type KpiCase, MetricsService } from "@zamer/api/metrics/v1/metrics_service_pb";
import { timestampDate } from "@bufbuild/protobuf/wkt";
import { useEffect, useRef, useState } from "react";

import { metrics } from "../app/api.ts";
import { leads } from "../app/leads.ts";
import { Link } from "../app/Link.tsx";
import { useMayCall } from "../app/may_call.ts";
import { kpis } from "../catalogue.gen.ts";
import { csv, saveAs } from "../ui/csv.ts";
import { Icon } from "../ui/Icon.tsx";
import { Old } from "../ui/Old.tsx";
import { fewAtOnce } from "../ui/few_at_once.ts";
import { useFetched } from "../ui/useFetched.ts";
import { allCases } from "./cases.ts";
import { groupKind, groupName } from "./groups.ts";
import { wholePeriod } from "./period.ts";
import { dimensionOf, filter, kpiQuery } from "./queries.ts";
import { lastSegment, useSales } from "./SalesContext.tsx";
import { ShareText } from "./ShareText.tsx";
import { definitionOf, nothingOf, titleOf } from "./titles.ts";
import { type Value, dayText, seconds, totals } from "./value.ts";
import type { Explained, Group, Part } from "./view.ts";
import { basisText } from "./words.ts";

// What a number means, and the rows that it counts.
export function Explain() {
  const { view } = useSales();
  return view.explain ? <Dialog key={JSON.stringify(view.explain)} explained={view.explain} /> : null;
}

const MOST = 5000;

const apiPart: Record<Part, CasePart> = { numerator: CasePart.NUMERATOR, denominator: CasePart.DENOMINATOR, unknown: CasePart.UNKNOWN };

// The question behind a number: the filters of the page with the group that the number is of.
function useQuestion(explained: Explained) {
  const { department, period, before, today, filters, view } = useSales();
  const own = explained.of && filter(explained.of.split, explained.of.value);
  const others = filters.filter(({ dimension }) => dimension !== own?.dimension);
  const ofView = { department, period, basis: view.basis, filters: own ? [...others, own] : others };
  switch (explained.window) {
    case "today":
      return { ...ofView, period: { start: today, end: today }, basis: "event" as const };
    case "before":
      return { ...ofView, period: before };
    case "month":
      return { ...ofView, period: wholePeriod("month", period.end), basis: "event" as const, filters: own ? [own] : [] };
    default:
      return ofView;
  }
}

function Dialog({ explained }: { explained: Explained }) {
  const { t } = useLingui();
  const { show, formats, nameOf } = useSales();
  const mayCall = useMayCall();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (!dialog.current?.open) dialog.current?.showModal();
  }, []);
  const close = () => show({ explain: undefined });
  const question = useQuestion(explained);
  const { kpi, part } = explained;
  const key = JSON.stringify([question.period, question.basis, question.filters.map(({ dimension, values }) => [dimension, values]), kpi]);
  const read = useFetched(key, (signal) => metrics.queryKpis(kpiQuery({ ...question, kpis: [kpi] }), { signal }));
  const answer = read.data;
  const value = totals(answer)?.get(kpi);
  const asOf = answer?.asOfTime && timestampDate(answer.asOfTime);
  return (
    <dialog ref={dialog} className="explain" aria-labelledby="explain-title" onClose={close} onClick={(event) => event.target === dialog.current && dialog.current.close()} data-testid="explain">
      <header>
        <h2 id="explain-title" tabIndex={-1} autoFocus>{titleOf(kpi)}</h2>
        <button type="button" className="icon-button" onClick={() => dialog.current?.close()} aria-label={t`Закрыть`}><Icon name="close" /></button>
      </header>
      <p className="explain-definition">{definitionOf(kpi)}</p>
      <dl className="explain-facts">
        <div><dt><Trans>Период</Trans></dt><dd>{formats.range(question.period.start, question.period.end)}</dd></div>
        <div><dt><Trans>Считаем</Trans></dt><dd>{basisText(question.basis)}</dd></div>
        {explained.of && <div><dt>{groupKind(explained.of.split)}</dt><dd>{groupName(explained.of.split, explained.of.value, nameOf)}</dd></div>}
        {asOf && <div><dt><Trans>События до</Trans></dt><dd>{formats.instant(asOf)}</dd></div>}
        <div><dt><Trans>Код</Trans></dt><dd><code>{kpi}</code></dd></div>
      </dl>
      <Old reads={[read]} formats={formats} />
      <p className="explain-number" data-kpi={kpi} data-basis={question.basis} data-value={value?.raw ?? (answer ? nothingOf(kpi) : undefined)}>
        {answer ? <ValueText kpi={kpi} value={value} /> : "…"}
      </p>
      {answer && mayCall(MetricsService.method.listCases) && <Rows explained={explained} question={question} value={value} again={key} part={part} />}
    </dialog>
  );
}

function ValueText({ kpi, value }: { kpi: string; value: Value | undefined }) {
  const { formats } = useSales();
  if (!value) return <>{nothingOf(kpi) || "—"}</>;
  switch (value.kind) {
    case "count":
      return <>{formats.count(value.count)}</>;
    case "money":
      return <>{formats.money(value.minorUnits, value.currency)}</>;
    case "cost":
      return value.minorUnits === undefined ? <>—</> : <>{formats.money(value.minorUnits, value.currency)}</>;
    case "ratio":
      return <>{value.rate === undefined ? "—" : formats.share(value.rate)} <small><ShareText share={value} /></small></>;
    case "duration":
      return <>{value.p50 === undefined ? "—" : formats.duration(value.p50)} {value.p90 !== undefined && <small><Trans>медиана; 90 % — до {formats.duration(value.p90)}</Trans></small>}</>;
    case "spread":
      return <>{value.p50 ?? "—"} {value.p90 !== undefined && <small><Trans>медиана; 90 % — до {value.p90}</Trans></small>}</>;
  }
}

// What the rows of a part must add up to.
function expected(value: Value | undefined, part: Part): number {
  if (part === "unknown") return value?.unknown ?? 0;
  switch (value?.kind) {
    case "count":
    case "duration":
    case "spread":
      return value.count;
    case "money":
      return value.minorUnits;
    case "ratio":
      return part === "denominator" ? value.n : value.k;
    case "cost":
      return part === "denominator" ? value.of : value.total;
    default:
      return 0;
  }
}

function partsOf(value: Value | undefined): Part[] {
  const parts: Part[] = value?.kind === "ratio" || value?.kind === "cost" ? ["numerator", "denominator"] : ["numerator"];
  return value && value.unknown > 0 ? [...parts, "unknown"] : parts;
}

function Rows({ explained, question, value, again, part }: {
  explained: Explained;
  question: ReturnType<typeof useQuestion>;
  value: Value | undefined;
  again: string;
  part: Part;
}) {
  const { t } = useLingui();
  const { href, formats } = useSales();
  const [shown, setShown] = useState(50);
  const { kpi } = explained;
  const read = useFetched(`${again} ${part}`, (signal) => allCases({ ...question, kpi, part: apiPart[part] }, MOST, signal));
  const { data, error } = read;
  const names: Record<Part, string> = { numerator: t`числитель`, denominator: t`знаменатель`, unknown: t`история не знает` };
  const parts = partsOf(value);
  const sum = data?.items.reduce((total, { amount }) => total + Number(amount), 0) ?? 0;
  const must = expected(value, part);
  const isMoney = kpis[kpi]?.unit === "money" || (kpis[kpi]?.unit === "cost" && part === "numerator");
  return (
    <section className="rows">
      {parts.length > 1 && (
        <div className="segments" role="group" aria-label={t`Какие строки`}>
          {parts.map((each) => <Link key={each} href={href({ explain: { ...explained, part: each } })} aria-current={each === part ? "true" : undefined}>{names[each]}</Link>)}
        </div>
      )}
      <Old reads={[read]} formats={formats} />
      {!error && !data && <p className="note waiting"><Trans>Читаем строки…</Trans></p>}
      {data && (
        <>
          <p className="rows-count" data-testid="rows-count" data-rows={data.items.length} data-sum={sum} data-must={must}>
            {data.whole ? <Trans>Строк: <b>{formats.count(data.items.length)}</b></Trans> : <Trans>Первые <b>{formats.count(data.items.length)}</b> строк</Trans>}
            {data.whole && (sum === must ? <span className="chip good"><Trans>сходится с числом</Trans></span> : <span className="chip warn"><Trans>число меняется: строки дают {formats.count(sum)}</Trans></span>)}
            <button type="button" className="quiet" onClick={() => saveRows(kpi, data.items)}><Trans>Скачать CSV</Trans></button>
          </p>
          <div className="scroll">
            <table className="plain">
              <thead>
                <tr><th><Trans>День</Trans></th><th><Trans>О чём</Trans></th><th className="number">{isMoney ? t`Сумма` : t`Вклад`}</th><th><Trans>Разрезы</Trans></th></tr>
              </thead>
              <tbody>
                <CaseRows cases={data.items.slice(0, shown)} isMoney={isMoney} />
              </tbody>
            </table>
          </div>
          {data.items.length > shown && <button type="button" className="button" onClick={() => setShown(shown + 100)}><Trans>Показать ещё</Trans></button>}
        </>
      )}
    </section>
  );
}

const groupOf = new Map<Dimension, Group>(Object.entries(dimensionOf).map(([group, dimension]) => [dimension, group as Group]));

function CaseRows({ cases, isMoney }: { cases: readonly KpiCase[]; isMoney: boolean }) {
  const { formats, nameOf, settings } = useSales();
  const clients = useClients(cases);
  return cases.map((each, index) => (
    <tr key={index}>
      <td>{each.date ? formats.shortDay(dayText(each.date)) : "—"}</td>
      <td><Subject name={each.subject} client={clients.get(each.subject)} /></td>
      <td className="number">
        {each.duration ? formats.duration(seconds(each.duration)!) : isMoney ? formats.money(Number(each.amount), settings.currencyCode) : formats.count(Number(each.amount))}
      </td>
      <td className="case-dimensions">
        {each.dimensions.flatMap(({ dimension, value }) => {
          const group = groupOf.get(dimension);
          return group && value ? [groupName(group, value, nameOf)] : [];
        }).join(", ")}
      </td>
    </tr>
  ));
}

function Subject({ name, client }: { name: string; client: string | undefined }) {
  const { people } = useSales();
  if (name === "") return <>—</>;
  const id = lastSegment(name);
  if (name.includes("/leads/")) return <Link href={`/leads/${id}`}>{client || <Trans>лид {id.slice(-6)}</Trans>}</Link>;
  return <>{people.find((person) => person.name === name)?.displayName ?? id}</>;
}

const NAMES_AT_ONCE = 6;

// The names of the clients in view, read one by one: a case has no personal data of its own.
function useClients(cases: readonly KpiCase[]): ReadonlyMap<string, string> {
  const mayCall = useMayCall();
  const names = [...new Set(cases.map(({ subject }) => subject).filter((subject) => subject.includes("/leads/")))];
  const key = mayCall(LeadService.method.getLead) && names.length > 0 ? names.join() : undefined;
  const { data } = useFetched(key, async (signal) => {
    const found = await fewAtOnce(names, NAMES_AT_ONCE, (name) => leads.getLead({ name }, { signal }).catch(() => undefined));
    return new Map(names.flatMap((name, index) => (found[index]?.clientName ? [[name, found[index].clientName] as const] : [])));
  });
  return data ?? new Map();
}

function saveRows(kpi: string, cases: readonly KpiCase[]): void {
  const header = ["date", "subject", "amount", "seconds", "channel", "city", "lead_manager", "designer", "loss_reason"];
  const rows = cases.map((each) => {
    const of = (dimension: Dimension) => each.dimensions.find((one) => one.dimension === dimension)?.value ?? "";
    return [
      each.date && dayText(each.date),
      each.subject,
      Number(each.amount),
      each.duration && seconds(each.duration),
      of(Dimension.CHANNEL),
      of(Dimension.CITY),
      of(Dimension.LEAD_MANAGER),
      of(Dimension.DESIGNER),
      of(Dimension.LOSS_REASON),
    ];
  });
  saveAs(`${kpi}.csv`, new Blob([csv(header, rows)], { type: "text/csv;charset=utf-8" }));
}
