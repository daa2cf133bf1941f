import { Trans, useLingui } from "@lingui/react/macro";
import type { Employee } from "@zamer/api/scheduling/v1/department_pb";

import { Band } from "../charts/Band.tsx";
import { useBoard } from "../live/useBoard.ts";
import { Card } from "../ui/Card.tsx";
import { Icon } from "../ui/Icon.tsx";
import { AsOf } from "./AsOf.tsx";
import { Num } from "./Num.tsx";
import { addDays } from "./period.ts";
import { kpiQuery } from "./queries.ts";
import { holdsMeetings, sellsMeetings, useSales, worksHere } from "./SalesContext.tsx";
import { ShareText } from "./ShareText.tsx";
import { titleOf } from "./titles.ts";
import { useTotals } from "./totals.ts";
import { type Share, type Values, countOf, groups } from "./value.ts";
import type { Split } from "./view.ts";
import { FEW, verdict } from "./wilson.ts";
import { Within } from "./Within.tsx";
import { counted } from "./words.ts";

// Against what a person is held: the own four weeks before the period.
const PAST_DAYS = 28;

interface Team {
  split: Split;
  title: string;
  isOf(person: Employee): boolean;
  // The share that this work is about.
  share: string;
  // Facts of discipline that are counted: each is a breach.
  breaches: string[];
}

// Facts about each person's work. Nobody is ranked: each is held against the own past, and the team is a band behind it.
export function PeopleCard() {
  const { t } = useLingui();
  const sales = useSales();
  const { asOf } = useTotals();
  const managers: Team = {
    split: "lead_manager",
    title: t`Лид-менеджеры`,
    isOf: sellsMeetings,
    share: "booking_rate",
    breaches: ["late_first_responses", "next_steps_missed", "follow_ups_overdue", "too_few_attempts", "shifts_late", "shifts_missed"],
  };
  const designers: Team = {
    split: "designer",
    title: t`Дизайнеры`,
    isOf: holdsMeetings,
    share: "close_rate",
    breaches: ["no_shows_designer"],
  };
  const managerRows = useTeam(managers);
  const designerRows = useTeam(designers);
  const kpis = ["speed_to_attempt_staffed", ...managers.breaches, ...designers.breaches, managers.share, "show_rate", designers.share, "revenue_net"];
  const rows = [...(managerRows ?? []), ...(designerRows ?? [])];
  const table = {
    header: [t`Сотрудник`, ...kpis.map(titleOf)],
    rows: rows.map(({ person, values }) => [person.displayName, ...kpis.map((kpi) => values.get(kpi)?.raw)]),
  };
  return (
    <Card id="people" title={t`Люди`} basis={counted(sales)} asOf={<AsOf time={asOf} />} table={table} className="span-12">
      <TeamTable team={managers} rows={managerRows} />
      <TeamTable team={designers} rows={designerRows} />
      <p className="note">
        <Trans>Сначала те, у кого больше просрочек. Точка — доля за период с 95 % интервалом, засечка — свои 28 дней до него, полоса — вся команда.</Trans>
      </p>
    </Card>
  );
}

interface PersonRow {
  person: Employee;
  values: Values;
  past: Values | undefined;
  breaches: number;
}

function useTeam(team: Team): PersonRow[] | undefined {
  const { department, period, filters, view, people } = useSales();
  const past = { start: addDays(period.start, -PAST_DAYS), end: addDays(period.start, -1) };
  const shown = [...team.breaches, team.share, "speed_to_attempt_staffed", "follow_ups_in_time", "meetings", "meetings_due", "show_rate", "average_contract", "revenue_net"];
  const { answers } = useBoard([
    kpiQuery({ department, period, filters, basis: view.basis, kpis: shown, split: team.split }),
    kpiQuery({ department, period: past, filters, basis: view.basis, kpis: [team.share], split: team.split }),
  ]);
  const now = groups(answers[0]);
  const before = groups(answers[1]);
  if (!now) return undefined;
  const empty: Values = new Map();
  const filtered = filters.some(({ dimension }) => dimension === kpiQuery({ department, period, basis: view.basis, split: team.split }).dimensions[0]);
  return people
    .filter((person) => now.has(person.name) || (team.isOf(person) && worksHere(person) && !filtered))
    .filter((person) => team.isOf(person) || countShare(now.get(person.name), team.share))
    .map((person) => {
      const values = now.get(person.name) ?? empty;
      return { person, values, past: before?.get(person.name), breaches: team.breaches.reduce((sum, kpi) => sum + (countOf(values, kpi) ?? 0), 0) };
    })
    .sort((a, b) => b.breaches - a.breaches || a.person.displayName.localeCompare(b.person.displayName));
}

function countShare(values: Values | undefined, kpi: string): boolean {
  const value = values?.get(kpi);
  return value?.kind === "ratio" && value.n > 0;
}

function TeamTable({ team, rows }: { team: Team; rows: PersonRow[] | undefined }) {
  const { t } = useLingui();
  const { formats } = useSales();
  const { now } = useTotals();
  const whole = now?.get(team.share);
  const managers = team.split === "lead_manager";
  return (
    <div className="scroll">
      <table className="plain people to-cards" data-testid={`people-${team.split}`}>
        <thead>
          <tr>
            <th>{team.title}</th>
            {managers ? <><th className="number"><Trans>Первый ответ</Trans></th><th><Trans>в лимите</Trans></th></> : <><th className="number"><Trans>Встречи</Trans></th><th><Trans>Доходимость</Trans></th></>}
            {team.breaches.map((kpi) => <th key={kpi} className="number breach">{titleOf(kpi)}</th>)}
            {!managers && <th className="number"><Trans>Выручка</Trans></th>}
            <th className="band-head">{titleOf(team.share)}</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {rows?.map(({ person, values, past }) => {
            const of = { split: team.split, value: person.name };
            const speed = values.get("speed_to_attempt_staffed");
            const show = values.get("show_rate");
            const revenue = values.get("revenue_net");
            const share = values.get(team.share);
            const own = past?.get(team.share);
            return (
              <tr key={person.name}>
                <th scope="row">{person.displayName}</th>
                {managers ? (
                  <>
                    <td className="number" data-label={t`Первый ответ`}>{speed?.kind === "duration" && speed.p50 !== undefined ? <Num kpi="speed_to_attempt_staffed" value={speed} of={of}>{formats.duration(speed.p50)}</Num> : <Nothing />}</td>
                    <td data-label={t`в лимите`}>{speed?.kind === "duration" && speed.within?.rate !== undefined ? <Within kpi="speed_to_attempt_staffed" value={speed} of={of} /> : <Nothing />}</td>
                  </>
                ) : (
                  <>
                    <td className="number" data-label={t`Встречи`}><Num kpi="meetings" raw={countOf(values, "meetings")} of={of}>{formats.count(countOf(values, "meetings") ?? 0)}</Num></td>
                    <td data-label={t`Доходимость`}>{show?.kind === "ratio" && show.rate !== undefined ? <><b className={show.n < FEW ? "few" : ""}><Num kpi="show_rate" value={show} of={of}>{formats.share(show.rate)}</Num></b> <ShareText share={show} number={{ kpi: "show_rate", of }} /></> : <Nothing />}</td>
                  </>
                )}
                {team.breaches.map((kpi) => {
                  const count = countOf(values, kpi) ?? 0;
                  return <td key={kpi} className="number" data-label={titleOf(kpi)}><Num kpi={kpi} raw={count} of={of} className={count > 0 ? "breach-count" : "nothing"}>{formats.count(count)}</Num></td>;
                })}
                {!managers && <td className="number" data-label={t`Выручка`}>{revenue?.kind === "money" && revenue.minorUnits !== 0 ? <Num kpi="revenue_net" value={revenue} of={of}>{formats.money(revenue.minorUnits, revenue.currency)}</Num> : <Nothing />}</td>}
                <td className="band-cell" data-label={titleOf(team.share)}>
                  {share?.kind === "ratio" && share.n > 0 ? (
                    <>
                      <p><b className={share.n < FEW ? "few" : ""}><Num kpi={team.share} value={share} of={of}>{share.rate === undefined ? "—" : formats.share(share.rate)}</Num></b> <ShareText share={share} number={{ kpi: team.share, of }} /></p>
                      <Band share={share} past={own?.kind === "ratio" && own.n >= FEW ? own.rate : undefined} team={whole?.kind === "ratio" ? whole : undefined} few={share.n < FEW} />
                    </>
                  ) : <Nothing />}
                </td>
                <td>{share?.kind === "ratio" && own?.kind === "ratio" && own.n >= FEW && <AgainstPast share={share} past={own.rate} />}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function Nothing() {
  return <span className="nothing">—</span>;
}

function AgainstPast({ share, past }: { share: Share; past: number | undefined }) {
  const interval = share.lower === undefined || share.upper === undefined ? undefined : { lower: share.lower, upper: share.upper };
  const says = verdict(share.n, interval, past);
  if (says === "above") return <span className="chip good"><Icon name="up" /><Trans>выше своего</Trans></span>;
  if (says === "below") return <span className="chip bad"><Icon name="down" /><Trans>ниже своего</Trans></span>;
  return null;
}
