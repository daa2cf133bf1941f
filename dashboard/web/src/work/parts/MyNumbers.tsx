import { Trans } from "@lingui/react/macro";

import { metrics } from "../../app/api.ts";
import { useSession } from "../../app/session_context.ts";
import { addDays, dayIn } from "../../sales/period.ts";
import { filter, kpiQuery } from "../../sales/queries.ts";
import { definitionOf, nothingOf, titleOf } from "../../sales/titles.ts";
import { totals, type Value, type Values } from "../../sales/value.ts";
import { FEW } from "../../sales/wilson.ts";
import type { Formats } from "../../ui/format.ts";
import { useFetched } from "../../ui/useFetched.ts";
import { useDirectory } from "../data/directory.ts";
import { useFormats } from "../words/words.ts";
import { Failed } from "./Stale.tsx";

// What each role's own work brings about.
const kpisOf = {
  lead_manager: ["phones", "bookings", "booking_rate_of_phones", "meetings", "show_rate", "speed_to_attempt_staffed", "late_first_responses", "follow_ups_overdue", "next_steps_missed"],
  designer: ["meetings", "show_rate", "contracts", "close_rate", "revenue_net", "average_contract", "no_shows_designer"],
};
const breaches = new Set(["late_first_responses", "follow_ups_overdue", "next_steps_missed", "no_shows_designer"]);

const REFRESH = 60_000;

// The same numbers that the head of sales sees of this person, and those of as many days before: one's own past, nobody else's.
export function MyNumbers({ days }: { days: number }) {
  const { department, employee, roles } = useSession();
  const { zone } = useDirectory();
  const split = roles.includes("DESIGNER") ? "designer" : "lead_manager";
  const kpis = kpisOf[split];
  const { data, error } = useFetched(
    `${employee} ${days}`,
    async (signal) => {
      const end = dayIn(zone, new Date());
      const ask = async (last: string) => {
        const period = { start: addDays(last, 1 - days), end: last };
        return totals(await metrics.queryKpis(kpiQuery({ department, period, basis: "event", filters: [filter(split, employee)], kpis }), { signal }));
      };
      const [now, before] = await Promise.all([ask(end), ask(addDays(end, -days))]);
      return { now, before };
    },
    { every: REFRESH },
  );
  return (
    <section className="numbers" data-testid="my-numbers">
      <h2><Trans>Мои числа</Trans></h2>
      <Failed error={error} />
      {data && <div className="scores">{kpis.map((kpi) => <Score key={kpi} kpi={kpi} now={data.now} before={data.before} />)}</div>}
    </section>
  );
}

function Score({ kpi, now, before }: { kpi: string; now: Values | undefined; before: Values | undefined }) {
  const formats = useFormats();
  const value = now?.get(kpi);
  const past = textOf(kpi, before?.get(kpi), formats);
  const late = breaches.has(kpi) && value?.kind === "count" && value.count > 0;
  return (
    <div className="score" title={definitionOf(kpi)}>
      <p className={late ? "score-value late" : "score-value"} data-kpi={kpi} data-basis="event" data-value={value?.raw ?? nothingOf(kpi)}>{textOf(kpi, value, formats)}</p>
      <p>{titleOf(kpi)}</p>
      <p className="soft">
        {value?.kind === "ratio" && value.n > 0 && <><Trans>{value.k} из {value.n}</Trans>{value.n < FEW && <> · <Trans>мало данных</Trans></>} · </>}
        <Trans>до этого {past}</Trans>
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
