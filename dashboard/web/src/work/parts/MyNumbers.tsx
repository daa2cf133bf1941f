import { Trans } from "@lingui/react/macro";

import { metrics } from "../../app/api.ts";
import { useSession } from "../../app/session_context.ts";
import { Num, type Opened } from "../../sales/Num.tsx";
import type { Period } from "../../sales/period.ts";
import { filter, kpiQuery } from "../../sales/queries.ts";
import { useSales } from "../../sales/SalesContext.tsx";
import { nothingOf, titleOf } from "../../sales/titles.ts";
import { totals, type Value } from "../../sales/value.ts";
import { FEW } from "../../sales/wilson.ts";
import type { Formats } from "../../ui/format.ts";
import { useFetched } from "../../ui/useFetched.ts";
import { Failed } from "./Stale.tsx";

// What each role's own work brings about. Of a lead manager's bookings the share is of her leads: the phone that came with one
// is nobody's.
const kpisOf = {
  lead_manager: ["phones", "bookings", "booking_rate", "meetings", "show_rate", "speed_to_attempt_staffed", "late_first_responses", "follow_ups_overdue", "next_steps_missed"],
  designer: ["meetings", "show_rate", "contracts", "close_rate", "revenue_net", "average_contract", "no_shows_designer"],
};
const breaches = new Set(["late_first_responses", "follow_ups_overdue", "next_steps_missed", "no_shows_designer"]);

const REFRESH = 60_000;

// The same numbers that the head of sales sees of this person, and those of as many days before: one's own past, nobody else's.
export function MyNumbers() {
  const { employee, roles } = useSession();
  const { department, period, before } = useSales();
  const split = roles.includes("DESIGNER") ? "designer" : "lead_manager";
  const kpis = kpisOf[split];
  const { data, error } = useFetched(
    JSON.stringify([employee, period]),
    async (signal) => {
      const ask = async (of: Period) =>
        totals(await metrics.queryKpis(kpiQuery({ department, period: of, basis: "event", filters: [filter(split, employee)], kpis }), { signal }));
      const [now, past] = await Promise.all([ask(period), ask(before)]);
      return { now, past };
    },
    { every: REFRESH },
  );
  return (
    <section className="numbers" data-testid="my-numbers">
      <h2><Trans>Мои числа</Trans></h2>
      <Failed error={error} />
      {data && <div className="scores">{kpis.map((kpi) => <Score key={kpi} number={{ kpi, of: { split, value: employee } }} now={data.now?.get(kpi)} past={data.past?.get(kpi)} />)}</div>}
    </section>
  );
}

function Score({ number, now, past }: { number: Opened; now: Value | undefined; past: Value | undefined }) {
  const { formats } = useSales();
  const { kpi } = number;
  const late = breaches.has(kpi) && now?.kind === "count" && now.count > 0;
  return (
    <div className="score">
      <p className={late ? "score-value late" : "score-value"}><Num {...number} raw={now?.raw ?? nothingOf(kpi)}>{textOf(kpi, now, formats)}</Num></p>
      <p>{titleOf(kpi)}</p>
      <p className="soft">
        {now?.kind === "ratio" && now.n > 0 && <><Num {...number} raw={now.raw} aside><Trans>{now.k} из {now.n}</Trans></Num>{now.n < FEW && <> · <Trans>мало данных</Trans></>} · </>}
        <Num {...number} raw={past?.raw ?? nothingOf(kpi)} window="before"><Trans>до этого {textOf(kpi, past, formats)}</Trans></Num>
      </p>
    </div>
  );
}

function textOf(kpi: string, value: Value | undefined, formats: Formats): string {
  switch (value?.kind) {
    case "count":
      return formats.count(value.count);
    case "ratio":
      return value.rate === undefined ? "—" : formats.share(value.rate);
    case "money":
      return formats.shortMoney(value.minorUnits, value.currency);
    case "cost":
      return value.minorUnits === undefined ? "—" : formats.shortMoney(value.minorUnits, value.currency);
    case "duration":
      return value.p50 === undefined ? "—" : formats.duration(value.p50);
    default:
      return nothingOf(kpi) || "—";
  }
}
