import { Plural, Trans, useLingui } from "@lingui/react/macro";

import { Link } from "../app/Link.tsx";
import { useBoard } from "../live/useBoard.ts";
import { Icon } from "../ui/Icon.tsx";
import { lossesBefore, PLACELESS, placelessIn } from "./explained/placeless.ts";
import { lossReasonText } from "./groups.ts";
import { Num } from "./Num.tsx";
import { kpiQuery } from "./queries.ts";
import { useSales } from "./SalesContext.tsx";
import { type Value, type Values, countOf, groups, totals } from "./value.ts";
import type { Step } from "./view.ts";
import { stepName } from "./words.ts";

const asked = ["losses", ...lossesBefore.map(([, kpi]) => kpi)];

// Why leads were lost, and before which step.
export function Losses({ count }: { count: Value | undefined }) {
  const { view, href } = useSales();
  if (count?.kind !== "count") return null;
  return (
    <div className="losses" data-testid="losses">
      <p className="losses-head">
        <Num kpi="losses" value={count}><Plural value={count.count} one="Потерян # лид" few="Потеряно # лида" many="Потеряно # лидов" other="Потеряно # лидов" /></Num>
        {count.count > 0 && (
          <Link className="quiet" href={href({ lost: view.lost ? undefined : true })} aria-expanded={view.lost ?? false}>
            <Icon name={view.lost ? "down" : "right"} /><Trans>почему и на каком шаге</Trans>
          </Link>
        )}
      </p>
      {view.lost && <Reasons />}
    </div>
  );
}

function Reasons() {
  const { department, period, filters, view } = useSales();
  const question = { department, period, basis: view.basis, filters, kpis: asked };
  const { answers } = useBoard([kpiQuery({ ...question, split: "loss_reason" }), kpiQuery(question)]);
  const byReason = groups(answers[0]);
  const all = totals(answers[1]);
  if (!byReason || !all) return <p className="note waiting"><Trans>Читаем причины…</Trans></p>;
  const rows = [...byReason].filter(([, values]) => countOf(values, "losses")).sort(([, a], [, b]) => (countOf(b, "losses") ?? 0) - (countOf(a, "losses") ?? 0));
  return <ReasonTable rows={rows} all={all} />;
}

// Reasons by the step that was not reached. Every number opens the leads behind it.
function ReasonTable({ rows, all }: { rows: readonly (readonly [string, Values])[]; all: Values }) {
  const { t } = useLingui();
  const elsewhere = placelessIn(all) > 0;
  return (
    <div className="scroll">
      <table className="plain reasons" data-testid="loss-reasons">
        <thead>
          <tr>
            <th><Trans>Причина</Trans></th>
            {lossesBefore.map(([step]) => <th key={step} className="number"><BeforeStep step={step} /></th>)}
            {elsewhere && <th className="number"><Trans>позже, или история не знает</Trans></th>}
            <th className="number"><Trans>всего</Trans></th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([reason, values]) => <ReasonRow key={reason} title={lossReasonText(reason)} reason={reason} values={values} elsewhere={elsewhere} />)}
        </tbody>
        <tfoot><ReasonRow title={t`Всего`} values={all} elsewhere={elsewhere} /></tfoot>
      </table>
    </div>
  );
}

function BeforeStep({ step }: { step: Step }) {
  const name = stepName(step);
  return <Trans>до шага «{name}»</Trans>;
}

function ReasonRow({ title, reason, values, elsewhere }: { title: string; reason?: string; values: Values; elsewhere: boolean }) {
  const { formats } = useSales();
  const of = reason === undefined ? {} : { of: { split: "loss_reason" as const, value: reason } };
  const number = (kpi: string, count = countOf(values, kpi) ?? 0) =>
    count > 0 ? <Num kpi={kpi} raw={count} {...of}>{formats.count(count)}</Num> : <span className="nothing">·</span>;
  return (
    <tr>
      <th scope="row">{title}</th>
      {lossesBefore.map(([step, kpi]) => <td key={step} className="number">{number(kpi)}</td>)}
      {elsewhere && <td className="number">{number(PLACELESS, placelessIn(values))}</td>}
      <td className="number"><b>{number("losses")}</b></td>
    </tr>
  );
}
