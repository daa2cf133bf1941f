import { Trans, useLingui } from "@lingui/react/macro";

import { useBoard } from "../live/useBoard.ts";
import { Card } from "../ui/Card.tsx";
import { AsOf } from "./AsOf.tsx";
import { Num } from "./Num.tsx";
import { kpiQuery } from "./queries.ts";
import { useSales } from "./SalesContext.tsx";
import { ShareText } from "./ShareText.tsx";
import { titleOf } from "./titles.ts";
import { useTotals } from "./totals.ts";
import { type Values, countOf, groups } from "./value.ts";
import type { Explained } from "./view.ts";
import { FEW } from "./wilson.ts";
import { counted } from "./words.ts";

const shown = ["leads", "spend", "cpl", "cost_per_meeting_held", "contracts", "cost_per_contract", "lead_to_contract", "romi"];

// What each channel brought and cost.
export function ChannelsCard() {
  const { t } = useLingui();
  const sales = useSales();
  const { department, period, filters, view, nameOf } = sales;
  const { answers, asOf } = useBoard([kpiQuery({ department, period, filters, basis: view.basis, kpis: shown, split: "channel" })]);
  const { now } = useTotals();
  const all = groups(answers[0]);
  const rows = all && [...all].sort(([, a], [, b]) => (countOf(b, "leads") ?? 0) - (countOf(a, "leads") ?? 0));
  const table = rows && {
    header: [t`Канал`, ...shown.map((kpi) => titleOf(kpi))],
    rows: rows.map(([channel, values]) => [nameOf("channel", channel), ...shown.map((kpi) => values.get(kpi)?.raw)]),
  };
  return (
    <Card id="channels" title={t`Каналы`} basis={counted(sales)} asOf={<AsOf time={asOf} />} table={table} className="span-7">
      <div className="scroll">
        <table className="plain channels to-cards">
          <thead>
            <tr>
              <th><Trans>Канал</Trans></th>
              <th className="number"><Trans>Лиды</Trans></th>
              <th className="number"><Trans>Расходы</Trans></th>
              <th className="number"><Trans>Цена лида</Trans></th>
              <th className="number"><Trans>Договоры</Trans></th>
              <th className="number"><Trans>Цена договора</Trans></th>
              <th><Trans>Лид → договор</Trans></th>
              <th className="number">ROMI</th>
            </tr>
          </thead>
          <tbody>
            {rows?.map(([channel, values]) => (
              <ChannelRow key={channel} name={nameOf("channel", channel)} values={values} of={{ split: "channel", value: channel }} />
            ))}
          </tbody>
          {now && <tfoot><ChannelRow name={t`Всего`} values={now} /></tfoot>}
        </table>
      </div>
      {rows?.length === 0 && <p className="note"><Trans>За период ничего не было.</Trans></p>}
    </Card>
  );
}

function ChannelRow({ name, values, of }: { name: string; values: Values; of?: Explained["of"] }) {
  const { t } = useLingui();
  const { formats } = useSales();
  const group = of ? { of } : {};
  const money = (kpi: string) => {
    const value = values.get(kpi);
    const minorUnits = value?.kind === "money" || value?.kind === "cost" ? value.minorUnits : undefined;
    if (!value || minorUnits === undefined || (value.kind === "money" && minorUnits === 0)) return <span className="nothing">—</span>;
    const currency = value.kind === "money" || value.kind === "cost" ? value.currency : "RUB";
    return <Num kpi={kpi} value={value} {...group}>{formats.money(minorUnits, currency)}</Num>;
  };
  const count = (kpi: string) => <Num kpi={kpi} raw={countOf(values, kpi)} {...group}>{formats.count(countOf(values, kpi) ?? 0)}</Num>;
  const share = values.get("lead_to_contract");
  const romi = values.get("romi");
  const spent = values.get("spend");
  return (
    <tr>
      <th scope="row">{name}</th>
      <td className="number" data-label={t`Лиды`}>{count("leads")}</td>
      <td className="number" data-label={t`Расходы`}>{money("spend")}</td>
      <td className="number" data-label={t`Цена лида`}>{spent?.kind === "money" && spent.minorUnits > 0 ? money("cpl") : <span className="nothing">—</span>}</td>
      <td className="number" data-label={t`Договоры`}>{count("contracts")}</td>
      <td className="number" data-label={t`Цена договора`}>{spent?.kind === "money" && spent.minorUnits > 0 ? money("cost_per_contract") : <span className="nothing">—</span>}</td>
      <td data-label={t`Лид → договор`}>
        {share?.kind === "ratio" && share.rate !== undefined ? (
          <><b className={share.n < FEW ? "few" : ""}><Num kpi="lead_to_contract" value={share} {...group}>{formats.share(share.rate)}</Num></b> <ShareText share={share} number={{ kpi: "lead_to_contract", ...group }} /></>
        ) : <span className="nothing">—</span>}
      </td>
      <td className="number" data-label="ROMI">
        {romi?.kind === "ratio" && romi.rate !== undefined ? <Num kpi="romi" value={romi} {...group}>{formats.share(romi.rate)}</Num> : <span className="nothing">—</span>}
      </td>
    </tr>
  );
}
