import { Trans, useLingui } from "@lingui/react/macro";
import { MetricsService } from "@zamer/api/metrics/v1/metrics_service_pb";

import { locale } from "../app/language.ts";
import { Link } from "../app/Link.tsx";
import { useMayCall } from "../app/may_call.ts";
import { PlanChart } from "../charts/PlanChart.tsx";
import { useBoard } from "../live/useBoard.ts";
import { fanOf, summedUp } from "../plan/forecast.ts";
import type { Goal, Plan } from "../plan/goal.ts";
import { eachDay, type Month, monthName, monthOf } from "../plan/month.ts";
import { amountText, needText, shortNeed } from "../plan/words.ts";
import { Card, TableTwin } from "../ui/Card.tsx";
import { Old } from "../ui/Old.tsx";
import { AsOf } from "./AsOf.tsx";
import { GoalNum } from "./GoalNum.tsx";
import { filter, kpiQuery } from "./queries.ts";
import { useSales } from "./SalesContext.tsx";
import { titleOf } from "./titles.ts";
import { daily, type Values } from "./value.ts";
import { useGoals, usePlan } from "./usePlan.ts";
import { basisText } from "./words.ts";

// How far the month's plan has got, and what is still to be done.
export function PlanCard() {
  const { t } = useLingui();
  const { period, view, formats } = useSales();
  const month = monthOf(period.end);
  const read = usePlan();
  const { data: plan, error } = read;
  const { goals, filtered } = useGoals(plan);
  const goal = goals.find(({ kpi }) => kpi === view.plan) ?? goals[0];
  const table = plan && {
    header: [t`Чей`, t`Показатель`, t`План`, t`Факт`, t`Прогноз`, t`Ещё нужно`, t`В рабочий день`],
    rows: plan.goals.map((each) => [each.employee, each.kpi, each.target, each.fact, each.forecast, each.needed, each.neededPerDay]),
  };
  return (
    <Card id="plan" title={t`План и факт`} basis={`${monthName(month, locale())} · ${basisText("event")}`} asOf={<AsOf time={plan?.asOf} />} table={table} className="span-5">
      <Old reads={[read]} formats={formats} />
      {!plan && !error && <p className="note waiting"><Trans>Читаем план…</Trans></p>}
      {plan && !goal && <p className="lead-in"><Trans>План на этот месяц не поставлен.</Trans></p>}
      {goals.length > 1 && <GoalChoice goals={goals} chosen={goal} />}
      {plan && goal && <GoalView plan={plan} goal={goal} month={month} />}
      {plan && goal && view.person === undefined && <PeopleGoals goals={plan.goals.filter(({ kpi, employee }) => kpi === goal.kpi && employee !== "")} />}
      {filtered && <p className="note"><Trans>План ставят отделу и людям: город и канал здесь не действуют.</Trans></p>}
      <ToPlan month={month} />
    </Card>
  );
}

function ToPlan({ month }: { month: Month }) {
  const mayCall = useMayCall();
  if (!mayCall(MetricsService.method.setTarget)) return null;
  return <p><Link className="quiet" href={`/plan?month=${month}`}><Trans>Поставить или изменить план</Trans></Link></p>;
}

function GoalChoice({ goals, chosen }: { goals: readonly Goal[]; chosen: Goal | undefined }) {
  const { t } = useLingui();
  const { href } = useSales();
  return (
    <div className="segments plan-choice" role="group" aria-label={t`Показатель`}>
      {goals.map((goal) => (
        <Link key={goal.name} href={href({ plan: goal.kpi })} aria-current={goal === chosen ? "true" : undefined}>{titleOf(goal.kpi)}</Link>
      ))}
    </div>
  );
}

function GoalView({ plan, goal, month }: { plan: Plan; goal: Goal; month: Month }) {
  const { formats, settings } = useSales();
  const text = (amount: number | undefined) => amountText(goal, amount, formats, settings.currencyCode);
  const fan = goal.kind === "count" ? fanOf(goal.fact ?? 0, goal.forecast) : undefined;
  const forecast = goal.forecast === undefined ? undefined : text(Math.round(goal.forecast));
  return (
    <>
      <p className="plan-need" data-testid="plan-need"><GoalNum goal={goal} aside>{needText(goal, formats, settings.currencyCode)}</GoalNum></p>
      <p className="plan-numbers">
        <b><GoalFact goal={goal} /></b> <GoalNum goal={goal} aside><Trans>из {text(goal.target)}</Trans></GoalNum>
        {goal.expected !== undefined && <span className="note"> · <GoalNum goal={goal} aside><Trans>по плану к этому часу {text(Math.round(goal.expected))}</Trans></GoalNum></span>}
        {forecast !== undefined && (plan.working?.workingDaysLeft ?? 0) > 0 && (
          <span className="note"> · <GoalNum goal={goal} aside><Trans>если так пойдёт, будет {forecast}</Trans>{fan && <> ({text(fan.low)}–{text(fan.high)})</>}</GoalNum></span>
        )}
      </p>
      {goal.kind !== "share" && <GoalChart plan={plan} goal={goal} month={month} />}
      {fan && <p className="note"><Trans>Веер — где месяц закончится в 8 случаях из 10, если дальше пойдёт так же.</Trans></p>}
    </>
  );
}

function GoalFact({ goal }: { goal: Goal }) {
  const { formats, settings } = useSales();
  return <GoalNum goal={goal}>{amountText(goal, goal.fact, formats, settings.currencyCode)}</GoalNum>;
}

// Every seventh day is named, but for the last, whose name would stick out.
const NAMED = 7;

function GoalChart({ plan, goal, month }: { plan: Plan; goal: Goal; month: Month }) {
  const { t } = useLingui();
  const { department, formats, settings, today } = useSales();
  const days = eachDay(month);
  const period = { start: days[0]!, end: days.at(-1)! };
  const filters = goal.split ? [filter(goal.split, goal.employee)] : [];
  const { answers } = useBoard([kpiQuery({ department, period, basis: "event", filters, kpis: [goal.kpi], daily: true })]);
  const values = daily(answers[0]);
  const fact = values ? summedUp(days, today, (day) => amountOf(values.get(day), goal.kpi)) : [];
  const planned = (plan.working?.elapsedByDay ?? []).map((share) => share * goal.target);
  const table = { header: [t`День`, t`План`, t`Факт`], rows: days.map((day, index) => [day, planned[index] && Math.round(planned[index]), fact[index]]) };
  return (
    <figure>
      <PlanChart
        plan={planned}
        fact={fact}
        forecast={goal.forecast}
        fan={goal.kind === "count" ? fanOf(goal.fact ?? 0, goal.forecast) : undefined}
        days={days.map((day, index) => (index % NAMED === 0 && index < days.length - 2 ? formats.shortDay(day) : ""))}
        targetLabel={t`план ${amountText(goal, goal.target, formats, settings.currencyCode)}`}
      />
      <TableTwin caption={t`План и факт`} table={table} />
    </figure>
  );
}

function amountOf(values: Values | undefined, kpi: string): number {
  const value = values?.get(kpi);
  return value?.kind === "money" ? value.minorUnits : value?.kind === "count" ? value.count : 0;
}

// Each person's own plan of the same. In the order of their names: nobody is ranked.
function PeopleGoals({ goals }: { goals: readonly Goal[] }) {
  const { t } = useLingui();
  const { formats, settings, nameOf } = useSales();
  if (goals.length === 0) return null;
  const rows = goals.map((goal) => ({ goal, name: nameOf("designer", goal.employee) })).sort((a, b) => a.name.localeCompare(b.name));
  return (
    <table className="plain to-cards" data-testid="plan-people">
      <thead><tr><th><Trans>Сотрудник</Trans></th><th className="number"><Trans>Факт</Trans></th><th className="number"><Trans>План</Trans></th><th><Trans>Осталось</Trans></th></tr></thead>
      <tbody>
        {rows.map(({ goal, name }) => (
          <tr key={goal.name}>
            <th scope="row">{name}</th>
            <td className="number" data-label={t`Факт`}><GoalFact goal={goal} /></td>
            <td className="number" data-label={t`План`}><GoalNum goal={goal} aside>{amountText(goal, goal.target, formats, settings.currencyCode)}</GoalNum></td>
            <td data-label={t`Осталось`}>{goal.kind !== "share" && <GoalNum goal={goal} aside>{shortNeed(goal, formats, settings.currencyCode)}</GoalNum>}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
