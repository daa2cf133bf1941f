import { Trans, useLingui } from "@lingui/react/macro";

import { Link } from "../../app/Link.tsx";
import { Old } from "../../ui/Old.tsx";
import { useFetched } from "../../ui/useFetched.ts";
import { groupKind, groupName } from "../groups.ts";
import { limitOf } from "../limit.ts";
import { wholePeriod } from "../period.ts";
import { filter } from "../queries.ts";
import { useSales } from "../SalesContext.tsx";
import type { Value } from "../value.ts";
import type { Explained, Part } from "../view.ts";
import { basisText } from "../words.ts";
import { CaseRows, saveCases } from "./CaseRows.tsx";
import { numberOf } from "./numbers.ts";
import { About, EventsUpTo, Fact } from "./Panel.tsx";
import { PlanFacts } from "./PlanFacts.tsx";
import { Rows } from "./Rows.tsx";
import type { Answer, Question, Told } from "./told.ts";
import { rawOf, ValueText } from "./ValueText.tsx";

// A number that the metrics service counts.
export function NumberPanel({ explained }: { explained: Explained }) {
  const { t } = useLingui();
  const { formats, nameOf } = useSales();
  const question = useQuestion(explained);
  const { kpi, of } = explained;
  const { title, definition, isMoney, read: ask } = numberOf(kpi);
  const key = JSON.stringify([question.period, question.basis, question.filters.map(({ dimension, values }) => [dimension, values]), kpi]);
  const read = useFetched(key, (signal) => ask(question, signal));
  const answer = read.data;
  const value = answer?.value;
  return (
    <>
      <About title={explained.part === "within" ? t`${title}: в лимите` : title} definition={definition}>
        <Fact name={<Trans>Период</Trans>}>{formats.range(question.period.start, question.period.end)}</Fact>
        <Fact name={<Trans>Считаем</Trans>}>{basisText(question.basis)}</Fact>
        {of && <Fact name={groupKind(of.split)}>{groupName(of.split, of.value, nameOf)}</Fact>}
        {explained.window === "month" && <PlanFacts explained={explained} />}
        <EventsUpTo time={answer?.asOf} />
        <Fact name={<Trans>Код</Trans>}><code>{kpi}</code></Fact>
      </About>
      <Old reads={[read]} formats={formats} />
      <p className="explain-number" data-kpi={kpi} data-basis={question.basis} data-value={answer && rawOf(value, explained)}>
        {answer ? <ValueText explained={explained} value={value} isMoney={isMoney?.(explained.part) ?? false} /> : "…"}
      </p>
      {answer && <CasesOf explained={explained} question={question} answer={answer} again={key} />}
    </>
  );
}

// The question behind a number: the filters of the page with the group that the number is of.
function useQuestion(explained: Explained): Question {
  const { department, period, before, today, filters, view, settings } = useSales();
  const own = explained.of && filter(explained.of.split, explained.of.value);
  const others = filters.filter(({ dimension }) => dimension !== own?.dimension);
  const ofView = { department, period, basis: view.basis, filters: own ? [...others, own] : others, limit: limitOf(settings) };
  switch (explained.window) {
    case "today":
      return { ...ofView, period: { start: today, end: today }, basis: "event" };
    case "before":
      return { ...ofView, period: before };
    case "month":
      return { ...ofView, period: wholePeriod("month", period.end), basis: "event", filters: own ? [own] : [] };
    default:
      return ofView;
  }
}

function CasesOf({ explained, question, answer, again }: { explained: Explained; question: Question; answer: Answer; again: string }) {
  const { t } = useLingui();
  const { formats } = useSales();
  const { kpi, part } = explained;
  const { cases, beyond, isMoney, names } = numberOf(kpi);
  const read = useFetched(`${again} ${part}`, (signal) => cases(question, part, signal));
  const { data, error } = read;
  const areMoney = isMoney?.(part) ?? false;
  return (
    <section className="rows">
      <Parts explained={explained} value={answer.value} own={names} />
      <Old reads={[read]} formats={formats} />
      {!error && !data && <p className="note waiting"><Trans>Читаем строки…</Trans></p>}
      {data && (
        <Rows
          rows={data.items}
          whole={data.whole}
          beyond={beyond ?? false}
          sum={data.items.reduce((total, { amount }) => total + Number(amount), 0)}
          must={answer.amounts?.[part] ?? amountOf(answer.value, part)}
          tools={<button type="button" className="quiet" onClick={() => saveCases(kpi, data.items)}><Trans>Скачать CSV</Trans></button>}
          head={<><th><Trans>День</Trans></th><th><Trans>О чём</Trans></th><th className="number">{areMoney ? t`Сумма` : t`Вклад`}</th><th><Trans>Разрезы</Trans></th></>}
        >
          {(shown) => <CaseRows cases={shown} isMoney={areMoney} />}
        </Rows>
      )}
    </section>
  );
}

// Which of the number's parts the rows are, where it has several.
function Parts({ explained, value, own }: { explained: Explained; value: Value | undefined; own: Told["names"] }) {
  const { t } = useLingui();
  const { href } = useSales();
  const isShare = value?.kind === "ratio" || value?.kind === "cost";
  const names: Record<Part, string> = { numerator: isShare ? t`числитель` : t`все случаи`, denominator: t`знаменатель`, within: t`в лимите`, unknown: t`история не знает`, ...own };
  const parts = partsOf(value);
  if (parts.length === 1) return null;
  return (
    <div className="segments" role="group" aria-label={t`Какие строки`}>
      {parts.map((part) => <Link key={part} href={href({ explain: { ...explained, part } })} aria-current={part === explained.part ? "true" : undefined}>{names[part]}</Link>)}
    </div>
  );
}

function partsOf(value: Value | undefined): Part[] {
  const parts: Part[] = ["numerator"];
  if (value?.kind === "ratio" || value?.kind === "cost") parts.push("denominator");
  if (value?.kind === "duration" && value.within) parts.push("within");
  if (value && value.unknown > 0) parts.push("unknown");
  return parts;
}

// What the rows of a part must add up to.
function amountOf(value: Value | undefined, part: Part): number {
  if (part === "unknown") return value?.unknown ?? 0;
  switch (value?.kind) {
    case "count":
    case "spread":
      return value.count;
    case "duration":
      return part === "within" ? (value.within?.k ?? 0) : value.count;
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
