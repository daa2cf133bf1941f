import { Trans, useLingui } from "@lingui/react/macro";

import { Link } from "../app/Link.tsx";
import { Whisker } from "../charts/Whisker.tsx";
import { useBoard } from "../live/useBoard.ts";
import { Icon } from "../ui/Icon.tsx";
import { stepShareId } from "./funnel.ts";
import { Num } from "./Num.tsx";
import { kpiQuery } from "./queries.ts";
import { useSales } from "./SalesContext.tsx";
import { ShareText } from "./ShareText.tsx";
import { definitionOf } from "./titles.ts";
import { type Share, type Values, countOf, groups, totals } from "./value.ts";
import { type Split, type Step, splits } from "./view.ts";
import { FEW, verdict, wilson } from "./wilson.ts";
import { splitName, stepName } from "./words.ts";

// The KPIs that say how many of a group passed the step: a share, or two counts.
const passed: Record<Step, string[]> = {
  leads: ["leads"],
  phones: ["phone_rate"],
  bookings: ["booking_rate_of_phones"],
  meetings_held: ["meetings_held", "bookings"],
  contracts: ["close_rate"],
  hand_overs: ["hand_over_rate"],
};

// A phone that came with its lead is nobody's merit, so a lead manager is held to what she had to do herself.
const passedByManager: Partial<Record<Step, string[]>> = { phones: ["message_to_phone"], bookings: ["booking_rate"] };

function kpisOf(step: Step, split: Split): string[] {
  return (split === "lead_manager" && passedByManager[step]) || passed[step];
}

// One step of the funnel, split by channel, city, lead manager or designer.
export function SplitPanel({ step }: { step: Step }) {
  const { t } = useLingui();
  const { department, period, filters, view, href, nameOf } = useSales();
  const split = view.split ?? "channel";
  const kpis = kpisOf(step, split);
  const ask = (by?: Split) => kpiQuery({ department, period, basis: view.basis, filters, kpis, ...(by && { split: by }) });
  const { answers } = useBoard([ask(split), ask()]);
  const all = groups(answers[0]);
  const rows = all && [...all].map(([value, values]) => ({ value, ...sharesOf(step, kpis, values) })).sort((a, b) => b.weight - a.weight);
  const whole = totals(answers[1]);
  const norm = whole && sharesOf(step, kpis, whole).share?.rate;
  return (
    <div className="split" data-testid="split">
      <div className="split-head">
        <h3>{stepName(step)}</h3>
        <div className="segments" role="group" aria-label={t`Разрезать по`}>
          {splits.map((each) => (
            <Link key={each} href={href({ split: each })} aria-current={each === split ? "true" : undefined}>{splitName(each)}</Link>
          ))}
        </div>
        <Link className="icon-button" href={href({ step: undefined, split: undefined })} aria-label={t`Закрыть разрез`}><Icon name="close" /></Link>
      </div>
      {rows && (
        <table className="plain split-table">
          <thead className="only-read">
            <tr><th>{splitName(split)}</th><th>{stepName(step)}</th><th><Trans>Интервал</Trans></th></tr>
          </thead>
          <tbody>
            {rows.map(({ value, share, count }) => (
              <tr key={value}>
                <th scope="row">{nameOf(split, value)}</th>
                <td><SplitNumber step={step} kpi={kpis[0]!} split={split} value={value} share={share} count={count} /></td>
                <td className="split-plot">{share && <Whisker rate={share.rate} lower={share.lower} upper={share.upper} norm={norm} few={share.n < FEW} />}</td>
                <td className="split-verdict">{share && <Verdict share={share} norm={norm} />}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {rows?.length === 0 && <p className="note"><Trans>За период ничего не было.</Trans></p>}
      {kpis !== passed[step] && <p className="note">{definitionOf(kpis[0]!)}</p>}
      {norm !== undefined && <p className="note"><Trans>Вертикальная черта — весь отдел.</Trans></p>}
    </div>
  );
}

function SplitNumber({ step, kpi, split, value, share, count }: { step: Step; kpi: string; split: Split; value: string; share: Share | undefined; count: number }) {
  const { formats } = useSales();
  const of = { split, value };
  if (!share) return <Num kpi={kpi} raw={count} of={of}>{formats.count(count)}</Num>;
  // Of no KPI.
  const number = { kpi: step === "meetings_held" ? stepShareId({ step, of: "previous" }) : kpi, of };
  return (
    <>
      <b className={share.n < FEW ? "few" : ""}><Num {...number} raw={`${share.k}/${share.n}`}>{share.rate === undefined ? "—" : formats.share(share.rate)}</Num></b>{" "}
      <ShareText share={share} number={number} />
    </>
  );
}

function Verdict({ share, norm }: { share: Share; norm: number | undefined }) {
  const interval = share.lower === undefined || share.upper === undefined ? undefined : { lower: share.lower, upper: share.upper };
  const says = verdict(share.n, interval, norm);
  if (says === "above") return <span className="chip good"><Icon name="up" /><Trans>выше отдела</Trans></span>;
  if (says === "below") return <span className="chip bad"><Icon name="down" /><Trans>ниже отдела</Trans></span>;
  return null;
}

function sharesOf(step: Step, [first = "", second = ""]: readonly string[], values: Values): { share: Share | undefined; count: number; weight: number } {
  if (step === "leads") {
    const count = countOf(values, first) ?? 0;
    return { share: undefined, count, weight: count };
  }
  if (step === "meetings_held") {
    const [k, n] = [countOf(values, first) ?? 0, countOf(values, second) ?? 0];
    const interval = wilson(k, n);
    return { share: { k, n, rate: n > 0 ? k / n : undefined, lower: interval?.lower, upper: interval?.upper, ofPeriod: false, maturing: false }, count: k, weight: n };
  }
  const value = values.get(first);
  return value?.kind === "ratio" ? { share: value, count: value.k, weight: value.n } : { share: undefined, count: 0, weight: 0 };
}
